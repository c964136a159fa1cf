import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Reports
import Rows
import Staging
import TableKit

/// The rows of the target that are to be deleted: told of, checked and deleted.
struct Deletions {
    /// Tables with a relation of rows to be deleted, in load order.
    let tables: [StagedTable]
    let plan: Plan
    let catalogue: Catalogue
    let marks: MarkRelations
    let shown: ShownKeys
    let connection: Session

    init(tables: [StagedTable], of paired: PairedRows, connection: Session) {
        self.tables = tables
        plan = paired.plan.plan
        catalogue = paired.plan.catalogue
        marks = paired.marks
        shown = paired.shown
        self.connection = connection
    }

    /// For each table the number of rows, where there are some.
    func counts() throws -> [TableName: Int] {
        guard !tables.isEmpty else { return [:] }
        let queries = tables.enumerated().map { "SELECT \($0.offset), count(*) FROM \($0.element.deletions)" as SQL }
        let rows = try connection.rows(SQL.join(queries, " UNION ALL "))
        let pairs = try rows.map { (tables[try $0.integer(0)].plan.table.name, try $0.integer(1)) }
        return Dictionary(uniqueKeysWithValues: pairs.filter { $0.1 > 0 })
    }

    /// The rows that would go, where nobody asked for their deletion.
    func warnings() throws -> [Problem] {
        try tables.flatMap { table in
            try connection.listing(
                "SELECT \(try shown.key("key", of: table.plan)) AS shown, key FROM \(table.deletions)",
                by: "key COLLATE \"C\""
            ).map { row, total in
                Problem(
                    .deleted, severity: .warning, table: table.plan.displayName,
                    key: KeyText.readable(row[0], of: table.plan),
                    message: "deleted on the archive's side since the base; it stays here",
                    remedy: "use --delete to delete it here too", total: total)
            }
        }
    }

    /// Nothing is deleted for an archive of chosen rows.
    static func notConcluded(_ table: TablePlan) -> Problem {
        Problem(
            .deleted, severity: .warning, table: table.displayName,
            message: "the archive holds chosen rows only, here and in every table: what it lacks is not deleted",
            remedy: "export whole tables where deletions are to travel")
    }

    // MARK: checking

    /// The rows that stay and refer to a row that is to go, whatever their foreign key would do then: their reference
    /// would be lost, or the row itself.
    func forbidden() throws -> [Problem] {
        let counts = try counts()
        let going = tables.filter { counts[$0.plan.table.name] != nil }
        return try going.flatMap { table in
            let holders = catalogue.tables.values.filter(\.holdsRows).sorted { $0.name < $1.name }
            let constraints = holders.flatMap { child in
                child.foreignKeys.filter { $0.referencedTable == table.plan.table.name }.map { (child, $0) }
            }
            let kept = try constraints.flatMap { child, key in
                try referring(child, to: table, by: key, counts)
            }
            return try kept + logical(table, counts)
        }
    }

    /// Rows that refer by a reference that no constraint keeps.
    private func logical(_ table: StagedTable, _ counts: [TableName: Int]) throws -> [Problem] {
        try plan.tables.flatMap { child in
            try child.references.filter { $0.constraint == nil && $0.referencedTables.contains(table.plan.table.name) }
                .flatMap { reference -> [Problem] in
                    let join = ReferenceJoin(reference, of: child, to: table.plan, in: plan, source: "c", found: "p")
                    guard let join else { return [] }
                    return try list(child.table, to: table, reference.columns, condition: join.asCondition, counts)
                }
        }
    }

    /// Rows that refer by a foreign key, be their table in the archive or not.
    private func referring(
        _ child: CatalogueTable, to table: StagedTable, by key: ForeignKey, _ counts: [TableName: Int]
    ) throws -> [Problem] {
        let ends = ReferenceEnds(
            key.columns, of: child, "c", to: key.referencedColumns, of: table.plan.table, "p")
        guard let ends else { return [] }
        return try list(child, to: table, key.columns, condition: ends.areEqual, counts)
    }

    private func list(
        _ child: CatalogueTable, to table: StagedTable, _ columns: [String], condition: SQL,
        _ counts: [TableName: Int]
    ) throws -> [Problem] {
        let childPlan = plan[child.name]
        var own: SQL = "NULL::text"
        var keys: SQL = ""
        if let childPlan {
            let (rows, key) = RowQuery.reading(childPlan, in: plan, marks: marks.target) { $0.ownKey().json }
            own = try shown.key("(\(key))::text", of: childPlan)
            keys = " JOIN \(rows.item) ON \(rows.row).ctid = c.ctid AND \(rows.row).tableoid = c.tableoid"
        }
        var stays: SQL = ""
        if counts[child.name] != nil, let gone = tables.first(where: { $0.plan.table.name == child.name }) {
            stays = " AND NOT EXISTS (SELECT FROM \(gone.deletions) AS g WHERE \(gone.plan.isAddressed("c", by: "g")))"
        }
        let rows = try connection.listing(
            """
            SELECT \(try shown.key("d.key", of: table.plan)) AS key, \(own) AS referring FROM \(table.deletions) AS d \
            JOIN \(RowQuery.source(table.plan)) AS p ON \(table.plan.isAddressed("p", by: "d")) \
            JOIN \(RowQuery.source(child)) AS c ON \(condition)\(stays)\(keys)
            """, by: "key, referring")
        let name = catalogue.displayName(child.name)
        return rows.map { row, total in
            let key = childPlan.flatMap { KeyText.readable(row[1], of: $0) }.map { " (\($0))" } ?? ""
            return Problem(
                .forbiddenDelete, table: table.plan.displayName, key: KeyText.readable(row[0], of: table.plan),
                message:
                    "cannot be deleted: a row of \"\(name)\"\(key) refers to it (\(columns.joined(separator: ", ")))",
                remedy: "change that row, delete it, or merge without --delete", total: total)
        }
    }

    // MARK: deleting

    /// Deletes the rows: those of all tables by one statement, last loaded first, so that cycles do not matter.
    func perform() throws {
        let counts = try counts()
        let statements = tables.reversed().filter { counts[$0.plan.table.name] != nil }.map { table in
            """
            DELETE FROM \(RowQuery.source(table.plan)) AS t USING \(table.deletions) AS d \
            WHERE \(table.plan.isAddressed("t", by: "d"))
            """ as SQL
        }
        guard let last = statements.last else { return }
        let parts = statements.dropLast().enumerated().map { "d\($0.offset) AS (\($0.element))" as SQL }
        try connection.underDatabasePath {
            try connection.run(parts.isEmpty ? last : "WITH \(SQL.join(parts, ", ")) \(last)")
        }
    }
}

extension CatalogueTable {
    /// False for a partition, whose rows are read through its root, and for what is no table.
    fileprivate var holdsRows: Bool {
        switch kind {
        case .table, .partitioned, .inherits: true
        case .partition, .view, .materializedView, .foreign: false
        }
    }
}
