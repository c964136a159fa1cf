import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Reports
import Rows
import Staging
import TableKit

/// Gives the rows to be inserted the values that references to them will hold: ids drawn from the target's sequences,
/// or what the archive says.
struct NewIDs {
    private let tables: [StagedTable]
    private let growing: Set<TableName>
    private let targetValues: TargetValues
    private let connection: Session

    /// - Parameter growing: the tables that have new rows.
    init(_ import: TargetPlan, growing: [StagedTable], targetValues: TargetValues, connection: Session) {
        tables = `import`.tables
        self.growing = Set(growing.map(\.plan.table.name))
        self.targetValues = targetValues
        self.connection = connection
    }

    /// Says of the new rows what references to them hold.
    ///
    /// - Returns: warnings about ids that could not be preserved.
    func draw() throws -> [Problem] {
        var warnings: [Problem] = []
        for table in try inValueOrder() {
            guard let named = targetValues.named[table.plan.table.name] else { continue }
            if growing.contains(table.plan.table.name) {
                if let (column, sequence) = table.plan.numbering {
                    try Sequences(connection).pass(sequence, highest: column, of: table.plan)
                    warnings += try drawIDs(column, from: sequence, for: table, named)
                }
                try drawDefaults(of: table)
                try setValues(of: table, named)
            }
            try addAliases(table, named)
        }
        try targetValues.named.finish(on: connection)
        return warnings
    }

    /// Gives each new row an id.
    private func drawIDs(
        _ idColumn: String, from sequence: TableName, for table: StagedTable, _ named: NamedRows.Table
    ) throws -> [Problem] {
        guard let id = named.value(idColumn) else { return [] }
        let draw: SQL = "nextval(\(literal: SQL.text(of: sequence))::regclass)"
        guard let given = table.staged(value: idColumn) else {
            try connection.run("UPDATE \(table.rows) SET \(id) = \(draw), absent = false WHERE NOT known")
            return []
        }
        // Ids that mean something: kept where they are free. A taken one belongs to a row that other rows point at.
        let source = RowQuery.source(table.plan)
        let column: SQL = "\(name: idColumn)"
        // One that names rows only with other columns says which belong together: another row's is theirs too.
        let isTaken: SQL =
            table.plan.table.uniqueKeys.contains { $0.columns == [idColumn] }
            ? "EXISTS (SELECT FROM \(source) AS there WHERE there.\(column) = staged.\(given))" : "false"
        try connection.run(
            """
            UPDATE \(table.rows) AS own SET \(id) = staged.\(given) FROM \(table.stage) AS staged \
            WHERE NOT own.known AND staged.row = own.row \
            AND NOT \(isTaken)
            """)
        try connection.run(
            """
            SELECT setval(\(literal: SQL.text(of: sequence))::regclass, greatest(\
            (SELECT max(\(given)) FROM \(table.stage)), (SELECT last_value FROM \(sequence)))) \
            FROM \(table.rows) WHERE NOT known AND \(id) IS NULL LIMIT 1
            """)
        let taken = try connection.listing(
            """
            SELECT \(table.names.text(of: "own")) AS key, staged.\(given)::text AS given, own.row FROM \(table.rows) AS own \
            JOIN \(table.stage) AS staged ON staged.row = own.row WHERE NOT own.known AND own.\(id) IS NULL
            """, by: "row")
        try connection.run("UPDATE \(table.rows) SET \(id) = \(draw) WHERE NOT known AND \(id) IS NULL")
        try connection.run("UPDATE \(table.rows) SET absent = false WHERE NOT known")
        return taken.map { row, total in
            Problem(
                .preservedID, severity: .warning, table: table.plan.displayName,
                key: KeyText.readable(row[0], of: table.plan), column: idColumn,
                message: "the id \(row[1] ?? "") belongs to another row of the target; the new row got another id",
                remedy: "where the application names rows by id, check what it means by \(row[1] ?? "this one")",
                total: total)
        }
    }

    /// What else references to new rows will hold and the target makes by a default, in columns of the stage.
    private func drawDefaults(of table: StagedTable) throws {
        for column in targetValues.drawnColumns(of: table) {
            guard let drawn = table.drawn(column.name), let expression = column.defaultExpression else { continue }
            try connection.run("ALTER TABLE \(table.stage) ADD \(drawn) \(SQL(verbatim: column.type.sql))")
            // The expression is read in the names of the catalogue; what it calls may rest on the database's path.
            try connection.run(
                "ALTER TABLE \(table.stage) ALTER \(drawn) SET DEFAULT \(SQL(verbatim: expression))")
            try connection.underDatabasePath {
                try connection.run(
                    """
                    UPDATE \(table.stage) AS staged SET \(drawn) = DEFAULT FROM \(table.rows) AS own \
                    WHERE NOT own.known AND own.row \(OperatorName.equals) staged.row
                    """)
            }
        }
    }

    /// Sets what else references to new rows will hold: values of the archive, and what was drawn.
    private func setValues(of table: StagedTable, _ named: NamedRows.Table) throws {
        let columns = named.columns.filter { $0 != table.plan.numbering?.column }.compactMap(table.plan.table.column)
        guard !columns.isEmpty else {
            // That of a row with an id is set with the id.
            guard table.plan.numbering == nil, named.isReferredTo else { return }
            try connection.run("UPDATE \(table.rows) SET absent = false WHERE NOT known")
            return
        }
        let drawn = Set(targetValues.drawnColumns(of: table).map(\.name))
        let (staged, values) = try StagedQuery.reading(table, in: targetValues.plan) { query in
            try columns.map { column -> SQL in
                if drawn.contains(column.name), let name = table.drawn(column.name) { return "\(query.row).\(name)" }
                guard let value = targetValues.value(of: column.name, query) else {
                    throw Failure(
                        .schemaMismatch, "cannot import \"\(table.plan.displayName)\"",
                        cause: "other rows point at its column \"\(column.name)\", which is not in the archive",
                        remedy: "let the column travel, or leave the tables out that point at it")
                }
                return value
            }
        }
        let names = columns.compactMap { named.value($0.name) }
        let made = zip(names, zip(columns, values)).map { name, value -> SQL in
            ", (\(value.1))::\(SQL(verbatim: value.0.type.sql)) AS \(name)"
        }
        let rows: SQL = """
            SELECT own.row\(SQL.join(made, "")) FROM \(staged.from) \
            JOIN \(table.rows) AS own ON own.row = \(staged.row).row WHERE NOT own.known
            """
        let settings = SQL.join(names.map { "\($0) = made.\($0)" }, ", ")
        try connection.evaluatingUnderDatabasePath(rows, where: columns.contains { $0.type.isChecked }) { rows in
            try connection.run(
                """
                UPDATE \(table.rows) AS own SET absent = false, \(settings) FROM (\(rows)) AS made \
                WHERE made.row \(OperatorName.equals) own.row
                """)
        }
    }

    /// Adds the keys as the archive writes them, where labels are part of them.
    private func addAliases(_ table: StagedTable, _ named: NamedRows.Table) throws {
        let shape = targetValues.plan.keyShape(of: table.plan)
        guard table.hasLabels || shape.needsEveryPart || shape.leadsToLabel(in: targetValues.plan) else { return }
        let (staged, key) = StagedQuery.reading(table, in: targetValues.plan) { $0.ownKey().json }
        let columns = SQL.join(named.values.map { ", \($0)" }, "")
        let values = SQL.join(named.values.map { ", own.\($0)" }, "")
        let added = try connection.run(
            """
            INSERT INTO \(named.relation) (key, alias_of, known, rejected, dropped, absent\(columns)) \
            SELECT archived.key, own.key, true, false, false, own.absent\(values) \
            FROM (SELECT \(staged.row).row, (\(key))::text AS key FROM \(staged.from)) AS archived \
            JOIN \(table.rows) AS own ON own.row = archived.row WHERE archived.key <> own.key AND NOT own.absent
            """)
        try connection.analyze(named.relation, rows: added)
    }

    /// The tables in an order in which the values that references hold are known: one whose key column is itself a
    /// reference comes after the table that it points at.
    private func inValueOrder() throws -> [StagedTable] {
        var done: Set<TableName> = []
        var open: Set<TableName> = []
        var order: [StagedTable] = []
        let byName = Dictionary(uniqueKeysWithValues: tables.map { ($0.plan.table.name, $0) })
        func visit(_ table: StagedTable) throws {
            let name = table.plan.table.name
            if done.contains(name) { return }
            guard open.insert(name).inserted else {
                throw Failure(
                    .failed, "cannot import \"\(table.plan.displayName)\"",
                    cause: "its primary key is a reference that leads back to itself",
                    remedy: "leave the table out")
            }
            let columns = targetValues.named[name]?.columns ?? []
            for reference in columns.flatMap({ targetValues.references(telling: $0, of: table) }) {
                for target in reference.referencedTables where target != name {
                    if let next = byName[target] { try visit(next) }
                }
            }
            done.insert(name)
            order.append(table)
        }
        for table in tables { try visit(table) }
        return order
    }
}

extension TargetValues {
    /// The columns that references hold, that the archive has nothing for, and that the target fills by a default.
    func drawnColumns(of table: StagedTable) -> [CatalogueColumn] {
        let held = named[table.plan.table.name]?.columns ?? []
        return StagedQuery.reading(table, in: plan) { query in
            held.compactMap(table.plan.table.column).filter { column in
                column.name != table.plan.numbering?.column && column.defaultExpression != nil && !column.isGenerated
                    && value(of: column.name, query) == nil
            }
        }.expressions
    }
}

extension StagedTable {
    /// The column of the stage with the default of a new row.
    func drawn(_ column: String) -> SQL? {
        plan.table.column(column).map { "\(name: plan.table.relationColumn("default", $0.name))" }
    }
}
