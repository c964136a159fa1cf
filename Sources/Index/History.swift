import Archive
import Diagnostics
public import JSON
public import PostgreSQL
import Reports

/// The imports that a database has seen: table `history` in schema `satchel`, made on first use.
public struct History {
    private let connection: Session

    public init(_ connection: Session) {
        self.connection = connection
    }

    /// The imports, the latest first; none where the database has no history.
    public func entries() throws -> [HistoryEntry] {
        guard try connection.rows("SELECT to_regclass('satchel.history')").first?[0] != nil else { return [] }
        let rows = try connection.rows(
            """
            SELECT id, \(History.imported), mode, archive, archive_id, digest, source_database, \
            coalesce(actor, imported_by) AS actor, \
            coalesce(report -> 'totals' ->> 'inserted', '0') AS inserted, \
            coalesce(report -> 'totals' ->> 'updated', '0') AS updated \
            FROM satchel.history ORDER BY id DESC
            """)
        return try rows.map { row in
            HistoryEntry(
                id: try row.integer("id"), imported: row["imported"] ?? "", mode: row["mode"] ?? "",
                archive: row["archive"] ?? "", archiveID: row["archive_id"] ?? "", digest: row["digest"] ?? "",
                source: row["source_database"] ?? "", actor: row["actor"] ?? "",
                inserted: try row.integer("inserted"), updated: try row.integer("updated"))
        }
    }

    /// The archive that the rows of the database came from: the latest import that had all of these tables, else the
    /// latest of all.
    ///
    /// - Parameter tables: their display names.
    /// - Returns: nil where the database has no history, or none that the role may read in full.
    public func lineage(covering tables: [String]) throws -> Lineage? {
        // to_regclass raises an error where the role may not use the schema.
        let readable = try connection.rows(
            """
            SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
            WHERE n.nspname = 'satchel' AND c.relname = 'history' AND c.relkind = 'r' \
            AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') \
            AND NOT row_security_active(c.oid)
            """)
        guard !readable.isEmpty else { return nil }
        let covered = JSON.array(tables.map { ["table": .string($0)] }).text()
        let rows = try connection.rows(
            """
            SELECT archive_id, digest, archive, \(History.imported) FROM satchel.history \
            ORDER BY (report -> 'tables' @> \(literal: covered)::jsonb) IS TRUE DESC, id DESC LIMIT 1
            """)
        return rows.first.map { row in
            Lineage(
                archiveID: row["archive_id"] ?? "", digest: row["digest"] ?? "", name: row["archive"] ?? "",
                imported: row["imported"] ?? "")
        }
    }

    private static let imported: SQL =
        "to_char(imported_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS imported"

    /// Adds a row for an import, in the transaction of the import.
    ///
    /// - Returns: a warning where the role may not keep a history.
    package func record(_ report: Report, index: ArchiveIndex, digest: String, by actor: String?) throws -> Problem? {
        let allowed = try connection.rows(
            """
            SELECT to_regclass('satchel.history') IS NOT NULL \
            OR has_database_privilege(current_database(), 'CREATE')
            """)
        guard allowed.first?[0] == "t" else {
            return Problem(
                .database, severity: .warning, table: "satchel.history",
                message: "this import is not recorded: the role may not create a schema",
                remedy: "let the owner of the database import once, and grant INSERT on satchel.history")
        }
        // NOTICE says that the schema is there already: not worth a line.
        try connection.run(
            """
            SET LOCAL client_min_messages TO warning; CREATE SCHEMA IF NOT EXISTS satchel; \
            CREATE TABLE IF NOT EXISTS satchel.history (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, \
            imported_at timestamptz NOT NULL DEFAULT now(), archive_id text NOT NULL, digest text NOT NULL, \
            archive text NOT NULL, source_database text NOT NULL, archive_created timestamptz NOT NULL, \
            mode text NOT NULL, imported_by text NOT NULL DEFAULT session_user, actor text, report jsonb NOT NULL)
            """)
        try connection.run(
            """
            INSERT INTO satchel.history (archive_id, digest, archive, source_database, archive_created, mode, actor, report) \
            VALUES (\(literal: index.archiveID), \(literal: digest), \(literal: report.archive), \
            \(literal: index.database), \(literal: index.created), \(literal: report.command), \(literal: actor), \
            \(literal: report.json.text())::jsonb)
            """)
        return nil
    }
}

/// One import that a database has seen.
public struct HistoryEntry: Sendable, Equatable {
    public let id: Int
    /// ISO 8601, UTC.
    public let imported: String
    /// `import` or `update-import`.
    public let mode: String
    /// The archive's file name, or `-`.
    public let archive: String
    public let archiveID: String
    /// SHA-256 of the archive's file, in hexadecimal.
    public let digest: String
    /// The database that the archive was exported from.
    public let source: String
    /// Who asked for it, else the database's role.
    public let actor: String
    public let inserted: Int
    public let updated: Int
}

extension HistoryEntry {
    public var json: JSON {
        [
            "id": .integer(id), "imported": .string(imported), "mode": .string(mode), "archive": .string(archive),
            "archiveID": .string(archiveID), "digest": .string(digest), "source": .string(source),
            "actor": .string(actor), "inserted": .integer(inserted), "updated": .integer(updated),
        ]
    }
}
