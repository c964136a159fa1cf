import Catalogue
import TableKit

extension CatalogueReader {
    func columns(
        _ scope: CatalogueScope, _ types: CatalogueTypes, _ sequences: [ColumnPlace: TableName]
    ) throws -> [OID: [CatalogueColumn]] {
        var columns: [OID: [CatalogueColumn]] = [:]
        for row in try connection.rows(
            """
            SELECT a.attrelid AS oid, a.attnum AS position, a.attname AS name, a.atttypid AS type,
                pg_catalog.format_type(a.atttypid, a.atttypmod) AS type_sql, a.attnotnull AS is_not_null,
                a.attgenerated AS generated, a.attidentity AS identity,
                pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression,
                NOT COALESCE(l.collisdeterministic, true) AS is_nondeterministic
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
            columns[oid, default: []].append(
                CatalogueColumn(
                    name: try row.text("name"), type: try types.type(type, sql: row.text("type_sql")),
                    isNotNull: row.flag("is_not_null") || types.refusesNull(type),
                    generation: isGenerated ? row["expression"] : nil,
                    identity: CatalogueColumn.Identity(rawValue: try row.text("identity")),
                    defaultExpression: isGenerated ? nil : row["expression"],
                    sequence: sequences[ColumnPlace(table: oid, position: try row.text("position"))],
                    hasNondeterministicCollation: row.flag("is_nondeterministic")))
        }
        return columns
    }
}

/// A column, as other parts of the catalogue point at it.
struct ColumnPlace: Hashable {
    let table: OID
    /// `attnum`, as the server prints it.
    let position: String
}
