import Catalogue
import PostgreSQL

/// How values of a type are compared across databases: as text that is equal exactly where the values are.
package enum Canonical {
    /// The text of a value. Types whose equal values can differ in writing are brought to one.
    package static func text(_ value: SQL, _ type: ColumnType) -> SQL {
        switch type.baseName {
        case "citext": "lower((\(value))::text)"
        case "numeric": "trim_scale(\(value))::text"
        default: "(\(value))::text"
        }
    }

    /// The text read as a value of the type, or NULL where it is none; nil where that cannot be told beforehand.
    static func reading(_ text: SQL, as type: ColumnType) -> SQL? {
        switch type.baseName {
        case "int2", "int4", "int8":
            // A number of 19 digits may be one that no bigint holds.
            """
            CASE WHEN \(text) ~ '^-?[0-9]{1,18}$' THEN (\(text))::pg_catalog.int8 WHEN \(text) ~ '^-?[0-9]{19}$' THEN \
            CASE WHEN (\(text))::pg_catalog.numeric BETWEEN -9223372036854775808 AND 9223372036854775807 \
            THEN (\(text))::pg_catalog.int8 END END
            """
        case "uuid":
            "CASE WHEN \(text) ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (\(text))::pg_catalog.uuid END"
        case "text", "varchar": text
        default: nil
        }
    }

    /// The condition that a value equals a column of another table, whatever the two types, so that an index on that
    /// column can serve.
    package static func equals(_ column: SQL, _ columnType: ColumnType, _ value: SQL, _ valueType: ColumnType) -> SQL {
        if columnType.baseName == valueType.baseName || [columnType, valueType].allSatisfy(\.isInteger) {
            return columnType.equals(column, value)
        }
        if valueType.isText, let read = reading(value, as: columnType) { return "\(column) = (\(read))" }
        return "\(column)::text = (\(value))::text"
    }
}

extension ColumnType {
    /// The condition that two values of the type are equal: by its own operator, which satchel's path does not find.
    package func equals(_ left: SQL, _ right: SQL) -> SQL {
        equality == .builtIn ? "\(left) = \(right)" : equalsAnywhere(left, right)
    }

    /// The same in a form that means it under every search path. The sides may be names alone, or in brackets.
    package func equalsAnywhere(_ left: SQL, _ right: SQL) -> SQL {
        let cast: SQL = equality.operand.map { "::\(SQL(verbatim: $0))" } ?? ""
        return "\(left)\(cast) \(equality.name) \(right)\(cast)"
    }

    var isInteger: Bool { ["int2", "int4", "int8"].contains(baseName) }
    package var isText: Bool { ["text", "varchar", "bpchar", "citext", "name"].contains(baseName) }
    package var isJSON: Bool { ["json", "jsonb"].contains(baseName) }

    /// The type as SQL writes it, without a modifier that would cut or round a value.
    package var withoutModifier: SQL { SQL(verbatim: sql.contains("(") ? qualified : sql) }

    /// The type itself, or the one that a domain is over.
    package var withoutDomain: ColumnType {
        if case .domain(let base) = kind { return base.withoutDomain }
        return self
    }
}
