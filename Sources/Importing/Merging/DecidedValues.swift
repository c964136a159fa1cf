import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Staging

/// Conflicts that were decided for a value of their own: it is written into the staged row, in place of the archive's.
struct DecidedValues {
    let plan: Plan
    let connection: Session

    /// - Returns: whether the table has any.
    func apply(to table: StagedTable) throws -> Bool {
        let names = Set(
            try connection.rows(
                """
                SELECT DISTINCT "column" FROM \(Conflicts.relation) WHERE number = \(table.number) \
                AND "column" IS NOT NULL AND decision NOT IN ('target', 'archive')
                """
            ).compactMap { $0[0] })
        for column in table.comparedColumns where names.contains(column.name) { try apply(column, to: table) }
        return !names.isEmpty
    }

    private func apply(_ column: CatalogueColumn, to table: StagedTable) throws {
        let value: SQL = "c.value"
        let settings: [(SQL, SQL)]
        switch plan.form(of: column, in: table.plan) {
        case .value:
            let typed: SQL = "(\(value))::\(SQL(verbatim: column.type.sql))"
            settings = table.staged(value: column.name).map { [($0, typed)] } ?? []
        case .embedded(let embedded):
            let json: SQL = "((\(value))::jsonb)::text"
            settings = table.staged(embedded.content).map { [($0, json)] } ?? []
        case .keys(let references):
            settings = references.enumerated().flatMap { number, reference in
                keys(reference, references.count == 1 ? value : "((\(value))::jsonb ->> \(number))", table)
            }
        }
        guard !settings.isEmpty else { return }
        let values = SQL.join(settings.enumerated().map { "\($0.element.1) AS v\($0.offset)" }, ", ")
        let assigned = SQL.join(settings.enumerated().map { "\($0.element.0) = decided.v\($0.offset)" }, ", ")
        let decided: SQL = """
            SELECT own.row, \(values) FROM (SELECT key, CASE WHEN decision = 'null' THEN NULL \
            WHEN decision LIKE '=%' THEN substr(decision, 2) ELSE decision END AS value FROM \(Conflicts.relation) \
            WHERE number = \(table.number) AND "column" = \(literal: column.name) \
            AND decision NOT IN ('target', 'archive')) AS c JOIN \(table.rows) AS own ON \(table.names.text(of: "own")) = c.key
            """
        do {
            try connection.evaluatingUnderDatabasePath(decided, where: column.type.isChecked) { decided in
                try connection.run(
                    """
                    UPDATE \(table.stage) AS s SET \(assigned) FROM (\(decided)) AS decided \
                    WHERE s.row \(OperatorName.equals) decided.row
                    """)
            }
        } catch let error as ServerError where error.sqlState.hasPrefix("22") || error.sqlState.hasPrefix("23") {
            throw Failure(
                .usage, "cannot take a decision for \"\(table.plan.displayName)\".\"\(column.name)\"",
                cause: "a value is none of its type (\(column.type.sql)): \(error.message)",
                remedy: "correct the column \"decision\"; nothing was changed")
        }
    }

    /// The staged columns of a reference, each with its part of the decided key.
    private func keys(_ reference: ReferencePlan, _ value: SQL, _ table: StagedTable) -> [(SQL, SQL)] {
        guard case .table(let referenced) = reference.destination, let target = plan[referenced.table] else {
            return []
        }
        let shape = plan.keyShape(of: target)
        var settings: [(SQL, SQL)] = []
        for column in table.columns.compactMap({ $0 }) {
            guard case .key(let found, let path) = column.content, found == reference,
                let staged = table.staged(column.content)
            else { continue }
            settings.append(
                (staged, part(of: shape, path[...], shape.isSingleValue ? nil : "(\(value))::jsonb", value)))
        }
        return settings
    }

    private func part(of shape: KeyShape, _ path: ArraySlice<String>, _ json: SQL?, _ value: SQL) -> SQL {
        guard let name = path.first, let position = shape.parts.firstIndex(where: { $0.name == name }) else {
            return "NULL"
        }
        guard let json else { return value }
        let here: SQL = "(\(json) -> \(position))"
        if case .reference(_, let inner) = shape.parts[position] {
            return part(of: inner, path.dropFirst(), inner.isSingleValue ? nil : here, "(\(json) ->> \(position))")
        }
        return "(\(json) ->> \(position))"
    }
}
