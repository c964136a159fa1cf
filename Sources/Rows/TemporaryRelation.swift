import PostgreSQL

extension Session {
    /// Creates a temporary relation from a query; it goes with the transaction.
    ///
    /// Where it is large the planner is told so; a small one is planned well without.
    ///
    /// - Parameter isChecked: whether the query makes values of domains, whose checks are code of the database's.
    /// - Returns: the number of rows.
    @discardableResult
    package func createTemporary(_ relation: SQL, as query: SQL, isChecked: Bool = false) throws -> Int {
        let rows = try evaluatingUnderDatabasePath(query, where: isChecked) { query in
            try run("CREATE TEMPORARY TABLE \(relation) ON COMMIT DROP AS \(query)")
        }
        try analyze(relation, rows: rows)
        return rows
    }

    /// Runs `body`, which creates or drops temporary tables that outlive a transaction, in a transaction that may: those of
    /// the session may be read-only by default.
    package func changingTemporaryTables<R>(_ body: () throws -> R) throws -> R {
        try transaction("BEGIN READ WRITE", body)
    }

    package func analyze(_ relation: SQL, rows: Int) throws {
        if rows >= 500 { try run("ANALYZE \(relation)") }
    }
}
