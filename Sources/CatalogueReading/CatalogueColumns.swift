import Catalogue
import PostgreSQL
import TableKit

extension CatalogueReader {
    func columns(
        _ scope: CatalogueScope, _ types: CatalogueTypes, _ drawings: [ColumnPlace: Drawing]
    ) throws -> [OID: [CatalogueColumn]] {
        var columns: [OID: [CatalogueColumn]] = [:]
        let sources = try generationSources(scope)
        for row in try connection.rows(
            """
            SELECT a.attrelid AS oid, a.attnum AS position, a.attname AS name, a.atttypid AS type,
                pg_catalog.format_type(a.atttypid, a.atttypmod) AS type_sql, a.attnotnull AS is_not_null,
                a.attgenerated AS generated, a.attidentity AS identity,
                pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression,
                NOT COALESCE(l.collisdeterministic, true) AS is_nondeterministic,
                pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS is_readable
            FROM pg_catalog.pg_attribute a
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
            WHERE a.attrelid = \(scope.oids) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum
            """)
        {
            let oid = try row.text("oid")
            let type = try row.text("type")
            let isGenerated = try !row.text("generated").isEmpty
            let place = ColumnPlace(table: oid, position: try row.text("position"))
            columns[oid, default: []].append(
                CatalogueColumn(
                    name: try row.text("name"), type: try types.type(type, sql: row.text("type_sql")),
                    isNotNull: row.flag("is_not_null") || types.refusesNull(type),
                    generation: isGenerated ? row["expression"] : nil, generatedFrom: sources[place] ?? [],
                    identity: CatalogueColumn.Identity(rawValue: try row.text("identity")),
                    defaultExpression: isGenerated ? nil : row["expression"],
                    drawing: drawings[place], hasNondeterministicCollation: row.flag("is_nondeterministic"),
                    isReadable: row.flag("is_readable")))
        }
        return columns
    }

    /// The columns that generated columns are made from.
    private func generationSources(_ scope: CatalogueScope) throws -> [ColumnPlace: [String]] {
        var sources: [ColumnPlace: [String]] = [:]
        // Before version 15 the column itself depends on what it reads, since then its pg_attrdef entry does.
        for row in try connection.rows(
            """
            SELECT DISTINCT a.attrelid AS oid, a.attnum AS position, source.attname AS source, source.attnum
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
            JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND d.refobjid = a.attrelid AND d.refobjsubid > 0 AND d.refobjsubid <> a.attnum
                AND (d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.objid = e.oid
                    OR d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = a.attrelid
                    AND d.objsubid = a.attnum)
            JOIN pg_catalog.pg_attribute source ON source.attrelid = a.attrelid AND source.attnum = d.refobjsubid
            WHERE a.attrelid = \(scope.oids) AND a.attgenerated <> ''
            ORDER BY 1, 2, 4
            """)
        {
            let place = ColumnPlace(table: try row.text("oid"), position: try row.text("position"))
            sources[place, default: []].append(try row.text("source"))
        }
        return sources
    }
}

/// A column, as other parts of the catalogue point at it.
struct ColumnPlace: Hashable {
    let table: OID
    /// `attnum`, as the server prints it.
    let position: String
}
