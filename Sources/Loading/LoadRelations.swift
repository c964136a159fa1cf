import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Reports
import Staging
import TableKit

/// The rows to be inserted, with the target's columns and all references resolved: for each table a temporary relation of
/// what was made, and a view that has it beside what was staged.
struct LoadRelations {
    private let tables: [StagedTable]
    private let targetValues: TargetValues
    private let connection: Session

    /// - Parameter tables: those that have new rows.
    init(_ tables: [StagedTable], targetValues: TargetValues, connection: Session) {
        self.tables = tables
        self.targetValues = targetValues
        self.connection = connection
    }

    /// Builds the relations.
    ///
    /// - Parameter onMissing: what to do with a reference whose row is nowhere.
    /// - Returns: the missing references, which are errors unless they were to become NULL; and rows that were rejected
    ///   because a column that takes no NULL would have.
    func build(onMissing: MissingReferences) throws -> [Problem] {
        for table in tables { try create(table) }
        switch onMissing {
        case .fail: return try tablesThatLack().flatMap { try missing($0, severity: .error) }
        case .null:
            let before = try tablesThatLack().flatMap { try missing($0, severity: .warning) }
            let rejected = try rejectUntilStable()
            return before + rejected
        }
    }

    private func create(_ table: StagedTable) throws {
        let columns = targetValues.loadedColumns(of: table)
        let made = columns.filter { targetValues.isMade($0, in: table) }
        let (staged, (values, missing)) = StagedQuery.reading(table, in: targetValues.plan) { query in
            let missing = table.plan.references.enumerated().compactMap { number, reference in
                targetValues.isMissing(reference, query).map { (number, $0) }
            }
            return (made.map { targetValues.loaded($0, of: table, query) ?? "NULL" }, missing)
        }
        let selected = zip(made, values).map { ", \($1) AS \(name: $0.name)" as SQL }
        try connection.createTemporary(
            table.resolved,
            as: """
                SELECT own.row AS \(name: table.rowName), \(SQL.array(ofNumbers: missing)) AS \(name: table.missingName)\
                \(SQL.join(selected, "")) FROM \(staged.from) JOIN \(table.rows) AS own ON own.row = \(staged.row).row \
                WHERE NOT own.known AND NOT own.rejected
                """, isChecked: made.contains { $0.type.isChecked })
        let all = columns.map { column -> SQL in
            guard let staged = targetValues.unchanged(column.name, of: table), !made.contains(column) else {
                return ", made.\(name: column.name)"
            }
            return ", \(column.typed("staged.\(staged)")) AS \(name: column.name)"
        }
        try connection.run(
            """
            CREATE TEMPORARY VIEW \(table.load) AS SELECT made.\(name: table.rowName)\(SQL.join(all, "")) \
            FROM \(table.resolved) AS made JOIN \(table.stage) AS staged ON staged.row = made.\(name: table.rowName)
            """)
    }

    /// The tables with rows of which a reference has no row.
    private func tablesThatLack() throws -> [StagedTable] {
        guard !tables.isEmpty else { return [] }
        let queries = tables.enumerated().map { number, table -> SQL in
            "SELECT \(number) WHERE EXISTS (SELECT FROM \(table.resolved) WHERE \(name: table.missingName) <> '{}')"
        }
        return try connection.rows(SQL.join(queries, " UNION ALL ")).map { tables[try $0.integer(0)] }
    }

    private func missing(_ table: StagedTable, severity: Problem.Severity) throws -> [Problem] {
        try MissingRows(targetValues: targetValues, connection: connection)
            .problems(of: table, in: table.resolved, row: table.rowName, missing: table.missingName, severity)
    }

    // MARK: rows that cannot do without

    /// Rejects rows whose missing reference cannot be left empty, then rows that point at rejected rows, and so on.
    private func rejectUntilStable() throws -> [Problem] {
        var problems: [Problem] = []
        while true {
            var rejected = 0
            for table in tables {
                let found = try reject(in: table)
                problems += found
                rejected += found.count
            }
            if rejected == 0 { return problems }
            for table in tables {
                try connection.run("DROP VIEW \(table.load)")
                try connection.run("DROP TABLE \(table.resolved)")
                try create(table)
            }
        }
    }

    private func reject(in table: StagedTable) throws -> [Problem] {
        let needed = table.plan.references.enumerated().filter { _, reference in
            !reference.isNullable && reference.travelsAsColumns
        }.map { $0.offset }
        guard !needed.isEmpty else { return [] }
        let numbers = SQL.join(needed.map { "\($0)" }, ", ")
        let rows = try connection.rows(
            """
            UPDATE \(table.rows) AS own SET rejected = true FROM \(table.resolved) AS l \
            WHERE l.\(name: table.rowName) = own.row AND l.\(name: table.missingName) && ARRAY[\(numbers)] \
            RETURNING \(try targetValues.shown.key(table.names.text(of: "own"), of: table.plan)), own.row
            """)
        guard !rows.isEmpty else { return [] }
        try targetValues.named.forgetRejected(of: table, on: connection)
        return rows.prefix(Listing.limit).map { row in
            Problem(
                .missingReference, severity: .warning, table: table.plan.displayName,
                key: KeyText.readable(row[0], of: table.plan)
                    ?? table.place(ofRow: row[1]),
                message: "rejected: a reference that cannot be left empty has no row", remedy: nil, total: rows.count)
        }
    }
}

extension SQL {
    /// The numbers whose condition holds, as an array: of most rows none, so that is asked first.
    fileprivate static func array(ofNumbers conditions: [(number: Int, isSo: SQL)]) -> SQL {
        guard let first = conditions.first else { return "'{}'::integer[]" }
        if conditions.count == 1 { return "CASE WHEN \(first.isSo) THEN ARRAY[\(first.number)] ELSE '{}' END" }
        let numbers = conditions.map { "CASE WHEN \($0.isSo) THEN \($0.number) END" as SQL }
        return "CASE WHEN \(join(conditions.map(\.isSo), " OR ")) THEN \(array(of: numbers)) ELSE '{}' END"
    }
}

/// What to do with a reference whose row is neither in the archive nor in the target.
public enum MissingReferences: String, Sendable, CaseIterable {
    /// Nothing is imported.
    case fail
    /// The reference is left empty; a row that cannot do without it is rejected.
    case null

    var severity: Problem.Severity { self == .fail ? .error : .warning }
}

extension StagedTable {
    /// The column that numbers the rows to be inserted, and the one that lists the references without a row.
    package var rowName: String { ownName("satchel_row") }
    var missingName: String { ownName("satchel_missing") }
}

extension TargetValues {
    /// The columns that an insert gives a value.
    func loadedColumns(of table: StagedTable) -> [CatalogueColumn] {
        StagedQuery.reading(table, in: plan) { query in
            table.plan.table.columns.filter { !$0.isGenerated && loaded($0, of: table, query) != nil }
        }.expressions
    }

    /// True where a column's value is made, and not what was staged.
    func isMade(_ column: CatalogueColumn, in table: StagedTable) -> Bool {
        column.name == table.plan.surrogate?.column || unchanged(column.name, of: table) == nil
    }

    /// What an insert gives a column, beside the row `own` of the archive's rows; nil where it gives nothing.
    fileprivate func loaded(_ column: CatalogueColumn, of table: StagedTable, _ query: StagedQuery) -> SQL? {
        if column.name == table.plan.surrogate?.column { return targetValue(column, of: table).map { "own.\($0)" } }
        if let value = value(of: column.name, query) { return value }
        guard drawnColumns(of: table).contains(column) else { return nil }
        return table.drawn(column.name).map { "\(query.row).\($0)" }
    }

    /// The column of a table's named rows with what references to a column hold.
    func targetValue(_ column: CatalogueColumn, of table: StagedTable) -> SQL? {
        named[table.plan.table.name]?.value(column.name)
    }
}

extension CatalogueColumn {
    /// An expression as a value of the column's type.
    fileprivate func typed(_ value: SQL) -> SQL { "(\(value))::\(SQL(verbatim: type.sql))" }
}
