import Archive
import Catalogue
import CatalogueReading
import Comparing
import Declarations
import Diagnostics
import Exporting
import Foundation
import Importing
import Index
import Planning
import PostgreSQL
import Reports
import Rows
import SystemPackage
import TableKit
import Testing

/// Rows of trees are shown, named and decided by the keys from the root down.
@Suite struct TreeKeyTests {
    private let schema = """
        CREATE TABLE page (id serial PRIMARY KEY, parent_id int REFERENCES page, slug text NOT NULL, title text,
            UNIQUE (parent_id, slug));
        CREATE TABLE link (id serial PRIMARY KEY, page_id int NOT NULL REFERENCES page, label text NOT NULL, seen int,
            see_id int REFERENCES page, UNIQUE (page_id, label))
        """
    private let rows = """
        INSERT INTO page VALUES (9, NULL, 'root', 'r'), (8, 9, 'a', 'ra'), (7, 9, 'b,c', 'rb'), (6, 8, 'a', 'raa');
        INSERT INTO link (page_id, label, see_id) VALUES (6, 'x', 8), (9, 'y', NULL);
        """

    private func changes(_ pair: DatabasePair, _ archive: FilePath, _ options: LoadOptions) throws -> [String] {
        var found: [String] = []
        _ = try pair.load(
            archive, [], into: pair.target, options,
            observer: .init(change: { change in
                let values = change.column.map { " \($0): \(change.old ?? "∅") → \(change.new ?? "∅")" } ?? ""
                found.append("\(change.kind) \(change.table) \(change.readableKey ?? "∅")\(values)")
            }))
        return found.sorted()
    }

    @Test func `changes show the way from the root down`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            #expect(
                try changes(pair, pair.export().path, .init()) == [
                    "insert link ((root), y)", "insert link ((root, a, a), x)", "insert page (root)",
                    "insert page (root, a)", "insert page (root, a, a)", "insert page (root, b,c)",
                ])
            try DatabasePair.run(
                """
                UPDATE page SET title = 'new' WHERE id = 6; UPDATE link SET see_id = 7 WHERE label = 'x';
                INSERT INTO page VALUES (3, 6, 'deep', 'd')
                """, in: pair.source)
            #expect(
                try changes(pair, pair.export().path, .init(mode: .update)) == [
                    "insert page (root, a, a, deep)",
                    #"update link ((root, a, a), x) see_id: ["root", "a"] → ["root", "b,c"]"#,
                    "update page (root, a, a) title: raa → new",
                ])
        }
    }

    @Test func `conflicts name rows of trees, and decisions find them when the tree has grown`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let base = try pair.export().path
            try pair.load(base)
            try DatabasePair.run(
                "UPDATE page SET title = 'theirs' WHERE id = 6; UPDATE link SET see_id = 7 WHERE label = 'x'",
                in: pair.source)
            try DatabasePair.run(
                """
                UPDATE page SET title = 'ours' WHERE title = 'raa';
                UPDATE link SET see_id = (SELECT id FROM page WHERE slug = 'root') WHERE label = 'x'
                """, in: pair.target)
            let archive = try pair.export().path
            var options = LoadOptions(mode: .update)
            let file = pair.folder.appending("conflicts.csv")
            options.conflictsFile = file
            #expect(throws: Failure.self) { try pair.load(archive, [], into: pair.target, options, base: base) }
            let text = try String(contentsOfFile: file.string, encoding: .utf8)
            #expect(
                text == #"""
                    table,key,column,base,target,archive,decision
                    page,"[""root"", ""a"", ""a""]",title,raa,ours,theirs,
                    link,"[[""root"", ""a"", ""a""], ""x""]",see_id,"[""root"", ""a""]","[""root""]","[""root"", ""b,c""]",

                    """#)
            let decided = text.replacing(",theirs,\n", with: ",theirs,archive\n")
                .replacing("b,c\"\"]\",\n", with: "b,c\"\"]\",target\n")
            try decided.write(toFile: file.string, atomically: true, encoding: .utf8)
            // One level more: the marks of all rows are others now.
            try DatabasePair.run(
                """
                INSERT INTO page (parent_id, slug) SELECT id, 'below' FROM page WHERE title = 'ours';
                INSERT INTO page (parent_id, slug) SELECT id, 'deeper' FROM page WHERE slug = 'below'
                """, in: pair.target)
            options.conflictsFile = nil
            options.decisionsFile = file
            let report = try pair.load(archive, [], into: pair.target, options, base: base)
            #expect(report.totals.updated == 1)
            #expect(
                try DatabasePair.lines(
                    """
                    SELECT p.title, s.slug FROM link l JOIN page p ON p.id = page_id JOIN page s ON s.id = see_id
                    """, in: pair.target) == ["theirs|root"])
        }
    }

    @Test func `rows of trees that the target refuses are named`() async throws {
        try await DatabasePair.with(
            source: schema + ";" + rows,
            target: schema + "; ALTER TABLE page ADD CHECK (title <> 'raa'); ALTER TABLE page ADD CHECK (slug <> 'b,c')"
        ) { pair in
            let refused = try #require(throws: Failure.self) { try pair.load(pair.export().path) }
            #expect(refused.problems.compactMap(\.key).sorted() == ["(root, a, a)", "(root, b,c)"])
        }
    }

    @Test func `a row deleted in a tree is named, on either side`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let base = try pair.export().path
            try pair.load(base)
            try DatabasePair.run("DELETE FROM page WHERE slug = 'b,c'", in: pair.source)
            try DatabasePair.run("DELETE FROM link WHERE label = 'y'", in: pair.target)
            let archive = try pair.export().path
            let report = try pair.load(archive, [], into: pair.target, .init(mode: .update), base: base)
            #expect(report.problems.map(\.key) == ["page_id=(root), label=y", "(root, b,c)"])
        }
    }

    @Test func `a tree's root of an export is named by its keys from the top`() async throws {
        let schema = """
            CREATE TABLE page (id serial PRIMARY KEY, parent_id int REFERENCES page, slug varchar(20) NOT NULL, title text,
                UNIQUE (parent_id, slug));
            CREATE TABLE link (id serial PRIMARY KEY, page_id int NOT NULL REFERENCES page, label text NOT NULL,
                UNIQUE (page_id, label))
            """
        let rows = """
            INSERT INTO page VALUES (9, NULL, 'root', 'r'), (8, 9, 'a', 'ra'), (7, 9, 'b,c', 'rb'), (6, 8, 'a', 'raa');
            INSERT INTO link (page_id, label) VALUES (6, 'x'), (9, 'y'), (8, 'z');
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            func links(_ key: String) throws -> [String] {
                let (path, _) = try part(pair, key)
                return try pair.rows(of: "link", in: path).split(separator: "\n").dropFirst().map {
                    String($0.suffix(1))
                }
            }
            #expect(try links("root") == ["y"])
            #expect(try links("root,a") == ["z"])
            #expect(try links("root,a,a") == ["x"])
            #expect(try links(#"["root","b,c"]"#) == [])
            let none = try #require(throws: Failure.self) { try links("a") }
            #expect(none.cause == "no row of \"page\" has parent_id, slug = a")
            let connection = try Session(pair.source)
            let exporter = exporter(connection, "root,a")
            let explained = try exporter.explain(RowKey(parsing: #"page=["root"]"#))
            #expect(explained.path.map(\.row) == ["page=root,a", "page=root"])
            // The part arrives with the rows above it.
            #expect(try pair.load(part(pair, "root,a,a").0).totals.inserted == 4)
        }
    }

    private func exporter(_ connection: Session, _ key: String) -> Exporter {
        var request = ExportRequest(modules: [])
        request.all = true
        request.root = "page=\(key)"
        return Exporter(request, on: connection)
    }

    private func part(_ pair: DatabasePair, _ key: String) throws -> (FilePath, Report) {
        let connection = try Session(pair.source)
        let path = pair.folder.appending("part-\(UUID().uuidString).tar.zst")
        let result = try exporter(connection, key).run(.init(to: .file(path), compression: .zstd))
        return (path, result.report)
    }

    @Test func `masked keys of a tree keep the tree, and two rows under one mask are refused`() async throws {
        let key = try MaskKey("0123456789abcdef0123")
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let masked = TestHandler("page", key: ["parent_id", "slug"]) { $0.masks = [Mask("slug", .hash)] }
            let archive = try pair.export([masked], maskKey: key).path
            #expect(try !pair.rows(of: "page", in: archive).contains("root"))
            #expect(try pair.load(archive).totals.inserted == 6)
            #expect(try pair.load(archive).totals.inserted == 0)
            #expect(
                try DatabasePair.lines(
                    "SELECT p.title, a.title FROM page p LEFT JOIN page a ON a.id = p.parent_id ORDER BY 1",
                    in: pair.target)
                    == ["r|∅", "ra|r", "raa|ra", "rb|r"])
            let same = TestHandler("page", key: ["parent_id", "slug"]) { $0.masks = [Mask("slug", .constant("x"))] }
            let refused = #expect(throws: Failure.self) { try pair.export([same], maskKey: key) }
            #expect(refused?.problems.first?.message.hasSuffix("share this natural key") == true)
        }
    }

    @Test func `a COALESCE around the parent is a key that takes NULL for a value`() async throws {
        let schema = """
            CREATE TABLE category (id serial PRIMARY KEY, name varchar NOT NULL, parent int REFERENCES category, made timestamp,
                EXCLUDE USING btree (name WITH =, COALESCE(parent, -1) WITH =));
            CREATE TABLE item (id serial PRIMARY KEY, code text NOT NULL, "group" text, n int);
            CREATE UNIQUE INDEX ON item (code, COALESCE("group", ''))
            """
        let rows = """
            INSERT INTO category VALUES (1, 'Art', NULL, '2026-01-01'), (2, 'Film', 1, '2026-01-02');
            INSERT INTO item (code, "group", n) VALUES ('x', NULL, 1), ('x', 'g', 2)
            """
        let there = """
            INSERT INTO category VALUES (7, 'Film', NULL, '2020-01-01'), (8, 'Art', NULL, '2020-01-01');
            INSERT INTO item (code, "group", n) VALUES ('x', NULL, 5)
            """
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let archive = try pair.export().path
            let report = try pair.load(archive)
            #expect(report.totals.inserted == 2)
            #expect(try pair.load(archive).totals.inserted == 0)
            #expect(
                try DatabasePair.lines(
                    "SELECT c.name, p.id FROM category c LEFT JOIN category p ON p.id = c.parent ORDER BY 1, 2",
                    in: pair.target)
                    == ["Art|∅", "Film|8", "Film|∅"])
        }
    }

    @Test func `rows that break a partial or an expression's unique index are listed`() async throws {
        let schema = """
            CREATE TABLE t (id serial PRIMARY KEY, code text NOT NULL UNIQUE, mail text, active boolean);
            CREATE UNIQUE INDEX t_mail ON t (lower(mail)); CREATE UNIQUE INDEX t_active ON t (active) WHERE active
            """
        let rows =
            "INSERT INTO t (code, mail, active) VALUES ('a', 'A@x', true), ('b', 'B@x', NULL), ('c', 'C@x', false)"
        let there = "INSERT INTO t (code, mail, active) VALUES ('d', 'b@X', true), ('e', 'other', false)"
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let refused = try #require(throws: Failure.self) { try pair.load(pair.export().path) }
            #expect(
                refused.problems.map { "\($0.key ?? "") \($0.column ?? "")" }.sorted() == [
                    "code=a active", "code=b lower(mail)",
                ])
            #expect(refused.problems.map(\.message).contains { $0.hasSuffix("\"t_active\"") })
        }
    }
}

/// Trees in comparisons: of two databases, of an archive with a database, of two archives.
@Suite struct TreeComparisonTests {
    @Test func `differences of trees are told by the way from the root, wherever they are`() async throws {
        let schema = """
            CREATE TABLE page (id serial PRIMARY KEY, parent_id int REFERENCES page, slug text NOT NULL, title text,
                UNIQUE (parent_id, slug))
            """
        let rows =
            "INSERT INTO page VALUES (9, NULL, 'root', 'r'), (8, 9, 'a', 'ra'), (7, 9, 'b', 'rb'), (6, 8, 'a', 'raa')"
        let there =
            "INSERT INTO page VALUES (1, NULL, 'root', 'r'), (2, 1, 'a', 'other'), (3, 2, 'c', 'rac'), (4, 2, 'a', 'raa')"
        let expected = ["delete page (root, b)", "insert page (root, a, c)", "update page (root, a) title: ra → other"]
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let (a, b) = try (Session(pair.source), Session(pair.target))
            let (left, right) = try (pair.export().path, pair.export(from: pair.target).path)
            func input(_ path: FilePath) throws -> NamedArchive {
                NamedArchive(try ArchiveReader(from: .file(path)), named: path.lastComponent?.string ?? "")
            }
            func found(_ compare: (Comparer) throws -> Comparison) throws -> [String] {
                var found: [String] = []
                let comparer = Comparer(
                    modules: [], selection: Selection(.named(["page"])),
                    observer: .init(change: { change in
                        let values = change.column.map { " \($0): \(change.old ?? "∅") → \(change.new ?? "∅")" } ?? ""
                        found.append("\(change.kind) \(change.table) \(change.readableKey ?? "∅")\(values)")
                    }))
                let comparison = try compare(comparer)
                #expect(!comparison.isEqual)
                return found.sorted()
            }
            var request = ExportRequest(modules: [])
            request.tables = [try #require(TablePattern(parsing: "page"))]
            #expect(
                try found { try $0.databases(a, b, request, exportingTo: pair.folder.appending("x.tar.zst")) }
                    == expected)
            #expect(try found { try $0.database(a, withArchive: input(right)) } == expected)
            #expect(try found { try $0.archive(input(left), withDatabase: b) } == expected)
            #expect(try found { try $0.archives(input(left), input(right), on: a) } == expected)
        }
    }
}
