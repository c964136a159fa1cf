import Diagnostics
import Importing
import PostgreSQL
import Reports
import SystemPackage
import TableKit
import Testing

/// Ids that no constraint knows: in arrays, JSON, composites, texts, polymorphic pairs.
@Suite struct EmbeddedReferenceTests {
    private let schema = """
        CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE shop (id serial PRIMARY KEY, city text NOT NULL, name text NOT NULL, UNIQUE (city, name));
        CREATE TYPE variation AS (parent_id int, alike_ids int[], info text, at timestamptz);
        CREATE TABLE doc (id serial PRIMARY KEY, code text NOT NULL UNIQUE, tags int[], grid int[][], refs jsonb,
            raw json, v variation, about text, kind text, object text, lone int)
        """
    private let rows = #"""
        INSERT INTO tag VALUES (1, 'one'), (2, 'two'), (3, 'three "3"');
        INSERT INTO shop VALUES (1, 'Köln', 'A'), (2, 'Köln', 'B');
        INSERT INTO doc VALUES
            (1, 'd1', '{1,NULL,3,3}', '{{1,2},{3,NULL}}', '{"main": 1, "list": [{"shop": 2, "n": 1.10}, {"shop": "1"}, {"shop": null}, 7], "x": [1, 2]}',
                '[1, 2]', ROW(2, '{1,3}', 'a "b", c', '2020-01-01 00:00+00'), 'by owner_id:2, not owner_id:x or owner_id:22; and owner_id:1', 'tag', '3', 2),
            (2, 'd2', '{}', NULL, '[]', 'null', ROW(NULL, NULL, NULL, NULL), '', 'shop', '2', NULL),
            (3, 'd3', NULL, '{}', NULL, NULL, NULL, NULL, 'doc', '1', NULL),
            (4, 'd4', '{2}', NULL, 'null', '{"a": 1}', ROW(1, '{}', '', NULL), 'owner_id:3', NULL, NULL, NULL)
        """#
    private var doc: TestHandler {
        TestHandler("doc", key: ["code"]) {
            $0.references = [
                .array("tags", to: "tag"), .json("grid", at: "[*][*]", to: "tag"), .json("refs", at: "main", to: "tag"),
                .json("refs", at: "list[*].shop", to: "shop"), .json("raw", at: "[*]", to: "tag"),
                .field("v", "parent_id", to: "tag"), .field("v", "alike_ids[*]", to: "tag"),
                .text("about", after: "owner_id:", to: "tag", unmatched: .carries(["22"])),
                .polymorphic("object", typedBy: "kind", ["tag": "tag", "shop": "shop", "doc": "doc"]),
                .logical("lone", to: "tag"),
            ]
        }
    }
    /// The target's ids: tags 100 higher, shops 200 higher, docs 300 higher.
    private let there = """
        ; SELECT setval('tag_id_seq', 100), setval('shop_id_seq', 200), setval('doc_id_seq', 300);
        INSERT INTO tag (name) VALUES ('one'), ('two'), ('three "3"'); INSERT INTO shop (city, name) VALUES ('Köln', 'A'), ('Köln', 'B')
        """

    @Test func `each arrives as the target's id, and everything around it as it was`() async throws {
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let archive = try pair.export([doc])
            #expect(archive.report.problems == [])
            try pair.load(archive.path, [doc])
            let found = try DatabasePair.lines("SELECT * FROM doc ORDER BY code", in: pair.target)
            #expect(
                found == [
                    #"301|d1|{101,NULL,103,103}|{{101,102},{103,NULL}}|{"x": [1, 2], "list": [{"n": 1.10, "shop": 202}, {"shop": "201"}, {"shop": null}, 7], "main": 101}|[101, 102]|(102,"{101,103}","a ""b"", c","2020-01-01 00:00:00+00")|by owner_id:102, not owner_id:x or owner_id:22; and owner_id:101|tag|103|102"#,
                    #"302|d2|{}|∅|[]|null|(,,,)||shop|202|∅"#,
                    #"303|d3|∅|{}|∅|∅|∅|∅|doc|301|∅"#,
                    #"304|d4|{102}|∅|null|{"a": 1}|(101,{},"",)|owner_id:103|∅|∅|∅"#,
                ])
            #expect(
                try DatabasePair.lines("SELECT v IS NOT DISTINCT FROM NULL FROM doc ORDER BY code", in: pair.target)
                    == ["f", "f", "t", "f"])
            #expect(try pair.load(archive.path, [doc]).totals.inserted == 0)
        }
    }

    /// Ids as services draw them that put the time into the id. A number that no bigint holds is no row's id.
    @Test func `ids of nineteen digits arrive, and a row that they stand in the way of stays`() async throws {
        let schema = """
            CREATE TABLE tag (id bigserial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE doc (code text PRIMARY KEY, refs jsonb)
            """
        let rows = """
            INSERT INTO tag VALUES (1790000000000000001, 'a'), (9223372036854775807, 'b');
            INSERT INTO doc VALUES ('d', '[1790000000000000001, 9223372036854775807, 9223372036854775808]')
            """
        let handler = TestHandler("doc", key: ["code"]) {
            $0.references = [.json("refs", at: "[*]", to: "tag", unmatched: .carries(["9223372036854775808"]))]
        }
        let tags = "SELECT name FROM tag ORDER BY name"
        try await DatabasePair.with(
            schema: schema, source: rows, target: "SELECT setval('tag_id_seq', 1790000000000000100)"
        ) {
            pair in
            let base = try pair.export([handler])
            #expect(base.report.problems == [])
            try pair.load(base.path, [handler])
            let ids =
                "SELECT refs = jsonb_build_array((SELECT id FROM tag WHERE name = 'a'), (SELECT id FROM tag WHERE name = 'b'), 9223372036854775808) FROM doc"
            #expect(try DatabasePair.lines(ids, in: pair.target) == ["t"])
            try DatabasePair.run("DELETE FROM doc; DELETE FROM tag WHERE name = 'a'", in: pair.source)
            try DatabasePair.run("UPDATE doc SET refs = refs - 2", in: pair.target)
            var merge = LoadOptions(mode: .update)
            (merge.deletes, merge.onConflict) = (true, .keep)
            let archive = try pair.export([handler]).path
            let refused = #expect(throws: Failure.self) {
                try pair.load(archive, [handler], into: nil, merge, base: base.path)
            }
            #expect(refused?.problems.map(\.kind) == [.forbiddenDelete])
            #expect(try DatabasePair.lines(tags, in: pair.target) == ["a", "b"])
        }
    }

    @Test func `a value that is no row's id is reported on export, and missing on import`() async throws {
        let bad = """
            ; SELECT setval('doc_id_seq', 10); INSERT INTO doc (code, tags, refs, v, about, kind, object, lone)
            VALUES ('bad', '{1,99}', '{"main": 98}', ROW(97, NULL, '', NULL), 'owner_id:96', 'alien', '5', 95)
            """
        try await DatabasePair.with(schema: schema, source: rows + bad, target: there) { pair in
            let archive = try pair.export([doc])
            #expect(archive.report.problems.count == 6)
            #expect(archive.report.problems.allSatisfy { $0.key == "code=bad" && $0.severity == .warning })
            #expect(
                Set(archive.report.problems.compactMap(\.column)) == ["tags", "refs", "v", "about", "object", "lone"])

            let failure = try #require(throws: Failure.self) { try pair.load(archive.path, [doc]) }
            #expect(failure.problems.count == 6)
            #expect(failure.problems.allSatisfy { $0.kind == .missingReference && $0.key == "code=bad" })
            #expect(try DatabasePair.lines("SELECT count(*) FROM doc", in: pair.target) == ["0"])

            let report = try pair.load(archive.path, [doc], .init(missingReferences: .null))
            #expect(report.totals.inserted == 5)
            #expect(report.problems.count == 6)
            let found = try DatabasePair.lines(
                "SELECT tags, refs, v, about, kind, object, lone FROM doc WHERE code = 'bad'", in: pair.target)
            #expect(found == [#"{101,NULL}|{"main": null}|(,,"",)|owner_id:|alien|∅|∅"#])
        }
    }

    @Test func `an id behind an element without the field is checked like any other`() async throws {
        let lone = #"""
            INSERT INTO doc (code, refs) VALUES ('d', '{"list": [{"shop": null}, {"n": 1}, 7, {"shop": 99}]}')
            """#
        try await DatabasePair.with(schema: schema, source: lone) { pair in
            let archive = try pair.export([doc])
            #expect(archive.report.problems.map(\.kind) == [.missingReference])
            let refused = failure { _ = try pair.load(archive.path, [doc]) }
            #expect(refused?.problems.map(\.column) == ["refs"])
        }
    }

    @Test func `a junction without constraints follows its rows`() async throws {
        let schema = """
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE link (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b))
            """
        let link = TestHandler("link", key: ["a", "b"]) {
            $0.references = [.logical("a", to: "tag"), .logical("b", to: "tag")]
        }
        let rows = "INSERT INTO tag VALUES (1, 'x'), (2, 'y'); INSERT INTO link VALUES (1, 2), (2, 1), (2, 2)"
        try await DatabasePair.with(
            schema: schema, source: rows, target: "INSERT INTO tag VALUES (2, 'x'); INSERT INTO link VALUES (2, 2)"
        ) { pair in
            let archive = try pair.export([link]).path
            try pair.load(archive, [link])
            let found = "SELECT a.name, b.name FROM link JOIN tag a ON a.id = a JOIN tag b ON b.id = b ORDER BY 1, 2"
            #expect(try DatabasePair.lines(found, in: pair.target) == ["x|x", "x|y", "y|x", "y|y"])
        }
    }

    @Test func `a label may stand inside the key of an id in an array`() async throws {
        let schema = """
            CREATE TABLE owner (id serial PRIMARY KEY, body text);
            CREATE TABLE item (id serial PRIMARY KEY, owner_id int NOT NULL REFERENCES owner, n int NOT NULL,
                UNIQUE (owner_id, n));
            CREATE TABLE note (id serial PRIMARY KEY, body text, items int[])
            """
        let rows = """
            INSERT INTO owner VALUES (4, 'x'), (5, 'y'); INSERT INTO item VALUES (7, 4, 1), (8, 5, 1);
            INSERT INTO note VALUES (1, 'n', '{8,7}')
            """
        let handlers = [TestHandler("note", key: .none) { $0.references = [.array("items", to: "item")] }]
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export(handlers).path
            #expect(try pair.load(archive, handlers).totals.inserted == 5)
            #expect(try pair.load(archive, handlers).totals.inserted == 0)
            #expect(
                try DatabasePair.lines(
                    """
                    SELECT o.body FROM note, unnest(items) WITH ORDINALITY e(id, n) JOIN item i ON i.id = e.id
                    JOIN owner o ON o.id = i.owner_id ORDER BY e.n
                    """, in: pair.target) == ["y", "x"])
        }
    }
}

extension DatabasePair {
    fileprivate func load(_ path: FilePath, _ handlers: [any TableHandler], _ options: LoadOptions) throws
        -> Report
    {
        try load(path, handlers, into: nil, options)
    }
}
