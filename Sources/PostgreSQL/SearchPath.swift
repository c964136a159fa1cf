internal import CLibPQ

/// Where the server looks up the names that a statement does not qualify: its functions, operators and types.
///
/// A function of a schema on the database's path is called in the place of PostgreSQL's own where its arguments' types fit
/// better, and many of PostgreSQL's take any type. So whoever may create a function there would have it run by whoever
/// connects. satchel's statements are looked up in `pg_catalog` alone. What the database's own code does (triggers,
/// defaults, checks) rests on the database's path: statements that make it run are sent under that, and name everything
/// but columns with its schema.
///
/// Nothing stays in the session: each transaction is given the path anew, so that a pooler hands clean sessions on.
enum SearchPath {
    case own
    case database

    /// `pg_temp` last, because it would come first for tables and types where it is not named.
    fileprivate var setting: SQL {
        switch self {
        case .own: "SET LOCAL search_path TO pg_catalog, pg_temp"
        case .database: "SET LOCAL search_path TO DEFAULT"
        }
    }
}

extension Session {
    /// Runs `body` with the search path that the database has for the role.
    ///
    /// Its statements have to be safe there: they name types, functions and operators with their schema, and have none of
    /// the forms that look an operator up themselves (`IN`, `BETWEEN`, `LIKE`, `IS DISTINCT FROM`, `CASE x WHEN`).
    @discardableResult
    public func underDatabasePath<R>(_ body: () throws -> R) rethrows -> R {
        let before = wantedPath
        wantedPath = .database
        defer { wantedPath = before }
        return try body()
    }

    /// Lends `body` a query that gives the rows of another. The other's names are looked up now, in satchel's path; the
    /// functions that it calls run under the database's, which their own bodies may rest on.
    ///
    /// The names are kept in a temporary view meanwhile, so this needs a transaction that may write.
    ///
    /// - Parameter isNeeded: false runs `body` with the query as it is, under satchel's path.
    @discardableResult
    public func evaluatingUnderDatabasePath<R>(
        _ query: SQL, where isNeeded: Bool = true, _ body: (SQL) throws -> R
    ) throws -> R {
        guard isNeeded else { return try body(query) }
        try run("CREATE TEMPORARY VIEW pg_temp.satchel_query AS \(query)")
        let value = try underDatabasePath { try body("SELECT * FROM pg_temp.satchel_query") }
        try run("DROP VIEW pg_temp.satchel_query")
        return value
    }
}

extension Connection {
    /// The statements that have to go before one that is to run under `path`; none where the transaction has it.
    func changes(to path: SearchPath) -> [SQL] {
        guard hasOwnPath else { return [] }
        switch PQtransactionStatus(handle) {
        // All of them are one transaction then, and the path goes with it.
        case PQTRANS_IDLE where path == .database: return []
        case PQTRANS_INTRANS where path == transactionPath && (path == .database || plannedTables.isEmpty): return []
        case PQTRANS_IDLE, PQTRANS_INTRANS:
            guard path == .own, !plannedTables.isEmpty else { return [path.setting] }
            // What the server has read of their indexes it may have forgotten since, for whatever others do.
            return [SearchPath.database.setting] + plannedTables.map { "SELECT FROM ONLY \($0) LIMIT 0" } + [
                path.setting
            ]
        // A failed transaction takes nothing but its end.
        default: return []
        }
    }
}
