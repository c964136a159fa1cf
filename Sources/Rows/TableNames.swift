import Catalogue
import Planning
import PostgreSQL
import TableKit

/// Which table a polymorphic reference's ids belong to: by the name that the row, the value or another row has for it.
extension ReferencePlan {
    /// The name as it is looked up: `party.party` as `party_party`.
    package func spelled(_ name: SQL) -> SQL {
        guard case .named(let named) = destination, let replacing = named.spelling?.replacing, !replacing.isEmpty else {
            return name
        }
        let pairs = replacing.sorted { $0.key < $1.key }
        return """
            translate(\(name), \(literal: String(pairs.map(\.key))), \(literal: String(pairs.map(\.value))))
            """
    }

    /// An expression for each table that the reference can point into, chosen by the name of the table where there is one;
    /// nil where there is nothing to choose from.
    package func choice(by name: SQL?, otherwise: SQL? = nil, _ expression: (Referenced) -> SQL?) -> SQL? {
        if case .table(let referenced) = destination { return expression(referenced) }
        guard let name else { return nil }
        let cases = namedTables.compactMap { names, referenced -> SQL? in
            let list = SQL.join(names.map { "\(literal: $0)" }, ", ")
            return expression(referenced).map { "WHEN \(name) IN (\(list)) THEN \($0)" }
        }
        guard !cases.isEmpty else { return nil }
        return "CASE \(SQL.join(cases, " "))\(otherwise.map { " ELSE \($0)" as SQL } ?? "") END"
    }

    /// The condition that a row of a database names one of these tables.
    package func names(_ names: [String], in row: SQL, of table: CatalogueTable, plan: Plan) -> SQL {
        guard case .named(let named) = destination else { return "false" }
        let list = SQL.join(names.map { "\(literal: $0)" }, ", ")
        switch named.naming {
        case .column(let column): return "\(spelled("(\(row).\(name: column))::text")) IN (\(list))"
        case .prefix:
            return "\(spelled(form.name(in: "\(row).\(name: columns[0])") ?? "NULL")) IN (\(list))"
        case .row(let column, let template):
            guard let type = named.type, let there = plan[type.table] else { return "false" }
            let same = type.isPointedAt("type_row", there.table, by: column, of: row, table)
            return """
                EXISTS (SELECT FROM \(RowQuery.source(there)) AS type_row WHERE \(same) \
                AND \(spelled(template.text(in: "type_row"))) IN (\(list)))
                """
        }
    }
}

extension ReferencePlan.Referenced {
    /// The condition that a column of a row holds this table's column.
    func isPointedAt(
        _ there: SQL, _ table: CatalogueTable, by column: String, of row: SQL, _ owner: CatalogueTable
    ) -> SQL {
        ReferenceEnds([column], of: owner, row, to: columns, of: table, there)?.areEqual ?? "false"
    }
}

extension NameTemplate {
    /// The text, with an expression for each column; NULL where one of them is.
    package func text(_ column: (String) -> SQL) -> SQL {
        let parts = parts.map { part -> SQL in
            switch part {
            case .text(let text): "\(literal: text)"
            case .column(let name): "(\(column(name)))::text"
            }
        }
        return "(\(SQL.join(parts, " || ")))"
    }

    func text(in row: SQL) -> SQL { text { "\(row).\(name: $0)" } }
}
