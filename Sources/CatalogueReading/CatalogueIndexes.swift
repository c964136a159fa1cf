import PostgreSQL
import TableKit

extension CatalogueReader {
    /// Finds the tables whose indexes call functions that rest on the database's search path, for the session to let the
    /// server plan with them there first.
    ///
    /// Whoever reads a table plans with its indexes, and the server then reads the bodies of functions in SQL that these
    /// call: under satchel's path it would not find what such a body calls by a plain name. What it has read it keeps for a
    /// while.
    func findPlannedTables(_ scope: CatalogueScope) throws {
        let tables = try connection.rows(
            """
            SELECT DISTINCT n.nspname AS schema, t.relname AS name
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class t ON t.oid = i.indrelid AND t.relkind IN ('r', 'p')
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND d.objid = i.indexrelid AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
            JOIN pg_catalog.pg_proc p ON p.oid = d.refobjid AND p.proconfig IS NULL
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname = 'sql'
            WHERE i.indrelid = \(scope.oids) AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
                AND pg_catalog.has_table_privilege(t.oid, 'SELECT')
            """
        ).map { TableName(schema: try $0.text("schema"), try $0.text("name")) }
        var found: [TableName] = []
        for table in tables {
            try connection.run("SAVEPOINT satchel_index")
            do {
                try connection.underDatabasePath { try connection.run("SELECT FROM ONLY \(table) LIMIT 0") }
                found.append(table)
            } catch is ServerError {
                // A function that the database cannot read either is an error where the table is used, and named there.
                try connection.run("ROLLBACK TO SAVEPOINT satchel_index")
            }
        }
        connection.plannedTables = found
    }
}
