extension Connection {
    /// Runs a query and gives its rows one after the other; only a few are in memory at a time.
    ///
    /// Needs a transaction. `body` must not use the connection for another `forEachRow`.
    public func forEachRow(_ query: SQL, _ body: (Row) throws -> Void) throws {
        try run("DECLARE satchel_cursor NO SCROLL CURSOR FOR \(query)")
        while true {
            let rows = try rows("FETCH 500 FROM satchel_cursor")
            for row in rows { try body(row) }
            if rows.count < 500 { break }
        }
        try run("CLOSE satchel_cursor")
    }
}
