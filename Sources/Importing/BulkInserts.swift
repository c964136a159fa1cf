import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Rows
import Staging
import TableKit

/// Whether foreign keys of new rows are checked set by set, where the role may have it so.
public enum BulkMode: String, Sendable, CaseIterable {
    /// Where there are so many rows that it pays.
    case auto
    case always
    case never
}

/// Inserts whose foreign keys the server does not check row by row: one statement for each foreign key checks all rows
/// afterwards, as when a constraint is added.
///
/// It holds what the checks of the rows hold. Nobody else writes the tables meanwhile (`LockedTarget`), so the rows that new
/// ones refer to stay; a table that something else than a foreign key could keep a row out of, or change one in, is
/// inserted into in the ordinary way: one with triggers that fire, rules, or constraints that are checked late.
struct BulkInserts {
    /// The tables whose rows go in like that.
    let tables: Set<TableName>
    private let plan: TargetPlan
    private let inserts: Inserts
    private let connection: Session

    /// Rows from which on the statements more cost less than the checks.
    private static let leastRows = 2000

    /// - Parameter growing: the tables with new rows, the target's triggers at rest where they are to be.
    /// - Throws: `Failure` where it has to be, and the role may not.
    init(
        _ mode: BulkMode, _ inserts: Inserts, of growing: [StagedTable], rows: Int, in plan: TargetPlan,
        on connection: Session
    ) throws {
        self.plan = plan
        self.inserts = inserts
        self.connection = connection
        let named = growing.filter { BulkInserts.isCheckable($0, inserts, in: plan) }
        guard mode != .never, mode == .always || rows >= BulkInserts.leastRows, !named.isEmpty else {
            tables = []
            return
        }
        guard try BulkInserts.mayChangeRole(connection) else {
            guard mode == .always else {
                tables = []
                return
            }
            throw Failure(
                .failed, "cannot check foreign keys set by set",
                cause: "the role may not set session_replication_role",
                remedy:
                    "connect as a superuser, or leave --bulk out; PostgreSQL 15 and later can GRANT SET ON PARAMETER "
                    + "session_replication_role TO the role")
        }
        tables = try BulkInserts.plain(named, on: connection)
    }

    /// What is said of it.
    var text: String {
        "the foreign keys of \(tables.count == 1 ? "1 table" : "\(tables.count) tables") are checked set by set"
    }

    /// True where all that the table's foreign keys refer to is locked, and what the new rows hold there is known.
    private static func isCheckable(_ table: StagedTable, _ inserts: Inserts, in plan: TargetPlan) -> Bool {
        let locked = Set(plan.tables.map(\.plan.table.name))
        return table.plan.table.foreignKeys.filter(\.isEnforced).allSatisfy { key in
            let contents = key.columns.map { name in
                table.plan.table.column(name).map { inserts.content(of: $0, in: table) } ?? .isMade
            }
            return locked.contains(key.referencedTable) && !contents.contains(.isMade)
                && !(key.matchesFull && key.columns.count > 1)
        }
    }

    private static func mayChangeRole(_ connection: Session) throws -> Bool {
        let granted: SQL =
            connection.serverVersion >= 150_000
            ? "has_parameter_privilege('session_replication_role', 'SET')"
            : "current_setting('is_superuser') = 'on'"
        let rows = try connection.rows(
            "SELECT \(granted) AND current_setting('session_replication_role') = 'origin'")
        return rows.first?[0] == "t"
    }

    /// Of the tables those where nothing but foreign keys rests in the role of a replica, and nothing wakes.
    private static func plain(_ tables: [StagedTable], on connection: Session) throws -> Set<TableName> {
        let names = SQL.join(tables.map { "\(literal: SQL.text(of: $0.plan.table.name))::regclass" }, ", ")
        let rows = try connection.rows(
            """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class AS c \
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
            WHERE c.oid = ANY (ARRAY[\(names)]::oid[]) AND c.relkind = 'r' AND NOT c.relhasrules \
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger AS t WHERE t.tgrelid = c.oid \
            AND (t.tgenabled = 'R' OR NOT t.tgisinternal AND t.tgenabled <> 'D')) \
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = c.oid \
            AND k.contype IN ('p', 'u', 'x') AND k.condeferrable)
            """)
        let found = Set(rows.map { TableName(schema: $0[0], $0[1] ?? "") })
        return Set(tables.map(\.plan.table.name)).intersection(found)
    }

    /// Runs inserts into some tables, in the role in which the server checks no foreign key where all of them are among
    /// `tables`.
    func around(_ inserted: [StagedTable], _ insert: () throws -> Void) throws {
        guard inserted.allSatisfy({ tables.contains($0.plan.table.name) }) else { return try insert() }
        try connection.run("SET LOCAL session_replication_role TO replica")
        try insert()
        try connection.run("SET LOCAL session_replication_role TO origin")
    }

    /// Checks the foreign keys of the rows that went in.
    ///
    /// A key that has a NULL in it refers to nothing; what waits for the late seeds is checked when they are set.
    ///
    /// - Throws: `BrokenReference`.
    func check(_ table: StagedTable) throws {
        guard tables.contains(table.plan.table.name) else { return }
        for key in table.plan.table.foreignKeys where key.isEnforced {
            let columns = key.columns.compactMap(table.plan.table.column)
            guard columns.allSatisfy({ inserts.content(of: $0, in: table) == .isGiven }),
                let referenced = plan.catalogue.tables[key.referencedTable],
                let ends = ReferenceEnds(
                    key.columns, of: table.plan.table, "l", to: key.referencedColumns, of: referenced, "r")
            else { continue }
            let given = SQL.join(key.columns.map { "l.\(name: $0) IS NOT NULL" as SQL }, " AND ")
            let isMade = columns.allSatisfy { inserts.isMade($0, in: table) }
            let broken = try connection.number(
                """
                SELECT count(*) FROM \(isMade ? table.resolved : table.load) AS l WHERE \(given) AND NOT EXISTS \
                (SELECT FROM \(RowQuery.source(referenced)) AS r WHERE \(ends.areEqual))
                """)
            guard broken == 0 else { throw BrokenReference() }
        }
    }
}

/// A new row refers to none: inserted in the ordinary way the server says which.
struct BrokenReference: Error {}
