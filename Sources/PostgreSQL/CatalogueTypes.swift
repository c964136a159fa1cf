import Catalogue
import Diagnostics

/// The types that the tables' columns are made of, down to the last field.
struct CatalogueTypes {
    /// A row of `pg_type`.
    struct Entry {
        let name: String
        let kind: String
        /// The element of a true array.
        let element: OID?
        /// What a domain is over, and that as SQL.
        let base: (type: OID, sql: String)?
        let refusesNull: Bool
        let fields: [(name: String, type: OID, sql: String)]
    }

    let entries: [OID: Entry]

    /// - Parameter sql: the type as `format_type` prints it, with its modifier.
    func type(_ oid: OID, sql: String) throws -> ColumnType {
        let entry = try entry(oid)
        if let element = entry.element {
            // `format_type` prints an array as its element and `[]`; the modifier is the element's.
            let elementSQL = sql.hasSuffix("[]") ? String(sql.dropLast(2)) : sql
            return ColumnType(sql: sql, baseName: entry.name, kind: .array(of: try type(element, sql: elementSQL)))
        }
        if let base = entry.base {
            let over = try type(base.type, sql: base.sql)
            return ColumnType(sql: sql, baseName: over.baseName, kind: .domain(over: over))
        }
        return ColumnType(sql: sql, baseName: entry.name, kind: try kind(of: entry))
    }

    /// True for a domain that is NOT NULL, itself or further down.
    func refusesNull(_ oid: OID) -> Bool {
        guard let entry = entries[oid], let base = entry.base else { return false }
        return entry.refusesNull || refusesNull(base.type)
    }

    private func kind(of entry: Entry) throws -> ColumnType.Kind {
        switch entry.kind {
        case "e": .enumeration
        case "r", "m": .range
        case "c": .composite(try entry.fields.map { .init(name: $0.name, type: try type($0.type, sql: $0.sql)) })
        default: .base
        }
    }

    private func entry(_ oid: OID) throws -> Entry {
        guard let entry = entries[oid] else {
            throw Failure(.failed, "cannot read the catalogue", cause: "a column's type is missing in pg_type")
        }
        return entry
    }
}

extension CatalogueReader {
    func types(_ scope: CatalogueScope) throws -> CatalogueTypes {
        let used = Self.usedTypes(scope)
        var fields: [OID: [(name: String, type: OID, sql: String)]] = [:]
        for row in try connection.rows(
            """
            \(used) SELECT t.oid, a.attname AS name, a.atttypid AS type,
                pg_catalog.format_type(a.atttypid, a.atttypmod) AS type_sql
            FROM used
            JOIN pg_catalog.pg_type t ON t.oid = used.oid AND t.typtype = 'c'
            JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY t.oid, a.attnum
            """)
        {
            fields[try row.text("oid"), default: []].append(
                (name: try row.text("name"), type: try row.text("type"), sql: try row.text("type_sql")))
        }
        var entries: [OID: CatalogueTypes.Entry] = [:]
        for row in try connection.rows(
            """
            \(used) SELECT t.oid, t.typname AS name, t.typtype AS kind, element.oid AS element, t.typnotnull AS refuses_null,
                CASE WHEN t.typtype = 'd' THEN t.typbasetype END AS base,
                CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END AS base_sql
            FROM used
            JOIN pg_catalog.pg_type t ON t.oid = used.oid
            LEFT JOIN pg_catalog.pg_type element ON element.oid = t.typelem AND element.typarray = t.oid
            """)
        {
            let oid = try row.text("oid")
            entries[oid] = CatalogueTypes.Entry(
                name: try row.text("name"), kind: try row.text("kind"), element: row["element"],
                base: try row["base"].map { (type: $0, sql: try row.text("base_sql")) },
                refusesNull: row.flag("refuses_null"), fields: fields[oid] ?? [])
        }
        return CatalogueTypes(entries: entries)
    }

    /// `used(oid)`: the columns' types, and what those consist of. An array is one whose element says so:
    /// `oidvector` has an element and is none.
    private static func usedTypes(_ scope: CatalogueScope) -> SQL {
        """
        WITH RECURSIVE used(oid) AS (
            SELECT a.atttypid FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = \(scope.oids) AND a.attnum > 0 AND NOT a.attisdropped
            UNION
            SELECT part.oid
            FROM used
            JOIN pg_catalog.pg_type t ON t.oid = used.oid
            CROSS JOIN LATERAL (
                SELECT t.typbasetype WHERE t.typtype = 'd'
                UNION ALL
                SELECT e.oid FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid
                UNION ALL
                SELECT a.atttypid FROM pg_catalog.pg_attribute a
                WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
            ) AS part(oid)
        )
        """
    }
}
