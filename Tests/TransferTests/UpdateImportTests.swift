import Diagnostics
import PostgreSQL
import Reports
import Sandbox
import SystemPackage
import TableKit
import TableRegistry
import Testing

/// The update-import: what differs is updated, and nothing else is touched.
@Suite struct UpdateImportTests {
    private func update(_ pair: DatabasePair, _ archive: FilePath, _ handlers: [any TableHandler] = []) throws -> Report
    {
        try pair.load(archive, handlers, into: nil, .init(mode: .update))
    }

    @Test func `of ten thousand rows with a hundred changes exactly a hundred are written`() async throws {
        let schema = """
            CREATE TABLE kind (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE item (id serial PRIMARY KEY, code text NOT NULL UNIQUE, kind_id int REFERENCES kind, a text, b numeric, c jsonb)
            """
        let rows = """
            INSERT INTO kind (name) SELECT 'k' || n FROM generate_series(1, 10) n;
            INSERT INTO item (code, kind_id, a, b, c) SELECT 'c' || n, 1 + n % 10, 'a' || n, n / 7.0, jsonb_build_object('n', n) FROM generate_series(1, 10000) n
            """
        let changes = """
            UPDATE item SET a = 'changed' WHERE id % 400 = 0; UPDATE item SET b = -1 WHERE id % 400 = 1;
            UPDATE item SET kind_id = NULL WHERE id % 400 = 2; UPDATE item SET c = '{}' WHERE id % 400 = 3;
            UPDATE item SET a = a, b = b * 1.00, c = c || '{}' WHERE id % 400 = 5
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            try pair.load(pair.export().path)
            try DatabasePair.run(changes, in: pair.source)
            let versions = "SELECT code, xmin::text FROM item"
            let before = Set(try DatabasePair.lines(versions, in: pair.target))
            let evening = try pair.export().path
            let report = try update(pair, evening)
            let item = try #require(report.tables.first { $0.table == "item" })
            #expect(item.updated == 100)
            #expect(item.unchanged == 9900)
            #expect(item.inserted == 0)
            #expect(Set(try DatabasePair.lines(versions, in: pair.target)).subtracting(before).count == 100)
            let all =
                "SELECT code, k.name, a, trim_scale(b), c FROM item LEFT JOIN kind k ON k.id = kind_id WHERE code <> '' ORDER BY code"
            #expect(try DatabasePair.lines(all, in: pair.target) == DatabasePair.lines(all, in: pair.source))
            let again = try update(pair, evening)
            #expect(again.totals.updated == 0)
            #expect(again.totals.inserted == 0)
        }
    }

    @Test func `values of every type compare right`() async throws {
        let schema = """
            CREATE EXTENSION IF NOT EXISTS citext; CREATE TYPE pt AS (n numeric, t text); CREATE TYPE odd AS (j json, p point);
            CREATE TABLE t (code text PRIMARY KEY, j json, jb jsonb, n numeric, x xml, p point, bo box, co pt, od odd, an numeric[], ci citext,
                iv interval, tz timestamptz, f float8, at text[], c char(5), r numrange)
            """
        let row = """
            ('{"a": 1}', '{"a": 1.0}', 1.5, '<a/>', '(1,2)', '((1,1),(0,0))', ROW(1.5, 'x'), ROW('{"a":1}', '(1,2)'), '{1.5}', 'Ab', '1 day',
            '2020-01-01 00:00+02', 'NaN', '{a,NULL}', 'ab', '[1.5,2)')
            """
        let columns = "j, jb, n, x, p, bo, co, od, an, ci, iv, tz, f, at, c, r"
        let same =
            "n = 1.50, jb = '{\"a\": 1.00}', co = ROW(1.500, 'x'), an = '{1.50}', tz = '2019-12-31 22:00Z', c = 'ab   ', r = '[1.50,2.0)'"
        let edits = [
            "j": "'{\"a\":  1}'", "jb": "'{\"a\": 2}'", "n": "1.51", "x": "'<a />'", "p": "'(2,1)'",
            "bo": "'((2,0.5),(0,0))'",
            "co": "ROW(NULL, 'x')", "od": "ROW('{\"a\":1}', '(2,2)')", "an": "'{NULL}'", "ci": "'aB'",
            "iv": "'24 hours'",
            "tz": "'2020-01-01 00:00:00.000001+02'", "f": "NULL", "at": "'{a,\"NULL\"}'", "c": "'ac'", "r": "'[1.5,2]'",
        ]
        let insert = (["same"] + edits.keys.sorted()).map {
            "INSERT INTO t (code, \(columns)) VALUES ('\($0)', \(row.dropFirst())"
        }.joined(separator: ";")
        try await DatabasePair.with(schema: schema, source: insert) { pair in
            try pair.load(pair.export().path)
            try DatabasePair.run("UPDATE t SET \(same) WHERE code = 'same'", in: pair.source)
            for (column, value) in edits {
                try DatabasePair.run("UPDATE t SET \(column) = \(value) WHERE code = '\(column)'", in: pair.source)
            }
            let evening = try pair.export().path
            let report = try update(pair, evening)
            #expect(report.totals.updated == edits.count)
            #expect(report.totals.unchanged == 1)
            let changed = "SELECT t::text FROM t WHERE code <> 'same' ORDER BY code"
            #expect(try DatabasePair.lines(changed, in: pair.target) == DatabasePair.lines(changed, in: pair.source))
            #expect(try update(pair, evening).totals.updated == 0)
        }
    }

    @Test func `references are compared like any column, late seeds too, and keys are never rewritten`() async throws {
        let schema = """
            CREATE TABLE boss (id serial PRIMARY KEY, name text NOT NULL UNIQUE, team_id int);
            CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL UNIQUE, boss_id int REFERENCES boss, up int REFERENCES team, secret text, kept text, members jsonb);
            ALTER TABLE boss ADD FOREIGN KEY (team_id) REFERENCES team
            """
        let rows = """
            INSERT INTO boss VALUES (1, 'ann'), (2, 'bo'); INSERT INTO team VALUES (1, 'x', 1, NULL, 's', 'k', '[1]'), (2, 'y', 2, 1, 's', 'k', '[1, 2]'), (3, 'z', 2, 1, 's', 'k', NULL);
            UPDATE boss SET team_id = id
            """
        let team = TestHandler("team", key: ["name"]) {
            $0.references = [.json("members", at: "[*]", to: "boss")]
            $0.excludedColumns = [ExcludedColumn("secret", reason: "stays at home")]
            $0.derived = [DerivedColumns("kept", by: "some_trigger")]
        }
        let all = """
            SELECT t.name, b.name, u.name, c.name, (SELECT string_agg(m.name, ' ' ORDER BY o) FROM jsonb_array_elements_text(t.members) WITH ORDINALITY e(v, o) JOIN boss m ON m.id = v::int)
            FROM team t LEFT JOIN boss b ON b.id = t.boss_id LEFT JOIN team u ON u.id = t.up LEFT JOIN boss c ON c.team_id = t.id ORDER BY 1, 4
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            try pair.load(pair.export([team]).path, [team])
            let ids = "SELECT name, id FROM team ORDER BY 1"
            let before = try DatabasePair.lines(ids, in: pair.target)
            try DatabasePair.run(
                "UPDATE team SET secret = 'theirs', kept = 'mine' WHERE name = 'x'; INSERT INTO team (name) VALUES ('only here')",
                in: pair.target)
            try DatabasePair.run(
                """
                INSERT INTO boss VALUES (3, 'cy'); UPDATE team SET boss_id = 3, members = '[3, 1]' WHERE id = 1; UPDATE team SET up = NULL WHERE id = 2;
                UPDATE team SET up = 2 WHERE id = 3; UPDATE boss SET team_id = 3 WHERE id = 1; UPDATE team SET kept = 'theirs'
                """, in: pair.source)
            let evening = try pair.export([team]).path
            let report = try pair.load(evening, [team], into: nil, .init(mode: .update))
            #expect(report.tables.first { $0.table == "team" }?.updated == 3)
            #expect(report.tables.first { $0.table == "boss" }?.updated == 1)
            #expect(report.totals.inserted == 1)
            #expect(
                try DatabasePair.lines(all, in: pair.target).filter { !$0.hasPrefix("only") }
                    == DatabasePair.lines(all, in: pair.source))
            #expect(
                try DatabasePair.lines("SELECT secret, kept FROM team WHERE name = 'x'", in: pair.target) == [
                    "theirs|mine"
                ])
            #expect(Set(try DatabasePair.lines(ids, in: pair.target)).isSuperset(of: before))
            #expect(try pair.load(evening, [team], into: nil, .init(mode: .update)).totals.updated == 0)
        }
    }

    @Test func `a reference that leads nowhere stops an update, or leaves the target's value`() async throws {
        let schema = """
            CREATE TABLE kind (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE item (id serial PRIMARY KEY, code text NOT NULL UNIQUE, kind_id int REFERENCES kind, note text)
            """
        let rows = "INSERT INTO kind VALUES (1, 'old'), (2, 'new'); INSERT INTO item VALUES (1, 'a', 1, 'x')"
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            try pair.load(pair.export().path)
            try DatabasePair.run("DELETE FROM kind WHERE name = 'new'", in: pair.target)
            try DatabasePair.run("UPDATE item SET kind_id = 2, note = 'y'", in: pair.source)
            let evening = try pair.export(tables: ["item"]).path
            let failure = try #require(throws: Failure.self) { try update(pair, evening) }
            #expect(failure.problems.map(\.column) == ["kind_id"])
            let report = try pair.load(evening, [], into: nil, .init(mode: .update, missingReferences: .null))
            #expect(report.totals.updated == 1)
            #expect(report.problems.count == 1)
            let item = "SELECT code, k.name, note FROM item JOIN kind k ON k.id = kind_id"
            #expect(try DatabasePair.lines(item, in: pair.target) == ["a|old|y"])
        }
    }

    @Test func `tables without a primary key are updated, and junctions get what they lack`() async throws {
        let schema = """
            CREATE TABLE person (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE setting (name text NOT NULL UNIQUE, value text); CREATE TABLE loose (name text UNIQUE, value text);
            CREATE TABLE friend (a int REFERENCES person, b int REFERENCES person, since text, PRIMARY KEY (a, b))
            """
        let rows = """
            INSERT INTO person VALUES (1, 'a'), (2, 'b'); INSERT INTO setting VALUES ('s', '1'); INSERT INTO loose VALUES ('l', '1'), (NULL, '7');
            INSERT INTO friend VALUES (1, 2, 'then')
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            try pair.load(pair.export().path)
            try DatabasePair.run(
                "UPDATE setting SET value = '2'; UPDATE loose SET value = '2' WHERE name = 'l'; UPDATE friend SET since = 'now'; INSERT INTO friend VALUES (2, 1, 'new')",
                in: pair.source)
            let report = try update(pair, pair.export().path)
            #expect(report.totals.updated == 3)
            #expect(report.totals.inserted == 1)
            #expect(report.totals.unchanged == 3)
            #expect(
                try DatabasePair.lines("SELECT s.value, l.value FROM setting s, loose l ORDER BY 2", in: pair.target)
                    == ["2|2", "2|7"])
            #expect(try DatabasePair.lines("SELECT since FROM friend ORDER BY 1", in: pair.target) == ["new", "now"])
        }
    }

    @Test func `the sample merged back unchanged writes nothing`() async throws {
        try await DatabasePair.with(schema: "") { pair in
            try SampleDatabases.fill(Connection(pair.source), rows: 500)
            let morning = try pair.export(
                TableRegistry.handlers, tables: TableRegistry.handlers.map(\.table) + ["domains", "sysdomains", "tlds"]
            ).path
            let report = try pair.load(morning, TableRegistry.handlers, into: pair.source, .init(mode: .update))
            #expect(report.totals.updated == 0)
            #expect(report.totals.inserted == 0)
            #expect(report.totals.unchanged == report.totals.rows)
        }
    }
}
