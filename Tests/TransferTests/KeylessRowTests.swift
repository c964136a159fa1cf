import PostgreSQL
import TableKit
import Testing

/// Rows without a natural key: compared by content, as a multiset; labelled where others point at them.
@Suite struct KeylessRowTests {
    private let chain = """
        CREATE TABLE note (id serial PRIMARY KEY, text text, parent_id int REFERENCES note);
        CREATE TABLE mark (id serial PRIMARY KEY, note_id int NOT NULL REFERENCES note, colour text)
        """

    @Test func `content hangs on content to any depth, and importing twice adds nothing`() async throws {
        let rows = """
            INSERT INTO note (id, text, parent_id) VALUES (10, 'root', NULL), (20, 'a', 10), (30, 'a', 20), (40, 'a', 30),
                (50, 'twin', 10), (60, 'twin', 10), (70, NULL, NULL), (80, '', NULL);
            INSERT INTO mark (note_id, colour) VALUES (20, 'red'), (30, 'red'), (40, 'red'), (50, 'blue'), (60, 'green');
            """
        let tree = """
            WITH RECURSIVE t AS (SELECT id, coalesce(text, '∅') AS path FROM note WHERE parent_id IS NULL UNION ALL
            SELECT n.id, t.path || '/' || coalesce(n.text, '∅') FROM note n JOIN t ON n.parent_id = t.id)
            SELECT t.path, m.colour FROM t LEFT JOIN mark m ON m.note_id = t.id ORDER BY 1, 2
            """
        try await DatabasePair.with(
            schema: chain, source: rows, target: "INSERT INTO note (text) VALUES ('root'), ('other')"
        ) { pair in
            let archive = try pair.export().path
            let first = try pair.load(archive)
            #expect(first.totals.inserted == 12)
            #expect(first.totals.skipped == 1)
            let found = try DatabasePair.lines(tree, in: pair.target)
            #expect(found.sorted() == (try DatabasePair.lines(tree, in: pair.source) + ["other|∅"]).sorted())
            #expect(try pair.load(archive).totals.inserted == 0)
            #expect(try pair.load(archive, into: pair.source).totals.inserted == 0)
            let again = try pair.load(pair.export(from: pair.target).path)
            #expect(again.totals.inserted == 0)
        }
    }

    @Test func `rows that name each other in a circle are told apart`() async throws {
        let schema = """
            CREATE TABLE state (id serial PRIMARY KEY, name text, task_id int);
            CREATE TABLE task (id serial PRIMARY KEY, name text, state_id int NOT NULL REFERENCES state);
            ALTER TABLE state ADD FOREIGN KEY (task_id) REFERENCES task
            """
        let rows = """
            INSERT INTO state (id, name) VALUES (1, 'open'), (2, 'open'), (3, 'open');
            INSERT INTO task (id, name, state_id) VALUES (1, 'x', 1), (2, 'x', 2), (3, 'y', 3);
            UPDATE state SET task_id = id
            """
        let pairs =
            "SELECT s.name, t.name, t.state_id = s.id FROM state s JOIN task t ON s.task_id = t.id ORDER BY 1, 2, 3"
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 6)
            #expect(try DatabasePair.lines(pairs, in: pair.target) == DatabasePair.lines(pairs, in: pair.source))
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }

    @Test func `of equal rows as many are added as are missing`() async throws {
        let schema = "CREATE TABLE log (id serial PRIMARY KEY, line text)"
        let rows = "INSERT INTO log (line) VALUES ('a'), ('a'), ('a'), ('b'), (NULL), (NULL)"
        try await DatabasePair.with(
            schema: schema, source: rows, target: "INSERT INTO log (line) VALUES ('a'), ('c'), (NULL)"
        ) { pair in
            let report = try pair.load(pair.export().path)
            #expect(report.totals.inserted == 4)
            let counts = "SELECT coalesce(line, '∅'), count(*) FROM log GROUP BY 1 ORDER BY 1"
            #expect(try DatabasePair.lines(counts, in: pair.target) == ["a|3", "b|1", "c|1", "∅|2"])
        }
    }

    @Test func `links between twins stay links between twins`() async throws {
        let schema = """
            CREATE TABLE person (id serial PRIMARY KEY, name text, code text UNIQUE);
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE person_tag (person_id int REFERENCES person, tag_id int REFERENCES tag, PRIMARY KEY (person_id, tag_id))
            """
        let rows = """
            INSERT INTO person VALUES (5, 'Ann', NULL), (6, 'Ann', NULL), (7, 'Bo', 'bo');
            INSERT INTO tag VALUES (1, 'x'), (2, 'y');
            INSERT INTO person_tag VALUES (5, 1), (6, 1), (6, 2), (7, 2)
            """
        let links =
            "SELECT p.name, count(*), array_agg(t.name ORDER BY t.name) FROM person p JOIN person_tag l ON l.person_id = p.id JOIN tag t ON t.id = l.tag_id GROUP BY p.id, p.name ORDER BY 1, 2"
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 9)
            #expect(try DatabasePair.lines(links, in: pair.target) == DatabasePair.lines(links, in: pair.source))
            // An update moves a row on disk; twins stay paired in the order of their ids.
            try DatabasePair.run(
                "UPDATE person SET name = name WHERE id = (SELECT min(id) FROM person WHERE name = 'Ann')",
                in: pair.target)
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }

    @Test func `a column may be named like one of the import's own`() async throws {
        let schema = """
            CREATE TABLE note (id serial PRIMARY KEY, mark text, row text, tid text, part text, label text, next text, n int);
            CREATE TABLE "row" (id serial PRIMARY KEY, key text NOT NULL UNIQUE, known int REFERENCES note)
            """
        let rows = """
            INSERT INTO note (mark) VALUES ('a'), ('a'), ('b'); INSERT INTO "row" (key, known) VALUES ('x', 2), ('y', 3)
            """
        try await DatabasePair.with(schema: schema, source: rows, target: "INSERT INTO note (mark) VALUES ('a')") {
            pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 4)
            #expect(try pair.load(archive).totals.inserted == 0)
            #expect(
                try DatabasePair.lines(
                    "SELECT key, mark FROM \"row\" JOIN note ON note.id = known ORDER BY 1", in: pair.target) == [
                        "x|a", "y|b",
                    ])
        }
    }

    @Test func `which of two twins a row without key points at is no difference`() async throws {
        let schema = """
            CREATE TABLE person (id serial PRIMARY KEY, name text);
            CREATE TABLE call (person_id int REFERENCES person, line text)
            """
        let rows = """
            INSERT INTO person VALUES (1, 'Ann'), (2, 'Ann'); INSERT INTO call VALUES (1, 'a'), (2, 'b'), (2, 'a')
            """
        let there = """
            INSERT INTO person VALUES (1, 'Ann'), (2, 'Ann'); INSERT INTO call VALUES (2, 'a'), (1, 'b'), (1, 'a')
            """
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let archive = try pair.export().path
            let report = try pair.load(archive, [], into: pair.target, .init(mode: .update))
            #expect(report.totals.updated + report.totals.inserted == 0)
            let difference = try pair.load(archive, [], into: pair.target, .init(mode: .diff))
            #expect(difference.totals.updated + difference.totals.inserted == 0)
        }
    }
}
