import Archive
import Catalogue
import CatalogueReading
import Diagnostics
import Exporting
import Planning
import PostgreSQL
import Reports
import SystemPackage
import TableKit
import Testing

@Suite struct AllTablesTests {
    private let schema = """
        CREATE EXTENSION btree_gist; CREATE SCHEMA crm; CREATE SCHEMA "Odd.Schema";
        CREATE TABLE people (id serial PRIMARY KEY, mail text NOT NULL UNIQUE);
        CREATE TABLE crm.people (id serial PRIMARY KEY, name text NOT NULL, boss_id int REFERENCES public.people, UNIQUE (name));
        CREATE TABLE "Odd.Schema"."Sel""ect" ("from" int PRIMARY KEY, "Who?" int NOT NULL REFERENCES crm.people);
        CREATE TABLE visit (person_id int NOT NULL REFERENCES people, day date NOT NULL, note text, PRIMARY KEY (person_id, day))
            PARTITION BY RANGE (day);
        CREATE TABLE visit_2025 PARTITION OF visit FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
        CREATE TABLE visit_rest PARTITION OF visit DEFAULT;
        CREATE TABLE base (id serial PRIMARY KEY, code text NOT NULL, CONSTRAINT base_one EXCLUDE USING gist (code WITH =));
        CREATE TABLE derived (extra text, PRIMARY KEY (id), UNIQUE (code)) INHERITS (base);
        CREATE TABLE slugged (id serial PRIMARY KEY, name text NOT NULL, slug text GENERATED ALWAYS AS (lower(name)) STORED UNIQUE);
        CREATE UNLOGGED TABLE cache (a int); CREATE VIEW everybody AS SELECT mail FROM people;
        CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM people; CREATE TABLE alembic_version (version_num text);
        CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER other FOREIGN DATA WRAPPER nowhere;
        CREATE FOREIGN TABLE remote (id int) SERVER other
        """
    private let rows = """
        INSERT INTO people (mail) VALUES ('anna'), ('uwe'); INSERT INTO crm.people (name, boss_id) VALUES ('x', 1), ('y', NULL);
        INSERT INTO "Odd.Schema"."Sel""ect" VALUES (7, 2), (8, 1);
        INSERT INTO visit VALUES (1, '2025-05-05', 'a'), (2, '2031-01-01', 'b');
        INSERT INTO base (code) VALUES ('b1'), ('b2'); INSERT INTO derived (code, extra) VALUES ('d1', 'e');
        INSERT INTO slugged (name) VALUES ('Anna'), ('Uwe'); INSERT INTO cache VALUES (1);
        INSERT INTO alembic_version VALUES ('abc')
        """

    private func export(_ pair: DatabasePair, _ database: Database, to name: String) throws -> (FilePath, Report, Plan)
    {
        let connection = try Session(database)
        var request = ExportRequest(modules: [])
        request.all = true
        let path = pair.folder.appending(name)
        let result = try Exporter(request, on: connection).run(.init(to: .file(path), compression: .zstd))
        return (path, result.report, try request.plan(in: Catalogue.read(from: connection), on: connection))
    }

    @Test func `a database that nobody prepared travels whole, and what stays is said`() async throws {
        let others = "INSERT INTO people (mail) VALUES ('uwe'); INSERT INTO base (code) VALUES ('b2')"
        try await DatabasePair.with(schema: schema, source: rows, target: ";" + others) { pair in
            let (path, report, plan) = try export(pair, pair.source, to: "a.tar.zst")
            #expect(
                plan.tables.map(\.displayName).sorted() == [
                    #""Odd.Schema"."Sel""ect""#, "base", "crm.people", "derived", "people", "slugged", "visit",
                ])
            #expect(
                report.problems.map(\.table) == [
                    "everybody", "counted", "remote", "cache", "alembic_version", #""Odd.Schema"."Sel""ect""#,
                ])
            #expect(plan.tables.first { $0.displayName == "base" }?.key.columns == ["code"])
            #expect(plan.tables.first { $0.displayName == "slugged" }?.key.columns == ["slug"])
            #expect(try pair.load(path).totals.inserted == 11)
            var options = LoadOptions()
            options.undecidedKeys = .data
            #expect(try pair.load(path, [], into: nil, options).totals.inserted == 0)
            let again = try export(pair, pair.target, to: "b.tar.zst").0
            let files = ["base", "crm_people", "derived", "people", "slugged", "visit", "_Odd_Schema___Sel__ect_"]
            for file in files {
                let exported = try pair.rows(of: file, in: path)
                #expect(!exported.isEmpty, "\(file)")
                #expect(try pair.rows(of: file, in: again) == exported, "\(file)")
            }
            #expect(
                try DatabasePair.lines(
                    "SELECT tableoid::regclass, count(*) FROM base GROUP BY 1 ORDER BY 1", in: pair.target) == [
                        "base|2", "derived|1",
                    ])
            #expect(try DatabasePair.lines("SELECT count(*) FROM visit_2025", in: pair.target) == ["1"])
        }
    }
}
