import Planning
import PostgreSQL
import TableKit

extension Plan {
    /// The archive column in which a reference's keys stand inside a value.
    package func embeddedColumn(of reference: ReferencePlan, in table: TablePlan) -> ArchiveColumn? {
        archiveColumns(of: table).first { column in
            if case .embedded(_, let references) = column.content { return references.contains(reference) }
            return false
        }
    }
}

extension ReferencePlan {
    /// The keys of this reference in a rewritten value, as a FROM item with one jsonb column `v`.
    package func elements(of json: SQL, alias: SQL) -> SQL {
        switch shape {
        case .plain: return "(SELECT (\(json))::jsonb AS v) AS \(alias)"
        case .named:
            let value: SQL = "(\(json))::jsonb"
            return """
                (SELECT CASE jsonb_typeof(\(value)) WHEN 'array' THEN \(value) -> 1 WHEN 'object' THEN \(value) END AS v) \
                AS \(alias)
                """
        case .inside(let path): return JSONRewrite.elements("(\(json))::jsonb", at: path.steps, alias: alias)
        case .text:
            return """
                (SELECT e.v FROM jsonb_array_elements((\(json))::jsonb) WITH ORDINALITY AS e(v, n) \
                WHERE e.n % 2 = 0) AS \(alias)
                """
        }
    }

    /// An expression for each table of a polymorphic reference, chosen by the value that names it; nil where there is
    /// none.
    package func choice(by name: SQL, otherwise: SQL? = nil, _ expression: (Referenced) -> SQL?) -> SQL? {
        let cases = namedTables.compactMap { names, referenced -> SQL? in
            let list = SQL.join(names.map { "\(literal: $0)" }, ", ")
            return expression(referenced).map { "WHEN \(name) IN (\(list)) THEN \($0)" }
        }
        guard !cases.isEmpty else { return nil }
        return "CASE \(SQL.join(cases, " "))\(otherwise.map { " ELSE \($0)" as SQL } ?? "") END"
    }
}
