import Catalogue
import PostgreSQL
import TableKit

extension CatalogueReader {
    /// How columns of new rows are filled where a sequence has a part in it: an identity's, else what the default draws
    /// from, else a sequence that the column owns.
    func drawings(_ scope: CatalogueScope) throws -> [ColumnPlace: Drawing] {
        var drawings = try defaultsThatDraw(scope)
        // deptype: i an identity's, a owned by the column.
        for row in try connection.rows(
            """
            SELECT d.refobjid AS oid, d.refobjsubid AS position, d.deptype AS kind, n.nspname AS schema, s.relname AS name
            FROM pg_catalog.pg_depend d
            JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
            JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
            WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND d.refobjid = \(scope.oids) AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
            ORDER BY 1, 2, n.nspname, s.relname
            """)
        {
            let place = ColumnPlace(table: try row.text("oid"), position: try row.text("position"))
            guard drawings[place] == nil || row["kind"] == "i" else { continue }
            drawings[place] = .sequence(TableName(schema: try row.text("schema"), try row.text("name")))
        }
        return drawings
    }

    /// Defaults that are a sequence's next number, and others that call `nextval` somewhere: in the expression itself, or
    /// in the text of a function that it calls.
    private func defaultsThatDraw(_ scope: CatalogueScope) throws -> [ColumnPlace: Drawing] {
        var drawings: [ColumnPlace: Drawing] = [:]
        for row in try connection.rows(
            """
            SELECT e.adrelid AS oid, e.adnum AS position,
                pg_catalog.pg_get_expr(e.adbin, e.adrelid) ~ '^nextval\\(''([^'']|'''')+''::regclass\\)$' AS is_plain,
                n.nspname AS schema, s.relname AS name
            FROM pg_catalog.pg_attrdef e
            LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                AND d.objid = e.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND d.refobjsubid = 0 AND d.deptype = 'n'
            LEFT JOIN pg_catalog.pg_class s ON s.oid = d.refobjid AND s.relkind = 'S'
            LEFT JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
            WHERE e.adrelid = \(scope.oids)
                AND (s.oid IS NOT NULL OR pg_catalog.pg_get_expr(e.adbin, e.adrelid) ~ '\\mnextval\\('
                    OR EXISTS (SELECT FROM pg_catalog.pg_depend c
                        JOIN pg_catalog.pg_proc f ON f.oid = c.refobjid
                        WHERE c.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND c.objid = e.oid
                            AND c.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                            AND \(callsNextval)))
            ORDER BY 1, 2, n.nspname, s.relname
            """)
        {
            let place = ColumnPlace(table: try row.text("oid"), position: try row.text("position"))
            guard drawings[place] == nil else { continue }
            if row.flag("is_plain"), let name = row["name"] {
                drawings[place] = .sequence(TableName(schema: row["schema"], name))
            } else {
                drawings[place] = .defaultValue
            }
        }
        return drawings
    }

    /// The condition that the function `f` has `nextval` in its text.
    private var callsNextval: SQL {
        // A body in standard SQL (PostgreSQL 14) is kept as a tree.
        let body: SQL =
            connection.serverVersion >= 140_000
            ? "(f.prosrc || coalesce(pg_catalog.pg_get_function_sqlbody(f.oid), ''))" : "f.prosrc"
        return "\(body) ~* '\\mnextval\\M'"
    }

    /// Every sequence.
    func sequences() throws -> [TableName: SequenceUse] {
        Dictionary(
            uniqueKeysWithValues: try connection.rows(
                """
                SELECT n.nspname AS schema, s.relname AS name, EXISTS (
                    SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = s.oid
                        AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')) AS is_owned,
                    EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                        AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                        AND d.refobjid = s.oid) AS is_in_default
                FROM pg_catalog.pg_class s
                JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
                WHERE s.relkind = 'S'
                """
            ).map { row in
                (
                    TableName(schema: try row.text("schema"), try row.text("name")),
                    row.flag("is_owned") ? .ofColumn : row.flag("is_in_default") ? .inDefault : .free
                )
            })
    }

    /// What the triggers of tables draw from when a row is inserted: by table the functions' texts.
    func drawingTriggers(_ scope: CatalogueScope) throws -> [OID: [String]] {
        // Bit 2 of tgtype is BEFORE, bit 4 INSERT (pg_trigger.h).
        let rows = try connection.rows(
            """
            SELECT t.tgrelid AS oid, f.prosrc AS text
            FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid
            WHERE t.tgrelid = \(scope.oids) AND NOT t.tgisinternal AND t.tgtype & 6 = 6 AND t.tgenabled <> 'D'
                AND f.prosrc ~* '\\mnextval\\M'
            ORDER BY t.tgrelid, t.tgname
            """)
        return Dictionary(
            try rows.map { (try $0.text("oid"), [try $0.text("text")]) }, uniquingKeysWith: +)
    }
}

/// What the catalogue ties a sequence to.
enum SequenceUse {
    case ofColumn, inDefault, free
}
