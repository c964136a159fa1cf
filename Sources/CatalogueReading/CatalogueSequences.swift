import Catalogue
import PostgreSQL
import TableKit

extension CatalogueReader {
    /// The sequences that fill columns: an identity's, else the one that the default draws from, else an owned one.
    func sequences(_ scope: CatalogueScope) throws -> [ColumnPlace: TableName] {
        var sequences: [ColumnPlace: TableName] = [:]
        // deptype: i an identity's, a owned by the column, n named by an expression.
        for row in try connection.rows(
            """
            SELECT place.oid, place.position, n.nspname AS schema, s.relname AS name
            FROM (
                SELECT d.refobjid AS oid, d.refobjsubid AS position, d.objid AS sequence,
                    CASE d.deptype WHEN 'i' THEN 0 ELSE 2 END AS rank
                FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND d.refobjid = \(scope.oids) AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
                UNION ALL
                SELECT e.adrelid, e.adnum, d.refobjid, 1
                FROM pg_catalog.pg_attrdef e
                JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                    AND d.objid = e.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND d.refobjsubid = 0 AND d.deptype = 'n'
                WHERE e.adrelid = \(scope.oids)
            ) AS place
            JOIN pg_catalog.pg_class s ON s.oid = place.sequence AND s.relkind = 'S'
            JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
            ORDER BY place.oid, place.position, place.rank, n.nspname, s.relname
            """)
        {
            let place = ColumnPlace(table: try row.text("oid"), position: try row.text("position"))
            guard sequences[place] == nil else { continue }
            sequences[place] = TableName(schema: try row.text("schema"), try row.text("name"))
        }
        return sequences
    }

    /// The sequences that belong to no column.
    func unownedSequences() throws -> UnownedSequences {
        UnownedSequences(
            names: Set(
                try connection.rows(
                    """
                    SELECT n.nspname AS schema, s.relname AS name
                    FROM pg_catalog.pg_class s
                    JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
                    WHERE s.relkind = 'S' AND NOT EXISTS (
                        SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = s.oid
                            AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i'))
                    """
                ).map { TableName(schema: try $0.text("schema"), try $0.text("name")) }))
    }
}

/// Sequences that an application draws ids from by itself.
struct UnownedSequences {
    let names: Set<TableName>

    /// Gives an integer primary key of one column that nothing fills the sequence that bears its name.
    func fill(_ columns: [CatalogueColumn], of table: TableName, primaryKey: UniqueKey?) -> [CatalogueColumn] {
        guard let primaryKey, primaryKey.columns.count == 1 else { return columns }
        return columns.map { column in
            guard column.name == primaryKey.columns[0], column.sequence == nil, column.defaultExpression == nil,
                !column.isGenerated, ["int2", "int4", "int8"].contains(column.type.baseName)
            else { return column }
            let candidates = ["\(table.name)_\(column.name)_seq", "\(table.name)_id_seq"]
            let sequence = candidates.map { TableName(schema: table.schema, $0) }.first(where: names.contains)
            return CatalogueColumn(
                name: column.name, type: column.type, isNotNull: column.isNotNull, identity: column.identity,
                sequence: sequence, hasNondeterministicCollation: column.hasNondeterministicCollation,
                isReadable: column.isReadable)
        }
    }
}
