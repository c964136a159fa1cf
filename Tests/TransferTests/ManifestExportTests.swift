import Archive
import Catalogue
import CatalogueReading
import Declarations
import Diagnostics
import Exporting
import Index
import Planning
import PostgreSQL
import TableKit
import Testing

/// An export that a manifest describes, of tables without a module.
@Suite struct ManifestExportTests {
    private static let schema = """
        CREATE SCHEMA crm; CREATE TABLE crm.people (id serial PRIMARY KEY, mail text NOT NULL, name text, pin text);
        CREATE TABLE crm.teams (id serial PRIMARY KEY, code text NOT NULL UNIQUE, members int[]); CREATE TABLE log (line text)
        """
    private static let rows = """
        INSERT INTO crm.people (mail, name, pin) VALUES ('a@x.example', 'Anna', '1234'), ('b@x.example', 'Ben', '5678');
        INSERT INTO crm.teams (code, members) VALUES ('red', '{2,1}'); INSERT INTO log VALUES ('x')
        """

    @Test func `declarations exclusions and masks of a manifest take effect`() async throws {
        let text = """
            { "version": 1, "tables": ["crm.*"], "excludeColumns": {"crm.people": {"pin": "secret"}},
              "masks": {"crm.people": {"name": {"keepFirst": 1}}},
              "declarations": [
                {"table": "crm.people", "naturalKey": ["mail"]},
                {"table": "crm.teams", "references": [{"column": "members", "path": "[*]", "table": "crm.people"}]}] }
            """
        let manifest = try Manifest(parsing: Array(text.utf8), name: "crm", file: "crm.json")
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let connection = try Session(pair.source)
            var request = ExportRequest(modules: [])
            request.manifest = manifest
            let path = pair.folder.appending("crm.tar.zst")
            _ = try Exporter(request, on: connection).run(.init(to: .file(path), compression: .zstd))
            let index = try ArchiveIndex(parsing: ArchiveReader(from: .file(path)).index())
            #expect(index.tables.map(\.table.description) == ["crm.people", "crm.teams"])
            let people = try #require(index.tables.first)
            #expect(people.leftOut.contains { $0.column == "pin" && $0.reason == "secret" })
            #expect(people.masked.map { "\($0.column): \($0.rule)" } == ["name: keepFirst 1"])

            try pair.load(path)
            #expect(
                try DatabasePair.lines("SELECT mail, name, pin FROM crm.people ORDER BY mail", in: pair.target)
                    == ["a@x.example|A***|∅", "b@x.example|B***|∅"])
            let members =
                "SELECT p.mail FROM crm.teams, unnest(members) WITH ORDINALITY m(id, n) JOIN crm.people p USING (id) ORDER BY n"
            #expect(try DatabasePair.lines(members, in: pair.target) == ["b@x.example", "a@x.example"])
            // What the target holds stays, whatever the archive says.
            try DatabasePair.run("UPDATE crm.people SET name = 'Real', pin = '9'", in: pair.target)
            let report = try pair.load(path, [], into: nil, .init(mode: .update))
            #expect(report.totals.updated == 0 && report.totals.inserted == 0)
        }
    }
}
