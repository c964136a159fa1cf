import Archive
import Comparing
import Diagnostics
import Index
import PostgreSQL
import Testing

/// Keys of several columns of which some are NULL: to a unique constraint such rows are never the same, so several can
/// share what is left.
@Suite struct PartlyNullKeyTests {
    private let schema = """
        CREATE TABLE part (id serial PRIMARY KEY, norm text, name text NOT NULL, size int, UNIQUE (norm, name));
        CREATE TABLE log (id serial PRIMARY KEY, part_id int REFERENCES part, line text);
        CREATE TABLE use (id serial PRIMARY KEY, label text NOT NULL UNIQUE, part_id int NOT NULL REFERENCES part,
            spare jsonb)
        """
    private let uses = """
        SELECT u.label, p.norm, p.name, p.size, s.name, s.size FROM use u JOIN part p ON p.id = u.part_id
        LEFT JOIN part s ON s.id = (u.spare ->> 'part')::int ORDER BY 1
        """
    private let parts = "SELECT norm, name, size FROM part ORDER BY 1, 2, 3"
    private let spare = [
        TestHandler("use", key: ["label"]) { $0.references = [.json("spare", at: "part", to: "part")] }
    ]

    @Test func `rows that share what is left go by content, and the others by key`() async throws {
        try await DatabasePair.with(
            schema: schema,
            source: """
                INSERT INTO part VALUES (1, NULL, 'bolt', 3), (2, NULL, 'bolt', 5), (3, NULL, 'bolt', 5),
                    (4, 'm', 'bolt', 1), (5, 'm', 'nut', 2), (6, NULL, 'pin', 1);
                INSERT INTO use (label, part_id, spare) VALUES ('a', 1, '{"part": 2}'), ('b', 2, '{"part": 1}'),
                    ('c', 4, NULL), ('d', 6, '{"part": 4}');
                """,
            target: "INSERT INTO part VALUES (1, NULL, 'bolt', 5), (2, 'm', 'bolt', 9), (3, NULL, 'nut', 7)"
        ) { pair in
            let (archive, report) = try pair.export(spare)
            #expect(report.problems.map(\.severity) == [.warning])
            #expect(report.problems.first?.table == "part")
            let first = try pair.load(archive, spare)
            #expect(
                first.tables.map { "\($0.table) \($0.inserted) \($0.skipped)" } == ["part 4 2", "log 0 0", "use 4 0"])
            #expect(
                try DatabasePair.lines(parts, in: pair.target) == [
                    "m|bolt|9", "m|nut|2", "∅|bolt|3", "∅|bolt|5", "∅|bolt|5", "∅|nut|7", "∅|pin|1",
                ])
            #expect(
                try DatabasePair.lines(uses, in: pair.target) == [
                    "a|∅|bolt|3|bolt|5", "b|∅|bolt|5|bolt|3", "c|m|bolt|9|∅|∅", "d|∅|pin|1|bolt|9",
                ])
            #expect(try pair.load(archive, spare).totals.inserted == 0)
            let updated = try pair.load(archive, spare, into: pair.target, .init(mode: .update))
            #expect(
                updated.tables.map { "\($0.table) \($0.inserted) \($0.updated)" } == ["part 0 1", "log 0 0", "use 0 0"])
            #expect(try DatabasePair.lines(parts, in: pair.target).first == "m|bolt|1")
        }
    }

    @Test func `rows that share their key in the target alone go by content too`() async throws {
        try await DatabasePair.with(
            schema: schema,
            source: """
                INSERT INTO part VALUES (1, NULL, 'bolt', 3), (4, 'm', 'bolt', 1), (5, NULL, 'pin', 4);
                INSERT INTO use (label, part_id, spare) VALUES ('a', 1, '{"part": 4}'), ('b', 4, '{"part": 1}'),
                    ('c', 5, NULL);
                INSERT INTO log (part_id, line) VALUES (1, 'seen'), (1, 'seen'), (5, 'seen'), (4, 'seen')
                """,
            target: """
                INSERT INTO part VALUES (1, NULL, 'bolt', 5), (2, NULL, 'bolt', 3), (3, NULL, 'pin', 8);
                INSERT INTO log (part_id, line) VALUES (1, 'seen'), (2, 'seen'), (3, 'seen')
                """
        ) { pair in
            let (archive, report) = try pair.export(spare)
            #expect(report.problems.isEmpty)
            let first = try pair.load(archive, spare)
            #expect(
                first.tables.map { "\($0.table) \($0.inserted) \($0.skipped)" } == ["part 2 1", "log 3 1", "use 3 0"])
            #expect(
                try DatabasePair.lines(
                    "SELECT norm, name, size, count(*) FROM log JOIN part p ON p.id = part_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
                    in: pair.target) == ["m|bolt|1|1", "∅|bolt|3|2", "∅|bolt|5|1", "∅|pin|4|1", "∅|pin|8|1"])
            #expect(
                try DatabasePair.lines(uses, in: pair.target) == [
                    "a|∅|bolt|3|bolt|1", "b|m|bolt|1|bolt|3", "c|∅|pin|4|∅|∅",
                ])
            #expect(try DatabasePair.lines("SELECT part_id FROM use WHERE label = 'a'", in: pair.target) == ["2"])
            #expect(try pair.load(archive, spare).totals.inserted == 0)
            let again = try pair.load(archive, spare, into: pair.target, .init(mode: .update))
            #expect(again.totals.inserted + again.totals.updated == 0)
        }
    }

    @Test func `NULL counts as a value where no rows share a key by it`() async throws {
        try await DatabasePair.with(
            schema: schema, source: "INSERT INTO part VALUES (1, NULL, 'bolt', 3)",
            target: "INSERT INTO part VALUES (1, NULL, 'bolt', 5)"
        ) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive, [], into: pair.target, .init(mode: .update)).totals.updated == 1)
            #expect(try DatabasePair.lines(parts, in: pair.target) == ["∅|bolt|3"])
        }
    }

    @Test func `keys lead over rows that share theirs`() async throws {
        let schema = """
            CREATE TABLE shelf (id serial PRIMARY KEY, room text, name text NOT NULL, note text, UNIQUE (room, name));
            CREATE TABLE box (id serial PRIMARY KEY, shelf_id int REFERENCES shelf, colour text, size int,
                UNIQUE (shelf_id, colour));
            CREATE TABLE thing (id serial PRIMARY KEY, box_id int NOT NULL REFERENCES box, name text NOT NULL, price int,
                UNIQUE (box_id, name))
            """
        let all = """
            SELECT s.room, s.name, s.note, b.colour, b.size, t.name, t.price FROM thing t JOIN box b ON b.id = t.box_id
            LEFT JOIN shelf s ON s.id = b.shelf_id ORDER BY 1, 2, 3, 4, 5, 6
            """
        try await DatabasePair.with(
            schema: schema,
            source: """
                INSERT INTO shelf VALUES (1, NULL, 's', 'one'), (2, NULL, 's', 'two'), (3, 'r', 's', 'three');
                INSERT INTO box VALUES (1, 1, 'red', 1), (2, 2, 'red', 2), (3, 3, NULL, 3), (4, 3, NULL, 4),
                    (5, NULL, 'red', 5), (6, NULL, 'red', 6), (7, NULL, 'blue', 7);
                INSERT INTO thing (box_id, name, price) SELECT id, 'thing', id FROM box;
                """
        ) { pair in
            let archive = try pair.export().path
            try pair.load(archive)
            let source = try DatabasePair.lines(all, in: pair.source)
            #expect(source.count == 7)
            #expect(try DatabasePair.lines(all, in: pair.target) == source)
            #expect(try pair.load(archive).totals.inserted == 0)
            try DatabasePair.run("UPDATE thing SET price = price + 100", in: pair.source)
            let changed = try pair.export().path
            #expect(try pair.load(changed, [], into: pair.target, .init(mode: .update)).totals.updated == 7)
            #expect(try DatabasePair.lines(all, in: pair.target) == DatabasePair.lines(all, in: pair.source))
            #expect(try pair.load(changed, [], into: pair.target, .init(mode: .verify)).totals.updated == 0)
        }
    }

    @Test func `roots of one name are told by what else they are`() async throws {
        let schema = """
            CREATE TABLE page (id serial PRIMARY KEY, parent_id int REFERENCES page, slug text NOT NULL, title text,
                UNIQUE (parent_id, slug))
            """
        let paths = """
            WITH RECURSIVE t AS (SELECT id, slug || ':' || title AS path FROM page WHERE parent_id IS NULL UNION ALL
            SELECT p.id, t.path || '/' || p.slug || ':' || p.title FROM page p JOIN t ON p.parent_id = t.id)
            SELECT path FROM t ORDER BY 1
            """
        try await DatabasePair.with(
            schema: schema,
            source: """
                INSERT INTO page VALUES (1, NULL, 'root', 'one'), (2, NULL, 'root', 'two'), (3, 1, 'a', 'x'),
                    (4, 2, 'a', 'y'), (5, 4, 'a', 'z'), (6, NULL, 'twin', 't'), (7, NULL, 'twin', 't')
                """,
            target: "INSERT INTO page VALUES (1, NULL, 'root', 'two'), (2, 1, 'a', 'old'), (3, NULL, 'twin', 't')"
        ) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 4)
            #expect(
                try DatabasePair.lines(paths, in: pair.target) == [
                    "root:one", "root:one/a:x", "root:two", "root:two/a:old", "root:two/a:old/a:z", "twin:t", "twin:t",
                ])
            #expect(try pair.load(archive).totals.inserted == 0)
            #expect(try pair.load(archive, [], into: pair.target, .init(mode: .update)).totals.updated == 1)
            #expect(try DatabasePair.lines(paths, in: pair.target) == DatabasePair.lines(paths, in: pair.source))
        }
    }

    @Test func `a merge knows rows by content where one of three sides shares a key`() async throws {
        let base = """
            INSERT INTO part VALUES (1, NULL, 'bolt', 3), (2, NULL, 'pin', 1), (3, 'm', 'nut', 1);
            INSERT INTO use (label, part_id) VALUES ('a', 1), ('b', 2)
            """
        try await DatabasePair.with(schema: schema, source: base) { pair in
            let before = try pair.export().path
            try pair.load(before)
            try DatabasePair.run(
                """
                INSERT INTO part VALUES (9, NULL, 'bolt', 4); UPDATE use SET part_id = 9 WHERE label = 'a';
                UPDATE part SET size = 8 WHERE name = 'nut'
                """, in: pair.source)
            try DatabasePair.run("UPDATE use SET spare = '{}' WHERE label = 'a'", in: pair.target)
            let after = try pair.export().path
            try pair.load(after, [], into: pair.target, .init(mode: .update), base: before)
            #expect(try DatabasePair.lines(parts, in: pair.target) == DatabasePair.lines(parts, in: pair.source))
            #expect(
                try DatabasePair.lines(
                    "SELECT label, size, spare FROM use u JOIN part p ON p.id = part_id ORDER BY 1", in: pair.target)
                    == ["a|4|{}", "b|1|∅"])
            let again = try pair.load(after, [], into: pair.target, .init(mode: .update), base: before)
            #expect(again.totals.inserted + again.totals.updated == 0)
        }
    }

    @Test func `two archives are compared where one alone has rows that share a key`() async throws {
        let rows =
            "INSERT INTO part VALUES (1, NULL, 'bolt', 3), (2, 'm', 'nut', 1); INSERT INTO log (part_id) VALUES (1)"
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let before = try pair.export().path
            try DatabasePair.run(
                "INSERT INTO part VALUES (3, NULL, 'bolt', 4); INSERT INTO log (part_id) VALUES (3)", in: pair.source)
            let after = try pair.export().path
            let session = try Session(pair.target)
            for (a, b, alone) in [(before, after, (0, 1)), (after, before, (1, 0))] {
                let found = try Comparer(modules: []).archives(
                    NamedArchive(try ArchiveReader(from: .file(a)), named: "a"),
                    NamedArchive(try ArchiveReader(from: .file(b)), named: "b"), on: session)
                // Nothing is in the third.
                #expect(found.tables.map(\.table).sorted() == ["log", "part", "use"])
                for table in found.tables where table.table != "use" {
                    #expect(table.onlyInA == alone.0 && table.onlyInB == alone.1, "\(table)")
                    #expect(table.different == 0 && table.equal > 0, "\(table)")
                }
            }
        }
    }
}
