import PostgreSQL
import Reports
import TableKit

/// The locks that the transaction holds on tables, as the server tells them.
struct HeldLocks {
    let connection: Session

    /// What others have to wait for. Temporary relations are nobody else's, the catalogue's own locks last no longer than
    /// a statement.
    func read() throws -> TableLocks {
        let rows = try connection.rows(
            """
            SELECT n.nspname, c.relname, bool_or(l.mode = 'AccessExclusiveLock'), \
            extract(epoch FROM clock_timestamp() - transaction_timestamp()) \
            FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_class AS c ON c.oid = l.relation \
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
            WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted \
            AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname <> 'pg_catalog' \
            AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock') \
            GROUP BY n.nspname, c.relname ORDER BY n.nspname, c.relname
            """)
        let tables = rows.map { (TableName(schema: $0[0], $0[1] ?? ""), $0[2] == "t") }
        return TableLocks(
            againstWriting: tables.filter { !$0.1 }.map(\.0), againstReading: tables.filter(\.1).map(\.0),
            seconds: rows.first?[3].flatMap(Double.init) ?? 0)
    }
}
