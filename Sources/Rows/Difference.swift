import Catalogue
import PostgreSQL

/// Whether two values of one type differ.
package enum Difference {
    /// The condition. Equality is the type's own where it means that nobody could tell the two apart; else the texts are
    /// compared: `json`, `xml` and `point` have no equality, a box equals another of the same area, one day is not 24
    /// hours, and letters of another case are an edit.
    package static func condition(_ left: SQL, _ right: SQL, _ type: ColumnType) -> SQL {
        switch comparison(of: type) {
        case .text: "\(left)::text IS DISTINCT FROM (\(right))::text"
        case .value: "\(left) IS DISTINCT FROM \(right)"
        }
    }

    private enum Comparison { case text, value }

    /// By value where equal values can be written in several ways, all of them good.
    private static func comparison(of type: ColumnType) -> Comparison {
        switch type.kind {
        case .domain(let base): return comparison(of: base)
        case .array(let element): return comparison(of: element)
        case .composite(let fields):
            let all = fields.map { comparison(of: $0.type) }
            // A record's equality needs one of every field.
            let hasEquality = fields.allSatisfy { hasPlainEquality($0.type) }
            return hasEquality && all.contains { $0 == .value } ? .value : .text
        case .range: return .value
        case .base, .enumeration:
            return ["numeric", "jsonb", "float4", "float8"].contains(type.baseName) ? .value : .text
        }
    }

    private static func hasPlainEquality(_ type: ColumnType) -> Bool {
        switch type.kind {
        case .domain(let base): return hasPlainEquality(base)
        case .array(let element): return hasPlainEquality(element)
        case .composite(let fields): return fields.allSatisfy { hasPlainEquality($0.type) }
        case .range, .enumeration: return true
        case .base:
            return [
                "bool", "int2", "int4", "int8", "numeric", "float4", "float8", "text", "varchar", "bpchar", "uuid",
                "bytea", "date", "time", "timestamp", "timestamptz", "jsonb", "inet", "cidr", "macaddr", "bit",
                "varbit",
                "oid", "name",
            ].contains(type.baseName)
        }
    }
}
