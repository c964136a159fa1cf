import Catalogue
import Planning
import PostgreSQL
import TableKit

/// How temporary relations name a table's rows.
package enum RowNames: Sendable {
    /// By the values that the key is made of, each in a column of its own type: what is equal the type's own operator says,
    /// as it does to the table's unique index, which can serve.
    case values(KeyShape, [Column])
    /// By the key as JSON text, in a column `key`: where a row may lack its key or a part of it, where a label may stand for
    /// it, or where keys stand inside values.
    case text

    package struct Column: Sendable {
        package let name: SQL
        let type: ColumnType
    }

    /// The columns' names.
    package var columns: [SQL] {
        switch self {
        case .values(_, let columns): columns.map(\.name)
        case .text: ["key"]
        }
    }

    /// A key as the columns of a relation.
    package func selected(_ key: KeyExpression) -> SQL {
        switch self {
        case .values(_, let columns):
            SQL.join(
                zip(columns, key.values).map { "(\($1.value))::\($0.type.withoutModifier) AS \($0.name)" }, ", ")
        case .text: "(\(key.json))::text AS key"
        }
    }

    /// The condition that a relation's row has that name.
    package func matches(_ row: SQL, _ key: KeyExpression) -> SQL {
        switch self {
        case .values(_, let columns):
            SQL.join(zip(columns, key.values).map { $0.type.equals("\(row).\($0.name)", "(\($1.value))") }, " AND ")
        case .text: "\(row).key = (\(key.json))::text"
        }
    }

    /// The condition that two keys are the same.
    package func areEqual(_ left: KeyExpression, _ right: KeyExpression) -> SQL {
        switch self {
        case .values(_, let columns):
            SQL.join(
                zip(columns, zip(left.values, right.values)).map { column, values in
                    column.type.equals(values.0.value, "(\(values.1.value))")
                }, " AND ")
        case .text: "(\(left.json)) = (\(right.json))"
        }
    }

    /// The condition that rows of two relations have the same name.
    package func areSame(_ left: SQL, _ right: SQL) -> SQL {
        switch self {
        case .values(_, let columns):
            SQL.join(columns.map { $0.type.equals("\(left).\($0.name)", "\(right).\($0.name)") }, " AND ")
        case .text: "\(left).key = \(right).key"
        }
    }

    /// The key of a relation's row as JSON text.
    package func text(of row: SQL) -> SQL {
        guard case .values(let shape, let columns) = self else { return "\(row).key" }
        var rest = columns[...]
        return "(\(RowNames.key(shape, of: row, &rest).json))::text"
    }

    private static func key(_ shape: KeyShape, of row: SQL, _ columns: inout ArraySlice<Column>) -> KeyExpression {
        let parts = shape.parts.map { part -> KeyExpression.Part in
            if case .reference(_, let inner) = part { return .nested(key(inner, of: row, &columns)) }
            guard let column = columns.popFirst() else { return .json("NULL::jsonb") }
            return .value(KeyExpression.Value("\(row).\(column.name)", column.type))
        }
        return KeyExpression(shape, parts: parts)
    }
}

extension Plan {
    /// How temporary relations name the rows of a table.
    package func names(of table: TablePlan) -> RowNames {
        let shape = keyShape(of: table)
        let isInsideValues = tables.flatMap(\.references).contains { reference in
            !reference.travelsAsColumns && reference.referencedTables.contains(table.table.name)
        }
        guard !isInsideValues, let values = values(of: shape, in: table) else { return .text }
        return .values(
            shape,
            values.enumerated().map { number, value in
                let name = "key " + value.path.joined(separator: ".")
                // The server cuts a name after 63 bytes, and it would then not be one value's alone.
                return RowNames.Column(
                    name: "\(name: name.utf8.count <= 63 ? name : "key #\(number)")", type: value.type)
            })
    }

    /// The values that a key is made of, where each row has all of them; nil where it may have another form.
    private func values(of shape: KeyShape, in table: TablePlan) -> [(path: [String], type: ColumnType)]? {
        guard table.key.recursive.isEmpty, !table.key.needsEveryColumn, !table.hasMaskedKey, !shape.parts.isEmpty,
            shape.parts.flatMap(\.columns).allSatisfy({ table.table.column($0)?.isNotNull == true })
        else { return nil }
        var values: [(path: [String], type: ColumnType)] = []
        for part in shape.parts {
            switch part {
            case .value(let column):
                guard column.type.isComparedAsItsIndexDoes, !column.hasNondeterministicCollation else { return nil }
                values.append(([part.name], column.type.withoutDomain))
            case .reference(let reference, let inner):
                guard !mayBeUnmatched(reference), let target = self[inner.table],
                    let found = self.values(of: inner, in: target)
                else { return nil }
                values += found.map { ([part.name] + $0.path, $0.type) }
            case .polymorphic: return nil
            }
        }
        return values
    }
}

extension ColumnType {
    /// True for a type of which equal values are written alike, or whose default operator class every server has.
    fileprivate var isComparedAsItsIndexDoes: Bool {
        let type = withoutDomain
        switch type.kind {
        case .enumeration: return true
        case .base: return ColumnType.comparable.contains(type.baseName)
        default: return false
        }
    }

    private static let comparable: Set<String> = [
        "bool", "int2", "int4", "int8", "numeric", "text", "varchar", "bpchar", "citext", "name", "uuid", "date",
        "time",
        "timetz", "timestamp", "timestamptz", "bytea", "inet", "cidr", "macaddr", "macaddr8",
    ]
}
