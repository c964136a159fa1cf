import Diagnostics
import PostgreSQL
import TableKit
import Testing

/// Natural keys with a reference to the table itself, or that lead back over others: a row is found level by level.
@Suite struct TreeTests {
    private let schema = """
        CREATE TABLE page (id serial PRIMARY KEY, parent_id int REFERENCES page, slug text NOT NULL, title text,
            UNIQUE (parent_id, slug));
        CREATE TABLE link (id serial PRIMARY KEY, page_id int NOT NULL REFERENCES page, label text NOT NULL, seen int,
            UNIQUE (page_id, label))
        """
    private let rows = """
        INSERT INTO page VALUES (9, NULL, 'root', 'r'), (8, 9, 'a', 'ra'), (7, 9, 'b', 'rb'), (6, 8, 'a', 'raa'),
            (5, 7, 'a', 'rba'), (4, NULL, 'a', 'other root');
        INSERT INTO link (page_id, label) VALUES (6, 'x'), (5, 'x'), (9, 'y');
        """
    private let paths = """
        WITH RECURSIVE t AS (SELECT id, slug AS path, title FROM page WHERE parent_id IS NULL UNION ALL
        SELECT p.id, t.path || '/' || p.slug, p.title FROM page p JOIN t ON p.parent_id = t.id)
        SELECT t.path, t.title, l.label, l.seen FROM t LEFT JOIN link l ON l.page_id = t.id ORDER BY 1, 3
        """

    @Test func `a tree lands on the tree that is there`() async throws {
        let there = "INSERT INTO page VALUES (1, NULL, 'root', 'kept'), (2, 1, 'b', 'kept'), (3, 1, 'own', 'own')"
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let archive = try pair.export().path
            let report = try pair.load(archive)
            #expect(report.totals.inserted == 7)
            #expect(report.totals.skipped == 2)
            #expect(
                try DatabasePair.lines(paths, in: pair.target) == [
                    "a|other root|∅|∅", "root|kept|y|∅", "root/a|ra|∅|∅", "root/a/a|raa|x|∅", "root/b|kept|∅|∅",
                    "root/b/a|rba|x|∅", "root/own|own|∅|∅",
                ])
            #expect(try pair.load(archive).totals.inserted == 0)
            #expect(try pair.load(archive, into: pair.source).totals.inserted == 0)
        }
    }

    @Test func `a row of a tree is updated, and one that was moved is another row`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            try pair.load(pair.export().path)
            try DatabasePair.run(
                """
                UPDATE page SET title = 'new' WHERE id IN (9, 6); UPDATE link SET seen = 3 WHERE page_id = 6;
                UPDATE page SET parent_id = 4 WHERE id = 5
                """, in: pair.source)
            let archive = try pair.export().path
            let report = try pair.load(archive, [], into: pair.target, .init(mode: .update))
            #expect(report.totals.updated == 3)
            #expect(report.totals.inserted == 2)
            let again = try pair.load(archive, [], into: pair.target, .init(mode: .update))
            #expect(again.totals.updated + again.totals.inserted == 0)
            #expect(
                try DatabasePair.lines(paths, in: pair.target) == [
                    "a|other root|∅|∅", "a/a|rba|x|∅", "root|new|y|∅", "root/a|ra|∅|∅", "root/a/a|new|x|3",
                    "root/b|rb|∅|∅", "root/b/a|rba|x|∅",
                ])
        }
    }

    @Test func `rows of one name below equal roots stop an export and an import`() async throws {
        let equal = "INSERT INTO page VALUES (1, NULL, 'root'), (2, NULL, 'root'), (3, 1, 'a'), (4, 2, 'a')"
        try await DatabasePair.with(schema: schema, source: rows, target: equal) { pair in
            let archive = try pair.export().path
            let refused = #expect(throws: Failure.self) { try pair.load(archive) }
            #expect(refused?.problems.map(\.key) == ["slug=a"])
            #expect(refused?.problems.map(\.message) == ["2 rows of the target share this natural key"])
            let export = #expect(throws: Failure.self) { try pair.export(from: pair.target) }
            #expect(export?.problems.map(\.message) == ["2 rows of the source share this natural key"])
        }
    }

    @Test func `a key may lead back over other tables`() async throws {
        let schema = """
            CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL, volume_id int);
            CREATE TABLE volume (id serial PRIMARY KEY, name text NOT NULL, folder_id int REFERENCES folder, note text,
                UNIQUE (folder_id, name));
            ALTER TABLE folder ADD FOREIGN KEY (volume_id) REFERENCES volume, ADD UNIQUE (volume_id, name)
            """
        let rows = """
            INSERT INTO folder VALUES (1, 'top', NULL); INSERT INTO volume VALUES (1, 'v', 1), (2, 'w', 1);
            INSERT INTO folder VALUES (2, 'f', 1), (3, 'f', 2); INSERT INTO volume VALUES (3, 'v', 2), (4, 'v', 3)
            """
        let all = """
            SELECT v.name, f.name, w.name, g.name, v.note FROM volume v JOIN folder f ON f.id = v.folder_id
            LEFT JOIN volume w ON w.id = f.volume_id LEFT JOIN folder g ON g.id = w.folder_id ORDER BY 1, 2, 3
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            #expect(try pair.load(pair.export().path).totals.inserted == 7)
            try DatabasePair.run("UPDATE volume SET note = 'deep' WHERE id = 4", in: pair.source)
            let archive = try pair.export().path
            let report = try pair.load(archive, [], into: pair.target, .init(mode: .update))
            #expect(report.totals.updated == 1)
            #expect(report.totals.inserted == 0)
            #expect(try DatabasePair.lines(all, in: pair.target) == DatabasePair.lines(all, in: pair.source))
        }
    }

    @Test func `a merge takes what each side changed in a row of a tree`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let base = try pair.export().path
            try pair.load(base)
            try DatabasePair.run("UPDATE page SET title = 'theirs' WHERE id = 6", in: pair.source)
            try DatabasePair.run("UPDATE page SET title = 'ours' WHERE title = 'rba'", in: pair.target)
            let archive = try pair.export().path
            let report = try pair.load(archive, [], into: pair.target, .init(mode: .update), base: base)
            #expect(report.totals.updated == 1)
            #expect(
                try DatabasePair.lines("SELECT title FROM page WHERE slug = 'a' ORDER BY 1", in: pair.target) == [
                    "other root", "ours", "ra", "theirs",
                ])
            try DatabasePair.run("UPDATE page SET title = 'both' WHERE title = 'theirs'", in: pair.target)
            let conflict = #expect(throws: Failure.self) {
                try DatabasePair.run("UPDATE page SET title = 'again' WHERE id = 6", in: pair.source)
                try pair.load(pair.export().path, [], into: pair.target, .init(mode: .update), base: archive)
            }
            #expect(conflict?.code == .conflicts)
        }
    }
}
