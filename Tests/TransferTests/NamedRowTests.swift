import Diagnostics
import Foundation
import PostgreSQL
import TableKit
import Testing

/// Rows that are told by the values of their keys: what is equal the types say, and no more is looked up than is named.
@Suite struct NamedRowTests {
    @Test func `equal is what the unique index calls equal`() async throws {
        let schema = """
            CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE DOMAIN rate AS numeric CHECK (VALUE > 0);
            CREATE TABLE price (id serial PRIMARY KEY, rate rate NOT NULL, mood mood NOT NULL, code char(6) NOT NULL,
                at timestamptz NOT NULL, UNIQUE (rate, mood, code, at));
            CREATE TABLE item (id serial PRIMARY KEY, name varchar(9) NOT NULL UNIQUE, price_id int NOT NULL REFERENCES price);
            """
        let rows = """
            INSERT INTO price VALUES (7, 1.50, 'sad', 'a', '2026-01-01 00:00Z'), (8, 1.5, 'glad', 'a', '2026-01-01 00:00Z');
            INSERT INTO item VALUES (3, 'x', 7), (4, 'y', 8), (5, 'z', 8);
            """
        let there = """
            INSERT INTO price VALUES (70, 1.5, 'sad', 'a', '2026-01-01 02:00+02'); INSERT INTO item VALUES (30, 'x', 70);
            """
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let report = try pair.load(pair.export().path)
            #expect(report.totals.inserted == 3 && report.totals.skipped == 2)
            let found = try DatabasePair.lines(
                "SELECT name, rate, mood, price_id = 70 FROM item JOIN price ON price.id = price_id ORDER BY 1",
                in: pair.target)
            #expect(found == ["x|1.5|sad|t", "y|1.5|glad|f", "z|1.5|glad|f"])
            #expect(try pair.load(pair.export().path).totals.inserted == 0)
        }
    }

    @Test func `a name is not cut to what the target's column holds`() async throws {
        let target = """
            CREATE TABLE tag (id serial PRIMARY KEY, name varchar(4) NOT NULL UNIQUE);
            CREATE TABLE post (id serial PRIMARY KEY, name text NOT NULL UNIQUE, tag_id int REFERENCES tag);
            """
        let source = """
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE post (id serial PRIMARY KEY, name text NOT NULL UNIQUE, tag_id int REFERENCES tag);
            INSERT INTO tag (name) VALUES ('longer'); INSERT INTO post (name, tag_id) VALUES ('a', 1);
            """
        try await DatabasePair.with(source: source, target: target + "INSERT INTO tag (name) VALUES ('long')") { pair in
            let archive = try pair.export(tables: ["post"]).path
            let failure = try #require(throws: Failure.self) { try pair.load(archive) }
            #expect(failure.problems.map(\.kind) == [.missingReference])
            #expect(failure.problems.first?.message.contains("(longer) of \"tag\"") == true)
        }
    }

    @Test func `nested keys are looked up through the rows that they lead to`() async throws {
        let schema = """
            CREATE TABLE land (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
            CREATE TABLE town (id serial PRIMARY KEY, land_id int NOT NULL REFERENCES land, name text NOT NULL,
                UNIQUE (land_id, name));
            CREATE TABLE house (id serial PRIMARY KEY, town_id int NOT NULL REFERENCES town, number int NOT NULL,
                twin_id int REFERENCES house, UNIQUE (town_id, number));
            """
        let rows = """
            INSERT INTO land VALUES (1, 'a'), (2, 'b'); INSERT INTO town VALUES (1, 1, 'x'), (2, 2, 'x'), (3, 2, 'y');
            INSERT INTO house VALUES (1, 1, 1, NULL), (2, 2, 1, 1), (3, 3, 1, 2);
            """
        let there = """
            INSERT INTO land VALUES (5, 'b'), (6, 'a'); INSERT INTO town VALUES (5, 6, 'x'), (6, 5, 'x'), (7, 5, 'y');
            INSERT INTO house VALUES (9, 6, 1, NULL);
            """
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            // Towns and lands are not in the archive: what it names of them is looked up.
            let report = try pair.load(pair.export(tables: ["house"]).path)
            #expect(report.totals.inserted == 2 && report.totals.skipped == 1)
            let found = try DatabasePair.lines(
                """
                SELECT l.code, t.name, h.number, h.twin_id = 9 FROM house h JOIN town t ON t.id = h.town_id \
                JOIN land l ON l.id = t.land_id ORDER BY 1, 2
                """, in: pair.target)
            #expect(found == ["a|x|1|∅", "b|x|1|∅", "b|y|1|t"])
        }
    }

    @Test func `names that are too long for a column are told apart`() async throws {
        let long = String(repeating: "long_", count: 11)
        let schema = """
            CREATE TABLE tag (id serial PRIMARY KEY, \(long)a text NOT NULL, \(long)b int NOT NULL, UNIQUE (\(long)a, \(long)b));
            CREATE TABLE link (id serial PRIMARY KEY, \(long)x int NOT NULL REFERENCES tag, \(long)y int NOT NULL REFERENCES tag,
                UNIQUE (\(long)x, \(long)y));
            """
        let rows =
            "INSERT INTO tag VALUES (1, 'a', 1), (2, 'a', 2); INSERT INTO link VALUES (1, 1, 2), (2, 2, 1), (3, 2, 2)"
        let there = "INSERT INTO tag VALUES (5, 'a', 2), (6, 'a', 1); INSERT INTO link VALUES (9, 6, 5)"
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let report = try pair.load(pair.export().path)
            #expect(report.totals.inserted == 2)
            let links = "SELECT \(long)x, \(long)y FROM link ORDER BY 1, 2"
            #expect(try DatabasePair.lines(links, in: pair.target) == ["5|5", "5|6", "6|5"])
        }
    }

    @Test func `a decision may name a row that the archive does not`() async throws {
        let schema = """
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE post (id serial PRIMARY KEY, name text NOT NULL UNIQUE, tag_id int REFERENCES tag);
            """
        let rows =
            "INSERT INTO tag (name) VALUES ('a'), ('b'), ('c'); INSERT INTO post (name, tag_id) SELECT 'p', id FROM tag WHERE name = 'a'"
        try await DatabasePair.with(
            schema: schema, source: rows, target: rows + "; INSERT INTO tag (name) VALUES ('d')"
        ) {
            pair in
            let base = try pair.export(tables: ["post"]).path
            try DatabasePair.run("UPDATE post SET tag_id = (SELECT id FROM tag WHERE name = 'b')", in: pair.source)
            try DatabasePair.run("UPDATE post SET tag_id = (SELECT id FROM tag WHERE name = 'c')", in: pair.target)
            let file = pair.folder.appending("decisions.csv")
            try Data("table,key,column,base,target,archive,decision\npost,p,tag_id,a,c,b,d\n".utf8)
                .write(to: URL(filePath: file.string))
            var options = LoadOptions(mode: .update)
            options.decisionsFile = file
            #expect(try pair.load(pair.export(tables: ["post"]).path, [], options, base: base).totals.updated == 1)
            let found = try DatabasePair.lines(
                "SELECT t.name FROM post JOIN tag AS t ON t.id = tag_id", in: pair.target)
            #expect(found == ["d"])
        }
    }

    @Test func `the target's rows that nobody names are not read`() async throws {
        let schema = """
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE, body text);
            CREATE TABLE post (id serial PRIMARY KEY, name text NOT NULL UNIQUE, tag_id int REFERENCES tag, body text);
            """
        let rows = "INSERT INTO tag (name) VALUES ('t1'); INSERT INTO post (name, tag_id) VALUES ('p1', 1), ('new', 1)"
        let there = """
            INSERT INTO tag (name, body) SELECT 't' || n, repeat('x', 300) FROM generate_series(1, 40000) AS n;
            INSERT INTO post (name, tag_id, body) SELECT 'p' || n, id, body FROM generate_series(1, 40000) AS n, tag WHERE tag.name = 't' || n;
            ANALYZE;
            """
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            var plans: [String] = []
            try pair.load(pair.export().path, explaining: true) { event in
                if case .began(_, let plan?) = event { plans.append(plan.lines.joined(separator: "\n")) }
            }
            let reading = plans.filter { $0.contains(" on satchel_stage_") && $0.contains(#/ on (tag|post) /#) }
            #expect(reading.count >= 3)
            #expect(!reading.contains { $0.contains(#/Seq Scan on (tag|post) /#) }, "\(reading)")
        }
    }
}
