import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Rows
import Staging
import TableKit

/// Inserts of many rows, whose foreign keys the server does not check row by row, and whose indexes it does not keep up row
/// by row: one statement for each key checks all rows afterwards, as when a constraint is added, and one makes each index.
///
/// It holds what the checks of the rows hold. Nobody else writes the tables meanwhile (`LockedTarget`), so the rows that new
/// ones refer to stay; a table that something else than a foreign key could keep a row out of, or change one in, is
/// inserted into in the ordinary way: one with triggers that fire, rules, or constraints that are checked late.
package struct BulkInserts {
    /// The tables whose foreign keys are checked here, by a statement each.
    let unchecked: Set<TableName>
    /// What is dropped meanwhile.
    package private(set) var remade: RemadeObjects
    private let plan: TargetPlan
    private let inserts: Inserts
    private let connection: Session

    /// New rows of all tables from which on the statements more cost less than the checks.
    private static let leastRows = 2000
    /// New rows of one table from which on it pays to lock it against readers.
    private static let leastRowsToRemake = 20_000

    /// - Parameter growing: the tables with new rows, the target's triggers at rest where they are to be.
    /// - Throws: `Failure` where it has to be, and the role may not.
    package init(
        _ mode: BulkMode, _ ways: BulkWays, _ inserts: Inserts, of growing: [TableTally], in plan: TargetPlan,
        on connection: Session
    ) throws {
        self.plan = plan
        self.inserts = inserts
        self.connection = connection
        let rows = growing.reduce(0) { $0 + $1.new }
        guard mode == .always || mode == .auto && rows >= BulkInserts.leastRows, !growing.isEmpty else {
            unchecked = []
            remade = RemadeObjects([], on: connection)
            return
        }
        let plain = try BulkInserts.plain(growing.map(\.table), on: connection)
        let isReplica = try ways.contains(.replicaRole) && BulkInserts.mayChangeRole(connection)
        let unchecked = Set(
            growing.map(\.table).filter { isReplica && BulkInserts.isCheckable($0, inserts, in: plan) }
                .map(\.plan.table.name)
        ).intersection(plain)
        let many = growing.filter {
            plain.contains($0.table.plan.table.name) && (mode == .always || $0.new >= BulkInserts.leastRowsToRemake)
        }.map(\.table)
        let found =
            try ways.contains(.remaking)
            ? RemadeObjects(of: many, evenIfLarge: mode == .always, on: connection)
            : RemadeObjects([], on: connection)
        self.unchecked = unchecked
        remade = found.without { object in
            let table = plan.catalogue.tables[object.table]
            return object.kind == .foreignKey && unchecked.contains(object.table)
                || table.map { BulkInserts.waits($0, dropping: found, unchecked) } ?? true
        }
        let isOwner = ways.contains(.remaking) && growing.contains { $0.table.plan.table.isOwned }
        guard isReplica || mode == .auto || isOwner || growing.allSatisfy(\.hasNoForeignKey) else {
            throw Failure(
                .failed, "cannot check foreign keys set by set",
                cause: "the role may neither set session_replication_role nor drop constraints and make them again",
                remedy:
                    "connect as a superuser or as the owner of the tables, or leave --bulk out; PostgreSQL 15 and later can "
                    + "GRANT SET ON PARAMETER session_replication_role TO the role")
        }
    }

    /// Drops what is to be made again, where nobody else uses it.
    package func dropping() throws -> BulkInserts {
        var dropped = self
        dropped.remade = try remade.dropped()
        return dropped
    }

    /// What is said of it; nothing where all goes the ordinary way.
    package var notes: [String] {
        let keys = Set(remade.objects.filter { $0.kind == .foreignKey }.map(\.table)).union(unchecked).count
        let remade = [
            (RemadeObjects.Object.Kind.index, "index", "indexes"), (.foreignKey, "foreign key", "foreign keys"),
        ]
        .map { (self.remade.count($0.0), $0.1, $0.2) }.filter { $0.0 > 0 }
        .map { count, one, many in "\(count) \(count == 1 ? one : many)" }
        return [
            keys == 0 ? nil : "the foreign keys of \(keys == 1 ? "1 table" : "\(keys) tables") are checked set by set",
            remade.isEmpty
                ? nil
                : "dropped and made again, the tables locked against readers meanwhile: \(remade.joined(separator: ", "))",
        ].compactMap { $0 }
    }

    /// True where a foreign key of the table's is checked at the end of the transaction: it cannot be altered before.
    private static func waits(_ table: CatalogueTable, dropping found: RemadeObjects, _ unchecked: Set<TableName>)
        -> Bool
    {
        let dropped = found.objects.filter { $0.kind == .foreignKey && $0.table == table.name }.map(\.name)
        return !unchecked.contains(table.name)
            && table.foreignKeys.contains { $0.isEnforced && $0.isDeferrable && !dropped.contains($0.name) }
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
    /// `unchecked`.
    package func around(_ inserted: [StagedTable], _ insert: () throws -> Void) throws {
        guard inserted.allSatisfy({ unchecked.contains($0.plan.table.name) }) else { return try insert() }
        try connection.run("SET LOCAL session_replication_role TO replica")
        try insert()
        try connection.run("SET LOCAL session_replication_role TO origin")
    }

    /// Checks the foreign keys of the rows that went in.
    ///
    /// A key that has a NULL in it refers to nothing; what waits for the late seeds is checked when they are set.
    ///
    /// - Throws: `BrokenReference`.
    package func check(_ table: StagedTable) throws {
        guard unchecked.contains(table.plan.table.name) else { return }
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

extension TableTally {
    fileprivate var hasNoForeignKey: Bool { table.plan.table.foreignKeys.allSatisfy { !$0.isEnforced } }
}

/// A new row refers to none: inserted in the ordinary way the server says which.
package struct BrokenReference: Error {}
