import Catalogue
import Staging

/// The type in which an archive's values are compared, away from the database that they came from.
///
/// PostgreSQL's own types stand for themselves, without length or precision; a type that only a schema or an extension
/// defines is compared as the text that its values were written as.
struct ArchivedType {
    /// By the name that the server prints, the name in `pg_type`.
    private static let known = [
        "boolean": "bool", "smallint": "int2", "integer": "int4", "bigint": "int8", "numeric": "numeric",
        "real": "float4", "double precision": "float8", "text": "text", "character varying": "text",
        "uuid": "uuid", "bytea": "bytea", "date": "date", "time without time zone": "time",
        "timestamp without time zone": "timestamp", "timestamp with time zone": "timestamptz", "interval": "interval",
        "json": "json", "jsonb": "jsonb", "inet": "inet", "cidr": "cidr", "macaddr": "macaddr",
        "int4range": "int4range", "int8range": "int8range", "numrange": "numrange", "daterange": "daterange",
        "tsrange": "tsrange", "tstzrange": "tstzrange",
    ]

    static let text = ColumnType(sql: "pg_catalog.text", baseName: "text")

    /// The type for values that an index says to be of the type `sql`.
    static func type(_ sql: String) -> ColumnType {
        var name = TypeFit.plain(sql)
        if name.hasSuffix("[]") {
            name.removeLast(2)
            let element = type(name)
            if element == text, name != "text" { return text }
            return ColumnType(
                sql: element.sql + "[]", baseName: "_" + element.baseName, kind: .array(of: element))
        }
        // Its texts are equal whatever their case, and a workbench may not have the extension.
        if name == "citext" { return ColumnType(sql: text.sql, baseName: name) }
        guard let base = known[name] else { return text }
        return ColumnType(sql: "pg_catalog." + base, baseName: base, kind: base.hasSuffix("range") ? .range : .base)
    }

    /// The type for values that indexes say to be of these types: the one that takes the values of all, else text.
    static func common(_ names: [String]) -> ColumnType {
        // The order of the archives must not matter.
        let candidates = names.sorted().reversed().map { (name: $0, type: type($0)) }
        let wide = candidates.first { candidate in
            let target = ColumnType(sql: candidate.name, baseName: candidate.type.baseName)
            return names.allSatisfy { TypeFit.fits($0, target) }
        }
        return wide?.type ?? text
    }
}
