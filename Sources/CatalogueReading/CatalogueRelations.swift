import Catalogue
import PostgreSQL
import TableKit

/// A row of `pg_class`.
struct Relation {
    let oid: OID
    let name: TableName
    let storage: String
    let partitionRoot: TableName?
    let persistence: CatalogueTable.Persistence
    let isOwned: Bool
    let hasRowSecurity: Bool
    let hidesRows: Bool
    let isReadable: Bool
    let estimatedRows: Int

    init(_ row: Row) throws {
        oid = try row.text("oid")
        name = TableName(schema: try row.text("schema"), try row.text("name"))
        storage = try row.text("storage")
        partitionRoot = row["root"].map { TableName(schema: row["root_schema"], $0) }
        persistence = CatalogueTable.Persistence(rawValue: try row.text("persistence")) ?? .permanent
        isOwned = row.flag("is_owned")
        hasRowSecurity = row.flag("has_row_security")
        hidesRows = row.flag("hides_rows")
        isReadable = row.flag("is_readable")
        estimatedRows = Int(try row.text("rows")) ?? -1
    }

    func kind(parents: [TableName]) -> CatalogueTable.Kind {
        if let partitionRoot { return .partition(of: partitionRoot) }
        return switch storage {
        case "p": .partitioned
        case "v": .view
        case "m": .materializedView
        case "f": .foreign
        default: parents.isEmpty ? .table : .inherits(parents)
        }
    }
}

extension CatalogueReader {
    func relations() throws -> [Relation] {
        // Before version 14 a table that was never counted says 0 rows on 0 pages.
        try connection.rows(
            """
            SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind AS storage, c.relpersistence AS persistence,
                root.relname AS root, root_schema.nspname AS root_schema,
                pg_catalog.pg_has_role(c.relowner, 'USAGE') AS is_owned, c.relrowsecurity AS has_row_security,
                pg_catalog.row_security_active(c.oid) AS hides_rows,
                pg_catalog.has_table_privilege(c.oid, 'SELECT') AS is_readable,
                CASE WHEN c.reltuples = 0 AND c.relpages = 0 AND \(connection.serverVersion) < 140000 THEN -1
                    ELSE c.reltuples::pg_catalog.int8 END AS rows
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_class root ON c.relispartition AND root.oid = pg_catalog.pg_partition_root(c.oid)
            LEFT JOIN pg_catalog.pg_namespace root_schema ON root_schema.oid = root.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'satchel')
                AND n.nspname !~ '^pg_toast'
                AND (n.nspname !~ '^pg_temp_' OR n.oid = pg_catalog.pg_my_temp_schema())
                AND NOT EXISTS (
                    SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY n.nspname, c.relname
            """
        ).map(Relation.init)
    }

    /// The tables with rows that extensions own.
    func extensionTables() throws -> [TableName] {
        try connection.rows(
            """
            SELECT n.nspname AS schema, c.relname AS name
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                AND EXISTS (
                    SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY n.nspname, c.relname
            """
        ).map { TableName(schema: try $0.text("schema"), try $0.text("name")) }
    }

    /// The parents by plain inheritance, in the order in which a table names them.
    func parents(_ scope: CatalogueScope) throws -> [OID: [TableName]] {
        var parents: [OID: [TableName]] = [:]
        for row in try connection.rows(
            """
            SELECT i.inhrelid AS oid, n.nspname AS schema, c.relname AS name
            FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_class c ON c.oid = i.inhparent
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE i.inhrelid = \(scope.oids)
            ORDER BY i.inhrelid, i.inhseqno
            """)
        {
            parents[try row.text("oid"), default: []].append(TableName(schema: row["schema"], try row.text("name")))
        }
        return parents
    }
}
