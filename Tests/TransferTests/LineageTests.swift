import Archive
import Foundation
import Index
import PostgreSQL
import SystemPackage
import TableKit
import Testing

/// What an export says of the archive that its rows came from.
@Suite struct LineageTests {
    private let schema = """
        CREATE TABLE kind (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE "Odd.""item" (id serial PRIMARY KEY, code text NOT NULL UNIQUE, kind_id int REFERENCES kind)
        """
    private let rows = """
        INSERT INTO kind (name) VALUES ('a'), ('b'); INSERT INTO "Odd.""item" (code, kind_id) VALUES ('x', 1), ('y', 2)
        """

    private func inspect(_ path: FilePath) throws -> Inspection {
        try Inspection(of: ArchiveReader(from: .file(path)), named: path.lastComponent?.string ?? "")
    }

    private func lineage(of pair: DatabasePair, tables: [TableName]? = nil) throws -> Lineage? {
        try inspect(pair.export(tables: tables, from: pair.target).path).index.lineage
    }

    @Test func `a database that has seen no import gives none`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            #expect(try lineage(of: pair) == nil)
            let archive = try pair.export().path
            #expect(try inspect(archive).index.lineage == nil)
            try pair.load(archive, [], into: nil, .init(isDryRun: true))
            #expect(try lineage(of: pair) == nil)
            try pair.load(archive)
            try DatabasePair.run("DELETE FROM satchel.history", in: pair.target)
            #expect(try lineage(of: pair) == nil)
        }
    }

    @Test func `an export names the archive that was imported`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export().path
            try pair.load(archive)
            let entry = try #require(try History(Session(pair.target)).entries().first)
            let imported = try inspect(archive)
            let expected = Lineage(
                archiveID: imported.index.archiveID, digest: imported.summary.digest, name: imported.name,
                imported: entry.imported)
            #expect(try lineage(of: pair) == expected)
            #expect(try BaseSearch(folder: pair.folder).find(expected) == .found(archive))
            #expect(try inspect(pair.export().path).index.lineage == nil)
        }
    }

    @Test func `the latest import that had all tables comes before a later one that had not`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let kinds = try pair.export(tables: ["kind"]).path
            try pair.load(kinds)
            #expect(try lineage(of: pair)?.archiveID == inspect(kinds).index.archiveID)

            let morning = try pair.export().path
            try pair.load(morning)
            let later = try pair.export(tables: ["kind"]).path
            try pair.load(later)
            #expect(try lineage(of: pair)?.archiveID == inspect(morning).index.archiveID)
            #expect(try lineage(of: pair, tables: ["Odd.\"item"])?.archiveID == inspect(morning).index.archiveID)
            #expect(try lineage(of: pair, tables: ["kind"])?.archiveID == inspect(later).index.archiveID)

            let evening = try pair.export().path
            try pair.load(evening, [], into: nil, .init(mode: .update))
            #expect(try lineage(of: pair)?.archiveID == inspect(evening).index.archiveID)
        }
    }

    @Test func `a history that the role may not read is none`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            try pair.load(pair.export().path)
            let connection = try Session(pair.target)
            // A role of every server, so that none is left behind.
            func found() throws -> Bool {
                try connection.transaction("BEGIN READ ONLY") {
                    try connection.run("SET LOCAL ROLE pg_monitor; SET LOCAL row_security TO off")
                    return try History(connection).lineage(covering: ["kind"]) != nil
                }
            }
            #expect(try !found())
            try connection.run("GRANT SELECT ON satchel.history TO pg_monitor")
            #expect(try !found())
            try connection.run("GRANT USAGE ON SCHEMA satchel TO pg_monitor")
            #expect(try found())
            try connection.run("ALTER TABLE satchel.history ENABLE ROW LEVEL SECURITY")
            #expect(try !found())
            try connection.run("ALTER TABLE satchel.history DISABLE ROW LEVEL SECURITY")
            try connection.run("REVOKE SELECT ON satchel.history FROM pg_monitor")
            #expect(try !found())
        }
    }
}
