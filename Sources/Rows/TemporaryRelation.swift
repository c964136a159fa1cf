import Diagnostics
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

    /// Runs `body`, which creates temporary tables in the transaction of an export.
    ///
    /// - Throws: `Failure` that begins with `purpose` where the server or the role may not.
    package func creatingTemporaryTables(_ purpose: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as ServerError {
            // An export's transaction may write unless the server is in recovery.
            let isStandby = error.sqlState == "25006"
            throw Failure(
                .failed, purpose,
                cause: isStandby ? "the server makes no temporary tables during recovery" : error.message,
                remedy: "export from a primary server with a role that may create temporary tables")
        }
    }

    package func analyze(_ relation: SQL, rows: Int) throws {
        if rows >= 500 { try run("ANALYZE \(relation)") }
    }
}
