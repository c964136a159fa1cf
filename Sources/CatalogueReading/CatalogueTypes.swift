import Catalogue
import Diagnostics
import PostgreSQL

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
        /// Where it is none of PostgreSQL's own.
        let equality: Equality?
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
            return ColumnType(
                sql: sql, baseName: over.baseName, kind: .domain(over: over), equality: over.equality)
        }
        return ColumnType(
            sql: sql, baseName: entry.name, kind: try kind(of: entry), equality: entry.equality ?? .builtIn)
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
        let equalities = try equalities(used)
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
                refusesNull: row.flag("refuses_null"), fields: fields[oid] ?? [], equality: equalities[oid])
        }
        return CatalogueTypes(entries: entries)
    }

    /// The operators by which values of extensions' and users' base types are equal: that of the default operator class
    /// for B-trees, else of that for hashes, else the `=` that is in the schema of the type. Every other type is compared
    /// by operators of `pg_catalog`, which take any enumeration, array, range or row.
    private func equalities(_ used: SQL) throws -> [OID: Equality] {
        var equalities: [OID: Equality] = [:]
        for row in try connection.rows(
            """
            \(used) SELECT t.oid, n.nspname AS schema, o.oprname AS symbol, pg_catalog.format_type(t.oid, NULL) AS operand
            FROM used
            JOIN pg_catalog.pg_type t ON t.oid = used.oid AND t.typtype = 'b'
                AND t.typnamespace <> 'pg_catalog'::pg_catalog.regnamespace
            CROSS JOIN LATERAL (
                SELECT found.operator FROM (
                    SELECT e.amopopr AS operator, CASE m.amname WHEN 'btree' THEN 0 ELSE 1 END AS rank
                    FROM pg_catalog.pg_opclass c
                    JOIN pg_catalog.pg_am m ON m.oid = c.opcmethod AND m.amname IN ('btree', 'hash')
                    JOIN pg_catalog.pg_amop e ON e.amopfamily = c.opcfamily AND e.amoplefttype = c.opcintype
                        AND e.amoprighttype = c.opcintype
                        AND e.amopstrategy = CASE m.amname WHEN 'btree' THEN 3 ELSE 1 END
                    WHERE c.opcintype = t.oid AND c.opcdefault
                    UNION ALL
                    SELECT p.oid, 2 FROM pg_catalog.pg_operator p
                    WHERE p.oprname = '=' AND p.oprleft = t.oid AND p.oprright = t.oid AND p.oprnamespace = t.typnamespace
                ) AS found
                ORDER BY found.rank LIMIT 1
            ) AS equality
            JOIN pg_catalog.pg_operator o ON o.oid = equality.operator
            JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
            """)
        {
            equalities[try row.text("oid")] = Equality(
                OperatorName(schema: try row.text("schema"), symbol: try row.text("symbol")),
                of: try row.text("operand"))
        }
        return equalities
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
