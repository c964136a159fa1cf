import Catalogue
import PostgreSQL
import Staging
import TableKit

/// Indexes and foreign keys that are dropped before many rows go in, and made again afterwards as they were: the server
/// then sorts or joins once, instead of looking something up for every row.
///
/// Only what two statements make again exactly: plain indexes, and foreign keys between ordinary tables that hold for all
/// rows. What hangs on more (a constraint, a replica identity, clustering, a table space, an extension, targets of
/// statistics, an inherited one, a state of triggers) stays, and everything does where event triggers watch.
package struct RemadeObjects {
    struct Object {
        enum Kind: String {
            case index = "i"
            case foreignKey = "f"
        }

        let kind: Kind
        let name: String
        let table: TableName
        let drop: SQL
        let create: SQL
        /// The tables that both statements lock against everyone.
        let locked: [TableName]
    }

    let objects: [Object]
    private let connection: Session

    init(_ objects: [Object], on connection: Session) {
        self.objects = objects
        self.connection = connection
    }

    /// - Parameters:
    ///   - tables: those with many new rows.
    ///   - evenIfLarge: whether also of tables that hold more than what comes, all of which would be gone through.
    init(of tables: [StagedTable], evenIfLarge: Bool, on connection: Session) throws {
        guard !tables.isEmpty else {
            self.init([], on: connection)
            return
        }
        let grown = tables.map { table in
            "(\(literal: SQL.text(of: table.plan.table.name))::regclass, \(literal: table.stage.text)::regclass)" as SQL
        }
        let isSmall: SQL =
            evenIfLarge ? "true" : "pg_catalog.pg_relation_size(g.oid) <= pg_catalog.pg_relation_size(g.stage)"
        let rows = try connection.rows(
            """
            WITH grown AS (SELECT c.oid, n.nspname, c.relname, c.relnamespace \
            FROM (VALUES \(SQL.join(grown, ", "))) AS g (oid, stage) \
            JOIN pg_catalog.pg_class AS c ON c.oid = g.oid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
            WHERE c.relkind = 'r' AND NOT c.relispartition AND pg_catalog.pg_has_role(c.relowner, 'USAGE') \
            AND \(isSmall) \
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_event_trigger AS e WHERE e.evtenabled <> 'D' \
            AND e.evtevent IN ('ddl_command_start', 'ddl_command_end', 'sql_drop'))) \
            \(RemadeObjects.indexes) UNION ALL \(RemadeObjects.foreignKeys) ORDER BY 1 DESC, 2, 3, 4
            """)
        let objects = rows.compactMap { row -> Object? in
            guard let kind = row[0].flatMap(Object.Kind.init), let table = row[2], let name = row[3], let drop = row[4],
                let create = row[5]
            else { return nil }
            let own = TableName(schema: row[1], table)
            let referenced = row[7].map { TableName(schema: row[6], $0) }
            return Object(
                kind: kind, name: name, table: own, drop: SQL(verbatim: drop), create: SQL(verbatim: create),
                locked: [own] + (referenced.map { [$0] } ?? []))
        }
        self.init(objects, on: connection)
    }

    /// `grown` are the tables; each query gives kind, schema, table, name, the two statements, and the table referred to.
    private static let indexes: SQL = """
        SELECT 'i', g.nspname, g.relname, i.relname, pg_catalog.format('DROP INDEX %I.%I', g.nspname, i.relname), \
        pg_catalog.pg_get_indexdef(i.oid) || coalesce(pg_catalog.format('; COMMENT ON INDEX %I.%I IS ', g.nspname, \
        i.relname) || pg_catalog.quote_literal(pg_catalog.obj_description(i.oid, 'pg_class')), ''), NULL::name, NULL::name \
        FROM grown AS g JOIN pg_catalog.pg_index AS x ON x.indrelid = g.oid \
        JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid \
        WHERE i.relkind = 'i' AND NOT i.relispartition AND i.reltablespace = 0 AND x.indisvalid AND NOT x.indisunique \
        AND NOT x.indisclustered AND NOT x.indisreplident AND pg_catalog.current_setting('default_tablespace') = '' \
        AND pg_catalog.has_schema_privilege(g.relnamespace, 'CREATE') \
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.oid) \
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = i.oid AND a.attstattarget >= 0) \
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.refclassid = 'pg_catalog.pg_class'::regclass \
        AND d.refobjid = i.oid OR d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.oid \
        AND d.deptype IN ('e', 'x')) \
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_seclabel AS s WHERE s.objoid = i.oid)
        """
    private static let foreignKeys: SQL = """
        SELECT 'f', g.nspname, g.relname, k.conname, pg_catalog.format('ALTER TABLE %I.%I DROP CONSTRAINT %I', g.nspname, \
        g.relname, k.conname), pg_catalog.format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', g.nspname, g.relname, \
        k.conname, pg_catalog.pg_get_constraintdef(k.oid)) || coalesce(pg_catalog.format('; COMMENT ON CONSTRAINT %I \
        ON %I.%I IS ', k.conname, g.nspname, g.relname) \
        || pg_catalog.quote_literal(pg_catalog.obj_description(k.oid, 'pg_constraint')), ''), \
        n.nspname, r.relname \
        FROM grown AS g JOIN pg_catalog.pg_constraint AS k ON k.conrelid = g.oid \
        JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace \
        WHERE k.contype = 'f' AND k.convalidated AND k.conparentid = 0 AND k.conislocal AND k.coninhcount = 0 \
        AND r.relkind = 'r' AND NOT r.relispartition AND pg_catalog.pg_has_role(r.relowner, 'USAGE') \
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger AS t WHERE t.tgconstraint = k.oid AND t.tgenabled <> 'O') \
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.refclassid = 'pg_catalog.pg_constraint'::regclass \
        AND d.refobjid = k.oid AND d.deptype <> 'i' OR d.classid = 'pg_catalog.pg_constraint'::regclass \
        AND d.objid = k.oid AND d.deptype IN ('e', 'x')) \
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_seclabel AS s WHERE s.objoid = k.oid)
        """

    /// The objects that nobody keeps in use: tables that somebody reads keep theirs, for dropping would wait for them.
    func dropped() throws -> RemadeObjects {
        var dropped: [Object] = []
        for (_, objects) in Dictionary(grouping: objects, by: \.table).sorted(by: { $0.key < $1.key }) {
            let locked = Set(objects.flatMap(\.locked)).sorted()
            do {
                let tables = SQL.join(locked.map { "ONLY \($0)" }, ", ")
                try connection.run("SAVEPOINT satchel_remade")
                try connection.run("LOCK TABLE \(tables) IN ACCESS EXCLUSIVE MODE NOWAIT")
                try connection.run("RELEASE SAVEPOINT satchel_remade")
            } catch let error as ServerError where error.sqlState == "55P03" {
                try connection.run("ROLLBACK TO SAVEPOINT satchel_remade")
                continue
            }
            try connection.run(SQL.join(objects.map(\.drop), "; "))
            dropped += objects
        }
        return RemadeObjects(dropped, on: connection)
    }

    /// Makes them again: indexes first, because keys are looked up through them.
    ///
    /// - Throws: `BrokenReference` where a row of the table, new or old, refers to none.
    package func make() throws {
        guard !objects.isEmpty else { return }
        let ordered = objects.filter { $0.kind == .index } + objects.filter { $0.kind == .foreignKey }
        do {
            // Indexes may call functions of the database's.
            for object in ordered { try connection.underDatabasePath { try connection.run(object.create) } }
        } catch let error as ServerError where error.sqlState == "23503" {
            throw BrokenReference()
        }
    }

    func without(_ condition: (Object) -> Bool) -> RemadeObjects {
        RemadeObjects(objects.filter { !condition($0) }, on: connection)
    }

    func count(_ kind: Object.Kind) -> Int { objects.count { $0.kind == kind } }
}
