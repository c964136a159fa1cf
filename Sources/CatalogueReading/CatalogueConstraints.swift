import Catalogue
import PostgreSQL
import TableKit

extension CatalogueReader {
    func uniqueKeys(_ scope: CatalogueScope) throws -> [OID: [UniqueKey]] {
        // Columns that an index merely INCLUDEs come after the first indnkeyatts.
        let nullsNotDistinct: SQL = connection.serverVersion >= 150_000 ? "i.indnullsnotdistinct" : "false"
        let rows = try connection.rows(
            """
            SELECT i.indrelid AS oid, x.relname AS name, COALESCE(a.attname, c.attname) AS column,
                i.indisprimary AS is_primary,
                \(nullsNotDistinct) OR i.indexprs IS NOT NULL
                    AND bool_and(c.attname IS NOT NULL OR COALESCE(a.attnotnull, false)) OVER whole AS nulls_not_distinct,
                i.indpred IS NOT NULL AS is_partial,
                bool_or(a.attname IS NULL AND c.attname IS NULL) OVER whole AS has_expressions,
                NOT i.indimmediate AS is_deferrable, NOT i.indisunique AS is_exclusion, e.sql AS element,
                pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
            CROSS JOIN LATERAL pg_catalog.generate_series(0, i.indnkeyatts - 1) AS k(n)
            CROSS JOIN LATERAL pg_catalog.pg_get_indexdef(i.indexrelid, k.n + 1, false) AS e(sql)
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n] AND a.attnum > 0
            LEFT JOIN pg_catalog.pg_attribute c ON i.indkey[k.n] = 0 AND c.attrelid = i.indrelid AND c.attnum > 0
                AND NOT c.attisdropped AND \(isCoalesced)
            WHERE i.indrelid = \(scope.oids) AND i.indisvalid AND i.indisready
                AND (i.indisunique OR i.indisexclusion AND NOT EXISTS (
                    SELECT FROM pg_catalog.pg_constraint c
                    CROSS JOIN LATERAL pg_catalog.unnest(c.conexclop) AS e(operator)
                    JOIN pg_catalog.pg_operator o ON o.oid = e.operator
                    WHERE c.conindid = i.indexrelid AND c.contype = 'x' AND o.oprname <> '='))
            WINDOW whole AS (PARTITION BY i.indexrelid)
            ORDER BY i.indrelid, i.indisprimary DESC, x.relname, k.n
            """)
        return try grouped(rows, and: "element") { row, columns, elements in
            let isPlain = !row.flag("is_partial") && !row.flag("has_expressions")
            return UniqueKey(
                name: try row.text("name"), columns: columns, isPrimary: row.flag("is_primary"),
                nullsNotDistinct: row.flag("nulls_not_distinct"), isPartial: row.flag("is_partial"),
                hasExpressions: row.flag("has_expressions"), isDeferrable: row.flag("is_deferrable"),
                isExclusion: row.flag("is_exclusion"), elements: isPlain ? [] : elements, predicate: row["predicate"])
        }
    }

    /// The condition that an index's expression `e.sql` is the column `c` with a constant in the place of NULL.
    private var isCoalesced: SQL {
        let opening: SQL = "'COALESCE(' || pg_catalog.quote_ident(c.attname) || ', '"
        return #"""
            left(e.sql, length(\#(opening))) = \#(opening) AND substr(e.sql, length(\#(opening)) + 1)
            ~ $re$^\(?('([^']|'')*'|-?[0-9.]+)\)?(::[^,()]+(\([0-9, ]+\))?)*\)$$re$
            """#
    }

    func foreignKeys(_ scope: CatalogueScope) throws -> [OID: [ForeignKey]] {
        // One with PERIOD (PostgreSQL 18) is no equality: its columns are values that the constraint checks.
        let isEquality: SQL = connection.serverVersion >= 180_000 ? "NOT c.conperiod" : "true"
        // A key to a partitioned table has a copy for each partition that it points at; its parent is on the
        // same table. The copies of a partitioned table's own key are on its partitions, and stay.
        let rows = try connection.rows(
            """
            SELECT c.conrelid AS oid, c.conname AS name, a.attname AS column, f.attname AS referenced_column,
                n.nspname AS schema, t.relname AS "table", c.confmatchtype = 'f' AS matches_full,
                c.condeferrable AS is_deferrable, c.convalidated AS is_validated
            FROM pg_catalog.pg_constraint c
            LEFT JOIN pg_catalog.pg_constraint p ON p.oid = c.conparentid
            JOIN pg_catalog.pg_class t ON t.oid = c.confrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(c.conkey), pg_catalog.unnest(c.confkey))
                WITH ORDINALITY AS k(here, there, n)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.here
            JOIN pg_catalog.pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = k.there
            WHERE c.contype = 'f' AND \(isEquality) AND c.conrelid = \(scope.oids) AND p.conrelid IS DISTINCT FROM c.conrelid
            ORDER BY c.conrelid, c.conname, k.n
            """)
        return try grouped(rows, and: "referenced_column") { row, columns, referenced in
            ForeignKey(
                name: try row.text("name"), columns: columns,
                referencedTable: TableName(schema: try row.text("schema"), try row.text("table")),
                referencedColumns: referenced, matchesFull: row.flag("matches_full"),
                isDeferrable: row.flag("is_deferrable"), isValidated: row.flag("is_validated"))
        }
    }

    func checks(_ scope: CatalogueScope) throws -> [OID: [CheckConstraint]] {
        let rows = try connection.rows(
            """
            SELECT c.conrelid AS oid, c.conname AS name, a.attname AS column,
                pg_catalog.pg_get_expr(c.conbin, c.conrelid) AS expression
            FROM pg_catalog.pg_constraint c
            LEFT JOIN LATERAL pg_catalog.unnest(c.conkey) WITH ORDINALITY AS k(position, n) ON true
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.position
            WHERE c.contype = 'c' AND c.conrelid = \(scope.oids)
            ORDER BY c.conrelid, c.conname, k.n
            """)
        return try grouped(rows) { row, columns in
            CheckConstraint(name: try row.text("name"), expression: try row.text("expression"), columns: columns)
        }
    }

    func exclusions(_ scope: CatalogueScope) throws -> [OID: [String]] {
        var exclusions: [OID: [String]] = [:]
        for row in try connection.rows(
            """
            SELECT c.conrelid AS oid, c.conname AS name FROM pg_catalog.pg_constraint c
            WHERE c.contype = 'x' AND c.conrelid = \(scope.oids) ORDER BY c.conrelid, c.conname
            """)
        {
            exclusions[try row.text("oid"), default: []].append(try row.text("name"))
        }
        return exclusions
    }

    func triggers(_ scope: CatalogueScope) throws -> [OID: [Trigger]] {
        var triggers: [OID: [Trigger]] = [:]
        // Bit 4 of tgtype is UPDATE (pg_trigger.h); a trigger with UPDATE OF has one row a column.
        for row in try connection.rows(
            """
            SELECT t.tgrelid AS oid, t.tgname AS name, t.tgenabled AS state, t.tgtype & 16 <> 0 AS updates,
                a.attname AS column
            FROM pg_catalog.pg_trigger t
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr)
            WHERE NOT t.tgisinternal AND t.tgrelid = \(scope.oids) ORDER BY t.tgrelid, t.tgname, a.attnum
            """)
        {
            let oid = try row.text("oid")
            let name = try row.text("name")
            var columns = row["column"].map { [$0] } ?? []
            if let last = triggers[oid]?.last, last.name == name {
                columns = last.updateColumns + columns
                triggers[oid]?.removeLast()
            }
            triggers[oid, default: []].append(
                Trigger(
                    name: name, state: Trigger.State(rawValue: try row.text("state")) ?? .origin,
                    firesOnUpdate: try row.text("updates") == "t", updateColumns: columns))
        }
        return triggers
    }
}

/// Makes one value of the rows that share table and name and differ in their column.
private func grouped<Value>(
    _ rows: [Row], _ make: (Row, [String]) throws -> Value
) throws -> [OID: [Value]] {
    try grouped(rows, and: "column") { row, columns, _ in try make(row, columns) }
}

/// As above, with a second column beside each.
private func grouped<Value>(
    _ rows: [Row], and other: String, _ make: (Row, [String], [String]) throws -> Value
) throws -> [OID: [Value]] {
    var values: [OID: [Value]] = [:]
    var rest = rows[...]
    while let first = rest.first {
        let group = rest.prefix { $0["oid"] == first["oid"] && $0["name"] == first["name"] }
        let value = try make(first, group.compactMap { $0["column"] }, group.compactMap { $0[other] })
        values[try first.text("oid"), default: []].append(value)
        rest = rest[group.endIndex...]
    }
    return values
}
