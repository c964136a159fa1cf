import Catalogue
import Planning
import PostgreSQL
import TableKit

/// Expressions for the name of the table that a polymorphic reference's ids belong to.
extension ReferencePlan {
    /// The name as it is looked up: `party.party` as `party_party`.
    package func spelled(_ name: SQL) -> SQL {
        guard case .named(let named) = target, let replacing = named.spelling?.replacing, !replacing.isEmpty else {
            return name
        }
        let pairs = replacing.sorted { $0.key < $1.key }
        return """
            translate(\(name), \(literal: String(pairs.map(\.key))), \(literal: String(pairs.map(\.value))))
            """
    }

    /// The separator of a value that names its table; nil of any other shape.
    package var separator: String? {
        if case .named(let separator) = shape { return separator }
        return nil
    }

    /// The name and the id of a value that names its table: what stands before the first separator, and behind it.
    package func halves(of value: SQL) -> (name: SQL, id: SQL)? {
        guard let separator else { return nil }
        let text: SQL = "(\(value))::text"
        return (
            "split_part(\(text), \(literal: separator), 1)",
            """
            CASE WHEN strpos(\(text), \(literal: separator)) > 0 \
            THEN substr(\(text), strpos(\(text), \(literal: separator)) + \(separator.unicodeScalars.count)) END
            """
        )
    }

    /// The condition that a row of a database names one of these tables.
    package func names(_ names: [String], in row: SQL, of table: CatalogueTable, plan: Plan) -> SQL {
        guard case .named(let named) = target else { return "false" }
        let list = SQL.join(names.map { "\(literal: $0)" }, ", ")
        switch named.naming {
        case .column(let column): return "\(spelled("(\(row).\(name: column))::text")) IN (\(list))"
        case .prefix:
            let name = halves(of: "\(row).\(name: columns[0])")?.name ?? "NULL"
            return "\(spelled(name)) IN (\(list))"
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
        guard let type = table.column(columns[0])?.type, let own = owner.column(column)?.type else { return "false" }
        return Canonical.equals("\(there).\(name: columns[0])", type, "\(row).\(name: column)", own)
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
