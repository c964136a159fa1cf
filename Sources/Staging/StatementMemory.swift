import PostgreSQL

/// Memory for the statements of a transaction that joins many rows: the server's own setting is meant for many sessions
/// with small statements, and where a hash table does not fit into it, rows go to disk and back.
struct StatementMemory {
    /// In kilobytes.
    private let limit: Int

    /// Rows up to which the server's own setting does.
    private static let fewRows = 20_000
    /// Of a row in a hash table, about.
    private static let bytesPerRow = 256
    /// In kilobytes. A statement may take it a few times over.
    private static let most = 24 * 1024

    /// - Parameter rows: those of the largest table.
    init?(rows: Int) {
        guard rows > StatementMemory.fewRows else { return nil }
        limit = min(rows * StatementMemory.bytesPerRow / 1024, StatementMemory.most)
    }

    /// Raises the limits of the transaction, where they are lower.
    func raise(on connection: Session) throws {
        _ = try connection.rows(
            """
            SELECT set_config(name, \(literal: "\(limit)kB"), true) FROM pg_catalog.pg_settings \
            WHERE name IN ('work_mem', 'maintenance_work_mem') AND setting::bigint < \(limit)
            """)
    }
}
