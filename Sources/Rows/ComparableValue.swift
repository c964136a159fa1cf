import Catalogue
import Planning
import PostgreSQL
import TableKit

/// A column of a row in the form in which rows of several places are compared: an archive's, a base's, a database's.
///
/// A value stands for itself; a reference for the natural key of its row, which means the same in every place.
package enum ComparableValue {
    case value(SQL, ColumnType)
    /// A key, or a value with keys in place of ids, as jsonb.
    case json(SQL)

    /// The condition that the two differ.
    package func differs(from other: ComparableValue) -> SQL {
        switch (self, other) {
        case (.value(let left, let type), .value(let right, _)): Difference.condition(left, right, type)
        default: "(\(json)) IS DISTINCT FROM (\(other.json))"
        }
    }

    private var json: SQL {
        switch self {
        case .value(let value, _): "to_jsonb(\(value))"
        case .json(let json): json
        }
    }

    /// What a reader is shown: a value as text, a key of one value as that value, any other as JSON.
    package var text: SQL {
        switch self {
        case .value(let value, _): "(\(value))::text"
        case .json(let json):
            "(SELECT CASE jsonb_typeof(v) WHEN 'string' THEN v #>> '{}' WHEN 'null' THEN NULL ELSE v::text END FROM (SELECT \(json) AS v OFFSET 0) AS shown)"
        }
    }
}

/// A table's rows in some place, read in comparable form.
package protocol ComparableRows: AnyObject {
    /// Nil where this place has nothing for the column.
    func comparable(_ column: CatalogueColumn) -> ComparableValue?
}

extension RowQuery: ComparableRows {
    package func comparable(_ column: CatalogueColumn) -> ComparableValue? {
        switch plan.form(of: column, in: table) {
        case .value: .value("\(row).\(name: column.name)", column.type)
        case .keys(let references): .json(together(references.map { key(of: $0, from: row, in: table).json }))
        case .embedded(let embedded): .json(expression(for: embedded))
        }
    }
}

/// Several keys as one.
package func together(_ keys: [SQL]) -> SQL {
    keys.count == 1 ? keys[0] : "jsonb_build_array(\(SQL.join(keys, ", ")))"
}

extension Plan {
    /// How a column's content travels.
    package enum Form {
        case value
        /// As the key of the row that the column points at by itself; where it does so only together with others, as the
        /// keys of all such references, because each of them may be empty.
        case keys([ReferencePlan])
        case embedded(ArchiveColumn)
    }

    package func form(of column: CatalogueColumn, in table: TablePlan) -> Form {
        let references = table.references(in: column.name)
        if let inside = references.first(where: { !$0.travelsAsColumns }) {
            return embeddedColumn(of: inside, in: table).map { .embedded($0) } ?? .value
        }
        if references.isEmpty { return .value }
        if let single = references.first(where: { $0.columns.count == 1 }) { return .keys([single]) }
        return .keys(
            references.enumerated().filter { number, reference in
                !references[..<number].contains { $0.columns == reference.columns }
            }.map(\.element))
    }
}
