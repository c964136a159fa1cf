import Importing
import PostgreSQL
import TableKit
import Testing

/// Three-way merges of references that stand inside values.
@Suite struct MergeReferenceTests {
    @Test func `ids in arrays and JSON are merged by the rows that they mean`() async throws {
        let schema = """
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE post (id serial PRIMARY KEY, code text NOT NULL UNIQUE, tags int[], people jsonb)
            """
        let rows = """
            INSERT INTO tag (name) SELECT 't' || n FROM generate_series(1, 4) n;
            INSERT INTO post (code, tags, people) SELECT 'p' || n, '{1,2}', '[{"tag": 1}]' FROM generate_series(1, 4) n
            """
        let handlers = [
            TestHandler("post", key: ["code"]) {
                $0.references = [.array("tags", to: "tag"), .json("people", at: "[*].tag", to: "tag")]
            }
        ]
        func id(_ tag: String) -> String { "(SELECT id FROM tag WHERE name = '\(tag)')" }
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let morning = try pair.export(handlers).path
            try pair.load(morning, handlers)
            try DatabasePair.run("UPDATE post SET tags = ARRAY[\(id("t3"))] WHERE code = 'p1'", in: pair.source)
            try DatabasePair.run(
                """
                UPDATE post SET people = jsonb_build_array(jsonb_build_object('tag', \(id("t4")))) WHERE code = 'p1';
                UPDATE post SET tags = tags || \(id("t4")) WHERE code = 'p2'; INSERT INTO tag (name) VALUES ('new');
                UPDATE post SET tags = ARRAY[\(id("new"))] WHERE code = 'p3'
                """, in: pair.target)
            let evening = try pair.export(handlers, from: pair.target).path
            let report = try pair.load(evening, handlers, into: pair.source, .init(mode: .update), base: morning)
            #expect(report.totals.updated == 3)
            let found = try DatabasePair.lines(
                """
                SELECT code, (SELECT array_agg(t.name ORDER BY e.n) FROM unnest(tags) WITH ORDINALITY e(id, n)
                JOIN tag t ON t.id = e.id), (SELECT name FROM tag WHERE id = (people -> 0 ->> 'tag')::int) FROM post ORDER BY 1
                """, in: pair.source)
            #expect(found == ["p1|{t3}|t4", "p2|{t1,t2,t4}|t1", "p3|{new}|t1", "p4|{t1,t2}|t1"])
            let again = try pair.load(evening, handlers, into: pair.source, .init(mode: .update), base: morning)
            #expect(again.totals.updated + again.totals.inserted == 0)
        }
    }

    @Test func `a reference that leads to another of two equal rows has not changed`() async throws {
        let schema = """
            CREATE TABLE twin (id serial PRIMARY KEY, body text);
            CREATE TABLE post (id serial PRIMARY KEY, code text NOT NULL UNIQUE, twin_id int REFERENCES twin)
            """
        let rows =
            "INSERT INTO twin VALUES (1, 'x'), (2, 'x'), (3, 'y'); INSERT INTO post VALUES (1, 'p', 2), (2, 'q', 1)"
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let base = try pair.export().path
            try pair.load(base)
            try DatabasePair.run("UPDATE post SET twin_id = 3 WHERE code = 'p'", in: pair.source)
            try DatabasePair.run(
                "UPDATE post SET twin_id = (SELECT id FROM twin t WHERE t.body = 'x' AND t.id <> twin_id)",
                in: pair.target)
            let report = try pair.load(try pair.export().path, [], .init(mode: .update), base: base)
            #expect(report.totals.conflicts == 0)
            #expect(
                try DatabasePair.lines(
                    "SELECT p.code, t.body FROM post p JOIN twin t ON t.id = p.twin_id ORDER BY 1", in: pair.target)
                    == ["p|y", "q|x"])
        }
    }

    @Test func `both sides that come to equal rows are in no conflict`() async throws {
        let schema = """
            CREATE TABLE twin (id serial PRIMARY KEY, body text);
            CREATE TABLE post (id serial PRIMARY KEY, code text NOT NULL UNIQUE, twin_id int REFERENCES twin)
            """
        let rows =
            "INSERT INTO twin VALUES (1, 'x'), (2, 'x'), (3, 'y'); INSERT INTO post VALUES (1, 'p', 3), (2, 'q', 3)"
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let base = try pair.export().path
            try pair.load(base)
            try DatabasePair.run("UPDATE post SET twin_id = id", in: pair.source)
            // The other of the two, whichever number the archive's has here.
            try DatabasePair.run(
                """
                UPDATE post SET twin_id = (SELECT id FROM twin t WHERE body = 'x' ORDER BY id DESC LIMIT 1) WHERE code = 'p';
                UPDATE post SET twin_id = (SELECT id FROM twin t WHERE body = 'x' ORDER BY id LIMIT 1) WHERE code = 'q'
                """, in: pair.target)
            let before = try DatabasePair.lines("SELECT post FROM post ORDER BY 1", in: pair.target)
            let report = try pair.load(try pair.export().path, [], .init(mode: .update), base: base)
            #expect(report.totals.conflicts == 0)
            #expect(report.totals.updated == 0)
            #expect(try DatabasePair.lines("SELECT post FROM post ORDER BY 1", in: pair.target) == before)
        }
    }

    @Test(arguments: [ConflictPolicy.take, .keep])
    func `rows of two tables under one key are two rows`(policy: ConflictPolicy) async throws {
        let schema = """
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE shop (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE note (id serial PRIMARY KEY, code text NOT NULL UNIQUE, kind text, object int)
            """
        let rows = """
            INSERT INTO tag (name) VALUES ('x'), ('other'); INSERT INTO shop (name) VALUES ('s'), ('x');
            INSERT INTO note (code, kind, object) VALUES ('n', 'tag', 2)
            """
        let handlers = [
            TestHandler("note", key: ["code"]) {
                $0.references = [.polymorphic("object", typedBy: "kind", ["tag": "tag", "shop": "shop"])]
            }
        ]
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let base = try pair.export(handlers).path
            try pair.load(base, handlers)
            try DatabasePair.run("UPDATE note SET kind = 'shop', object = 2", in: pair.source)
            try DatabasePair.run("UPDATE note SET object = (SELECT id FROM tag WHERE name = 'x')", in: pair.target)
            var options = LoadOptions(mode: .update)
            options.onConflict = policy
            let report = try pair.load(pair.export(handlers).path, handlers, into: pair.target, options, base: base)
            #expect(report.totals.conflicts == 2)
            let found = try DatabasePair.lines(
                """
                SELECT kind, CASE kind WHEN 'tag' THEN (SELECT 'tag ' || name FROM tag WHERE id = object)
                ELSE (SELECT 'shop ' || name FROM shop WHERE id = object) END FROM note
                """, in: pair.target)
            #expect(found == [policy == .take ? "shop|shop x" : "tag|tag x"])
        }
    }

    @Test(arguments: [ConflictPolicy.take, .keep])
    func `a table's name of one side never meets an id of the other`(policy: ConflictPolicy) async throws {
        let schema = """
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE shop (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE note (id serial PRIMARY KEY, code text NOT NULL UNIQUE, kind text, object int)
            """
        let rows = """
            INSERT INTO tag (name) VALUES ('t1'), ('t2'), ('t3'); INSERT INTO shop (name) VALUES ('s1'), ('s2'), ('s3');
            INSERT INTO note (code, kind, object) VALUES ('n', 'tag', 1), ('own', 'tag', 1)
            """
        let handlers = [
            TestHandler("note", key: ["code"]) {
                $0.references = [.polymorphic("object", typedBy: "kind", ["tag": "tag", "shop": "shop"])]
            }
        ]
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let base = try pair.export(handlers).path
            try pair.load(base, handlers)
            // Here another tag, there a shop; and of one note a shop on one side alone.
            try DatabasePair.run("UPDATE note SET object = 2 WHERE code = 'n'", in: pair.source)
            try DatabasePair.run("UPDATE note SET kind = 'shop', object = 3 WHERE code = 'own'", in: pair.source)
            try DatabasePair.run(
                "UPDATE note SET kind = 'shop', object = (SELECT id FROM shop WHERE name = 's3') WHERE code = 'n'",
                in: pair.target)
            var options = LoadOptions(mode: .update)
            options.onConflict = policy
            let archive = try pair.export(handlers).path
            try pair.load(archive, handlers, into: pair.target, options, base: base)
            let found = try DatabasePair.lines(
                """
                SELECT code, kind, CASE kind WHEN 'tag' THEN (SELECT name FROM tag WHERE id = object)
                ELSE (SELECT name FROM shop WHERE id = object) END FROM note ORDER BY 1
                """, in: pair.target)
            #expect(found == [policy == .take ? "n|tag|t2" : "n|shop|s3", "own|shop|s3"])
        }
    }
}
