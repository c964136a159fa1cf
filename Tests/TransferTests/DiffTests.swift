import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit
import Testing

/// Comparing two places: what only one has, what differs, and nothing else, whatever the ids are.
@Suite struct DiffTests {
    static let schema = """
        CREATE TABLE kind (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE person (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, name text, kind_id int REFERENCES kind,
            boss_id int REFERENCES person, score numeric);
        CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE person_tag (person_id int NOT NULL REFERENCES person, tag_id int NOT NULL REFERENCES tag,
            PRIMARY KEY (person_id, tag_id));
        CREATE TABLE remark (id serial PRIMARY KEY, person_id int REFERENCES person, body text)
        """
    static let rows = """
        INSERT INTO kind (name) VALUES ('actor'), ('author');
        INSERT INTO person (mail, name, kind_id, score) SELECT 'p' || n, 'name ' || n, (SELECT min(id) FROM kind) + n % 2, n FROM generate_series(1, 4) n;
        UPDATE person SET boss_id = (SELECT min(id) FROM person) WHERE mail <> 'p1';
        INSERT INTO tag (name) VALUES ('t1'), ('t2');
        INSERT INTO person_tag SELECT p.id, t.id FROM person p, tag t WHERE p.mail IN ('p1', 'p2');
        INSERT INTO remark (person_id, body) SELECT id, 'hello' FROM person WHERE mail IN ('p1', 'p2');
        """

    @Test func `equal databases with shifted ids are equal`() async throws {
        try await DatabasePair.with(schema: DiffTests.schema, source: DiffTests.rows, target: DiffTests.rows) { pair in
            try pair.expect([], equal: 14)
        }
    }

    @Test func `rows of one side, values and references are told, and the other way round the other way round`()
        async throws
    {
        let there = """
            UPDATE person SET name = NULL WHERE mail = 'p1';
            UPDATE person SET name = 'new', boss_id = NULL WHERE mail = 'p2';
            UPDATE person SET boss_id = (SELECT id FROM person WHERE mail = 'p4'), score = 3.00 WHERE mail = 'p3';
            INSERT INTO kind (name) VALUES ('guest');
            UPDATE person SET kind_id = (SELECT id FROM kind WHERE name = 'guest') WHERE mail = 'p4';
            DELETE FROM person_tag WHERE tag_id = (SELECT id FROM tag WHERE name = 't2'); DELETE FROM tag WHERE name = 't2';
            DELETE FROM remark WHERE person_id = (SELECT id FROM person WHERE mail = 'p1');
            INSERT INTO remark (body) VALUES ('bye')
            """
        try await DatabasePair.with(
            schema: DiffTests.schema, source: DiffTests.rows, target: DiffTests.rows + there
        ) { pair in
            try pair.expect(

                [
                    "+ kind guest", "~ person p1 name: name 1 → ∅", "~ person p2 name: name 2 → new",
                    "~ person p2 boss_id: p1 → ∅", "~ person p3 boss_id: p1 → p4", "~ person p4 kind_id: actor → guest",
                    "- tag t2", "- person_tag [\"p1\", \"t2\"]", "- person_tag [\"p2\", \"t2\"]", "- remark ∅",
                    "+ remark ∅",
                ], equal: 6)
        }
    }

    @Test func `nothing is written, and no number is drawn`() async throws {
        let there = "DELETE FROM remark; INSERT INTO kind (name) VALUES ('guest')"
        try await DatabasePair.with(
            schema: DiffTests.schema, source: DiffTests.rows, target: DiffTests.rows + there
        ) { pair in
            let state = """
                SELECT (SELECT string_agg(xmin::text, ',' ORDER BY id) FROM person), (SELECT last_value FROM kind_id_seq),
                (SELECT count(*) FROM pg_class WHERE relname LIKE 'satchel%'), to_regclass('satchel.history')
                """
            let states = { try [pair.source, pair.target].map { try DatabasePair.lines(state, in: $0) } }
            let before = try states()
            for way in Difference.Way.allCases { _ = try pair.diff(way) }
            #expect(try states() == before)
        }
    }

    @Test func `rows without a key are a multiset, and links to them follow`() async throws {
        let schema = """
            CREATE TABLE note (id serial PRIMARY KEY, text text, parent_id int REFERENCES note);
            CREATE TABLE mark (id serial PRIMARY KEY, name text NOT NULL UNIQUE, note_id int REFERENCES note)
            """
        let here = """
            INSERT INTO note (id, text, parent_id) VALUES (10, 'root', NULL), (20, 'twin', 10), (30, 'twin', 10), (40, 'twin', 10), (50, 'only here', 20);
            INSERT INTO mark (name, note_id) VALUES ('a', 20), ('b', 10), ('c', 10)
            """
        let there = """
            INSERT INTO note (id, text, parent_id) VALUES (3, 'twin', NULL), (4, 'root', NULL), (1, 'twin', 4), (2, 'twin', 4);
            INSERT INTO mark (name, note_id) VALUES ('a', 1), ('b', 4), ('c', 3)
            """
        try await DatabasePair.with(schema: schema, source: here, target: there) { pair in
            for way in Difference.Way.allCases {
                let found = try pair.diff(way)
                #expect(found.totals == [2, 1, 1, 5], "\(way)")
                #expect(found.changes.filter { $0.hasPrefix("~") }.count == 1, "\(way)")
                #expect(found.changes.contains { $0.hasPrefix("~ mark c note_id: ") }, "\(way)")
                #expect(try pair.diff(way, reversed: true).totals == [1, 2, 1, 5], "\(way)")
            }
        }
    }

    @Test func `a row without key in one place alone is told, also where the other place has none`() async throws {
        let schema = """
            CREATE TABLE note (id serial PRIMARY KEY, text text);
            CREATE TABLE mark (id serial PRIMARY KEY, name text NOT NULL UNIQUE, note_id int REFERENCES note)
            """
        try await DatabasePair.with(
            schema: schema, source: "INSERT INTO mark (name) VALUES ('a')",
            target: "INSERT INTO note VALUES (7, 'x'); INSERT INTO mark (name, note_id) VALUES ('a', 7)"
        ) { pair in
            for way in Difference.Way.allCases {
                let (there, back) = (try pair.diff(way), try pair.diff(way, reversed: true))
                #expect(there.totals == [0, 1, 1, 0] && back.totals == [1, 0, 1, 0], "\(way)")
            }
        }
    }

    @Test func `two databases may find a table by different search paths`() async throws {
        let schema =
            "CREATE SCHEMA crm; CREATE TABLE crm.person (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, age int);"
        let rows = "INSERT INTO crm.person (mail, age) VALUES ('anna', 1), ('uwe', 2)"
        try await DatabasePair.with(source: schema + rows, target: schema + rows) { pair in
            let name = try #require(pair.source.name)
            try DatabasePair.run(
                "UPDATE crm.person SET age = 7 WHERE mail = 'uwe'; ALTER DATABASE \"\(name)\" SET search_path = crm, public",
                in: pair.source)
            let found = try pair.diff(.databases)
            #expect(found.totals == [0, 0, 1, 1])
            #expect(found.changes.count == 1)
        }
    }

    @Test func `ids that travel are no difference`() async throws {
        let schema = """
            CREATE TABLE thing (id uuid PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE status (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE part (id serial PRIMARY KEY, name text NOT NULL UNIQUE, thing_id uuid REFERENCES thing, status_id int REFERENCES status)
            """
        let handlers: [any TableHandler] = [TestHandler("status", key: ["name"]) { $0.preservesIDs = true }]
        func rows(_ number: Int) -> String {
            let id = "7f1c3f1e-0d0b-4f0e-8b1f-00000000000\(number)"
            return """
                INSERT INTO thing VALUES ('\(id)', 't'); INSERT INTO status VALUES (\(number), 's');
                INSERT INTO part (name, thing_id, status_id) VALUES ('p', '\(id)', \(number));
                """
        }
        try await DatabasePair.with(schema: schema, source: rows(1), target: rows(2)) { pair in
            try pair.expect([], equal: 3, handlers)
        }
    }

    @Test func `keys that equal each other in any case are one key`() async throws {
        let schema = """
            CREATE EXTENSION IF NOT EXISTS citext;
            CREATE TABLE tag (id serial PRIMARY KEY, name citext NOT NULL UNIQUE, other citext);
            CREATE TABLE mark (id serial PRIMARY KEY, label text NOT NULL UNIQUE, tag_id int REFERENCES tag)
            """
        func rows(_ name: String) -> String {
            """
            INSERT INTO tag (name, other) VALUES ('\(name)', '\(name)');
            INSERT INTO mark (label, tag_id) SELECT 'm', id FROM tag;
            """
        }
        try await DatabasePair.with(schema: schema, source: rows("Ann"), target: rows("ANN")) { pair in
            try pair.expect(["~ tag ann other: Ann → ANN"], equal: 1)
        }
    }
}
