import Archive
import Diagnostics
import JSON
import PostgreSQL

/// The imports that a database has seen: table `history` in schema `satchel`, made on first use.
struct History {
    private let connection: Connection

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Adds a row for an import, in the transaction of the import.
    ///
    /// - Returns: a warning where the role may not keep a history.
    func record(_ report: Report, index: ArchiveIndex, digest: String, by actor: String?) throws -> Problem? {
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
