import Catalogue
import Planning
import PostgreSQL
import Rows
import TableKit

/// What keeps a table, with its partitions, from being altered, emptied or dropped while it is read.
struct TableLock: Hashable {
    private let table: TableName
    private let displayName: String
    private let source: SQL
    /// LOCK TABLE wants the right to read the whole table.
    private let isReadable: Bool

    /// The locks of all tables that a plan reads.
    static func all(of plan: Plan) -> Set<TableLock> {
        Set((plan.tables + plan.lookups).map(TableLock.init))
    }

    private init(_ table: TablePlan) {
        self.table = table.table.name
        displayName = table.displayName
        source = RowQuery.source(table)
        isReadable = table.table.isReadable
    }

    /// Takes the locks in the transaction that is open, in the order of the tables' names.
    ///
    /// - Returns: false where a table is no more what it was, and the transaction is of no use.
    static func take(_ locks: Set<TableLock>, on connection: Session) throws -> Bool {
        let ordered = locks.sorted { $0.table < $1.table }
        let others = ordered.filter { !$0.isReadable }
        // A SELECT takes the snapshot before it waits for its lock. LOCK TABLE takes none.
        for lock in ordered.filter(\.isReadable) + others {
            do {
                // Names alone, so the path does not matter; before satchel's there may be a SELECT of its own.
                try connection.underDatabasePath { try connection.run(lock.statement) }
            } catch let error as ServerError where ["42P01", "3F000"].contains(error.sqlState) {
                return false
            } catch let error as ServerError {
                throw error.failure(doing: "cannot read \"\(lock.displayName)\"")
            }
        }
        return try others.allSatisfy { try $0.holdsWhatTheSnapshotShows(on: connection) }
    }

    private var statement: SQL {
        isReadable ? "LOCK TABLE \(source) IN ACCESS SHARE MODE" : "SELECT FROM \(source) LIMIT 0"
    }

    /// False where the rows were written anew between the snapshot and the lock: to the snapshot there are none then.
    private func holdsWhatTheSnapshotShows(on connection: Session) throws -> Bool {
        let id: SQL = "\(literal: ("\(table)" as SQL).text)::pg_catalog.regclass"
        return try connection.rows(
            """
            SELECT FROM (SELECT \(id)::pg_catalog.oid UNION SELECT relid FROM pg_catalog.pg_partition_tree(\(id))) \
            AS held(oid) LEFT JOIN pg_catalog.pg_class AS shown ON shown.oid = held.oid \
            WHERE shown.relfilenode IS DISTINCT FROM COALESCE(pg_catalog.pg_relation_filenode(held.oid), 0) LIMIT 1
            """
        ).isEmpty
    }
}
