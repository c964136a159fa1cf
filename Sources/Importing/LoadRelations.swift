import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Reports
import Staging
import TableKit

/// The rows to be inserted, one temporary relation a table, with the target's columns and all references resolved.
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
        case .fail: return try tables.flatMap { try missing($0, severity: .error) }
        case .null:
            let before = try tables.flatMap { try missing($0, severity: .warning) }
            let rejected = try rejectUntilStable()
            return before + rejected
        }
    }

    private func create(_ table: StagedTable) throws {
        let (staged, (columns, missing)) = StagedQuery.reading(table, in: targetValues.plan) { query in
            let missing = table.plan.references.enumerated().compactMap { number, reference in
                targetValues.isMissing(reference, query).map { "CASE WHEN \($0) THEN \(number) END" as SQL }
            }
            return (targetValues.loaded(of: table, query), missing)
        }
        let flags: SQL =
            missing.isEmpty ? "'{}'::integer[]" : "array_remove(ARRAY[\(SQL.join(missing, ", "))]::integer[], NULL)"
        let selected = columns.map { column, value in
            ", (\(value))::\(SQL(verbatim: column.type.sql)) AS \(name: column.name)" as SQL
        }
        try connection.run("DROP TABLE IF EXISTS \(table.load)")
        try connection.createTemporary(
            table.load,
            as: """
                SELECT own.row AS \(name: table.rowName), \(flags) AS \(name: table.missingName)\
                \(SQL.join(selected, "")) FROM \(staged.from) JOIN \(table.rows) AS own ON own.row = \(staged.row).row \
                WHERE NOT own.known AND NOT own.rejected
                """, isChecked: columns.contains { $0.0.type.isChecked })
    }

    private func missing(_ table: StagedTable, severity: Problem.Severity) throws -> [Problem] {
        try MissingRows(targetValues: targetValues, connection: connection)
            .problems(of: table, in: table.load, row: table.rowName, missing: table.missingName, severity)
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
            for table in tables { try create(table) }
        }
    }

    private func reject(in table: StagedTable) throws -> [Problem] {
        let needed = table.plan.references.enumerated().filter { _, reference in
            !reference.isNullable && reference.travelsAsColumns
        }.map { $0.offset }
        guard !needed.isEmpty, let map = targetValues.map(of: table.plan.table.name) else { return [] }
        let numbers = SQL.join(needed.map { "\($0)" }, ", ")
        let rows = try connection.rows(
            """
            UPDATE \(table.rows) AS own SET rejected = true FROM \(table.load) AS l \
            WHERE l.\(name: table.rowName) = own.row AND l.\(name: table.missingName) && ARRAY[\(numbers)] \
            RETURNING \(try targetValues.shown.key("own.key", of: table.plan)), own.row
            """)
        guard !rows.isEmpty else { return [] }
        try connection.run(
            """
            DELETE FROM \(map.relation) AS map USING \(table.rows) AS own \
            WHERE own.rejected AND COALESCE(map.alias_of, map.key) = own.key
            """)
        return rows.prefix(Listing.limit).map { row in
            Problem(
                .missingReference, severity: .warning, table: table.plan.displayName,
                key: KeyText.readable(row[0], of: table.plan)
                    ?? table.place(ofRow: row[1]),
                message: "rejected: a reference that cannot be left empty has no row", remedy: nil, total: rows.count)
        }
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
    /// The column of `load` that numbers its rows, and the one that lists the references without a row.
    var rowName: String { ownName("satchel_row") }
    var missingName: String { ownName("satchel_missing") }
}

extension TargetValues {
    /// The columns that an insert gives a value.
    func loadedColumns(of table: StagedTable) -> [CatalogueColumn] {
        StagedQuery.reading(table, in: plan) { loaded(of: table, $0).map(\.0) }.expressions
    }

    /// The same, each with its value.
    fileprivate func loaded(of table: StagedTable, _ query: StagedQuery) -> [(CatalogueColumn, SQL)] {
        let drawn = Set(drawnColumns(of: table).map(\.name))
        return table.plan.table.columns.compactMap { column in
            if column.isGenerated { return nil }
            if column.name == table.plan.surrogate?.column { return (column, "own.id") }
            if drawn.contains(column.name) { return table.drawn(column.name).map { (column, "\(query.row).\($0)") } }
            return value(of: column.name, query).map { (column, $0) }
        }
    }

    func map(of table: TableName) -> KeyMaps.Map? { mapsByTable[table] }
}
