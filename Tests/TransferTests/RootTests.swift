import Archive
import Diagnostics
import Exporting
import Foundation
import Index
import Planning
import PostgreSQL
import SystemPackage
import TableKit
import Testing

/// The export of one root's data on schemas of every shape.
@Suite struct RootTests {
    private func root(_ text: String, _ needed: NeededRows = .travel) throws -> RowSelection {
        RowSelection(root: try RowKey(parsing: text), neededRows: needed)
    }

    @Test func `rows of circles and references to oneself come once each`() async throws {
        let schema = """
            CREATE TABLE teams (id serial PRIMARY KEY, name text UNIQUE NOT NULL, captain int, rival int REFERENCES teams);
            CREATE TABLE players (id serial PRIMARY KEY, name text UNIQUE NOT NULL, team int REFERENCES teams,
                mentor int REFERENCES players);
            ALTER TABLE teams ADD FOREIGN KEY (captain) REFERENCES players;
            """
        let rows = """
            INSERT INTO teams (id, name) VALUES (1, 'red'), (2, 'blue'), (3, 'green');
            INSERT INTO players (id, name, team, mentor) VALUES
                (1, 'Anna', 1, 1), (2, 'Bert', 2, 3), (3, 'Carl', 2, 2), (4, 'Dora', 3, NULL);
            UPDATE teams SET captain = id, rival = 3 - id WHERE id < 3;
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            #expect(try pair.counts(of: "teams=red") == "players 3, teams 2")
            let archive = try pair.exportPart(root("teams=red")).path
            #expect(try pair.load(archive).totals.inserted == 5)
            #expect(
                try DatabasePair.lines("SELECT name FROM players ORDER BY 1", in: pair.target) == [
                    "Anna", "Bert", "Carl",
                ])
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }

    private static let shop = """
        CREATE TABLE countries (code text PRIMARY KEY);
        CREATE TABLE customers (id serial PRIMARY KEY, mail text UNIQUE NOT NULL, country text REFERENCES countries);
        CREATE TABLE products (id serial PRIMARY KEY, shop text, sku text, UNIQUE (shop, sku));
        CREATE TABLE orders (id serial PRIMARY KEY, number text UNIQUE, customer int NOT NULL REFERENCES customers,
            paid_by int REFERENCES customers);
        CREATE TABLE order_items (order_id int REFERENCES orders, shop text, sku text, PRIMARY KEY (order_id, shop, sku),
            FOREIGN KEY (shop, sku) REFERENCES products (shop, sku));
        """
    private static let shopRows = """
        INSERT INTO countries VALUES ('de'), ('at'), ('ch');
        INSERT INTO customers (mail, country) VALUES ('a@x', 'de'), ('b@x', 'at'), ('c,d@x', 'ch');
        INSERT INTO products (shop, sku) VALUES ('s', '1'), ('s', '2'), ('t', '1');
        INSERT INTO orders (number, customer, paid_by) VALUES ('o1', 1, 2), ('o2', 1, NULL), ('o3', 2, 1);
        INSERT INTO order_items VALUES (1, 's', '1'), (2, 's', '1'), (3, 't', '1');
        """

    @Test func `with no module at all, rows belong to what they cannot be without`() async throws {
        try await DatabasePair.with(schema: RootTests.shop, source: RootTests.shopRows) { pair in
            let found = try pair.counts(of: "customers=a@x")
            #expect(found == "countries 2, customers 2, order_items 2, orders 2, products 1")
            let archive = try pair.exportPart(root("customers=a@x"))
            #expect(archive.report.problems == [])
            let report = try pair.load(archive.path)
            #expect(report.totals.inserted == 9)
            #expect(report.problems == [])
        }
    }

    @Test func `tables that stay at home are passed through on the way down, and not followed up`() async throws {
        try await DatabasePair.with(schema: RootTests.shop, source: RootTests.shopRows) { pair in
            let found = try pair.counts(of: "customers=a@x", tables: ["order_items", "orders"])
            #expect(found == "order_items 2, orders 2")
            let keyed = try pair.counts(of: "orders=o1", tables: ["order_items", "products"])
            #expect(keyed == "order_items 1, products 1")
        }
    }

    @Test func `a declared owner counts, and nothing else then`() async throws {
        let handler = TestHandler("orders", key: ["number"]) { $0.belongsTo = .via("paid_by", to: "customers") }
        try await DatabasePair.with(schema: RootTests.shop, source: RootTests.shopRows) { pair in
            let found = try pair.counts(of: "customers=b@x", [handler], keys: true)
            #expect(found == "customers 1, order_items 1, orders 1")
        }
    }

    @Test func `a junction belongs to the first reference of its key`() async throws {
        let schema = """
            CREATE TABLE users (id serial PRIMARY KEY, name text UNIQUE NOT NULL);
            CREATE TABLE groups (id serial PRIMARY KEY, name text UNIQUE NOT NULL);
            CREATE TABLE members (group_id int REFERENCES groups, user_id int REFERENCES users, PRIMARY KEY (group_id, user_id));
            """
        let rows = """
            INSERT INTO users (name) VALUES ('a'), ('b'); INSERT INTO groups (name) VALUES ('g'), ('h');
            INSERT INTO members VALUES (1, 1), (1, 2), (2, 2);
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let group = try pair.counts(of: "groups=g")
            #expect(group == "groups 1, members 2, users 2")
            #expect(try pair.counts(of: "users=b") == "users 1")
            let declared = TestHandler("members", key: ["user_id", "group_id"]) { $0.kind = .junction }
            #expect(try pair.counts(of: "users=b", [declared]) == "groups 2, members 2, users 1")
        }
    }

    @Test func `ids in arrays, JSON, composites and texts, and polymorphic ones, are followed`() async throws {
        let schema = """
            CREATE TYPE crate AS (kind text, item int, others int[]);
            CREATE TABLE items (id serial PRIMARY KEY, name text UNIQUE NOT NULL);
            CREATE TABLE lists (id serial PRIMARY KEY, name text UNIQUE NOT NULL, ids int[], doc jsonb, old json, box crate,
                about text, kind text, target text);
            """
        let rows = """
            INSERT INTO items (id, name) SELECT k, 'item' || k FROM generate_series(1, 40) k;
            INSERT INTO lists (id, name) VALUES (77, 'other');
            INSERT INTO lists (name, ids, doc, old, box, about, kind, target) VALUES ('l', '{1,2,NULL,2}',
                '{"blocks": [{"image": {"id": 3}}, {"text": "no image"}, 5, {"image": {"id": "4"}}, {"image": {"id": null}}]}',
                '[5, "6", null]', ROW('x', 8, '{9,10}')::crate, 'item:11 and item:12, items:13', 'list', '77');
            """
        let lists = TestHandler("lists", key: ["name"]) {
            $0.references = [
                .array("ids", to: "items"), .json("doc", at: "blocks[*].image.id", to: "items"),
                .json("old", at: "[*]", to: "items"), .field("box", "item", to: "items"),
                .field("box", "others[*]", to: "items"), .text("about", after: "item:", to: "items"),
                .polymorphic("target", typedBy: "kind", ["list": "lists", "item": "items"]),
            ]
        }
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.exportPart(root("lists=l"), [lists])
            #expect(
                try pair.lines(of: "items", in: archive.path).sorted()
                    == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12].map { "item\($0)" }.sorted())
            #expect(try pair.load(archive.path, [lists]).totals.inserted == 13)
        }
    }

    @Test func `the key of a row is written with commas, as JSON, or as it stands`() async throws {
        let schema = """
            CREATE TABLE words (lang text, word text, PRIMARY KEY (lang, word));
            CREATE TABLE pages (id serial PRIMARY KEY, lang text, word text, type int, UNIQUE (lang, word, type),
                FOREIGN KEY (lang, word) REFERENCES words);
            """
        let rows = """
            INSERT INTO words VALUES ('de', 'ja'), ('de', 'ja,nein'), ('[', '"');
            INSERT INTO pages (lang, word, type) VALUES ('de', 'ja', 7), ('de', 'ja,nein', NULL);
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            for key in ["words=de,ja", #"words=["de","ja,nein"]"#, #"public.words=["[","\""]"#] {
                let found = try pair.counts(of: key, tables: ["words"])
                #expect(found == "words 1", "\(key)")
            }
            for key in ["pages=de,ja,7", #"pages=[["de","ja"],7]"#, #"pages=["de","ja,nein",null]"#] {
                #expect(try pair.counts(of: key) == "pages 1, words 1", "\(key)")
            }
        }
    }

    @Test func `a root that is none is refused with what to do`() async throws {
        let schema = RootTests.shop + "CREATE TABLE log (id serial PRIMARY KEY, line text); CREATE TABLE odd (k text);"
        let odd = TestHandler("odd", key: ["k"])
        try await DatabasePair.with(schema: schema, source: "INSERT INTO odd VALUES ('x'), ('x');") { pair in
            let cases: [(String, Failure.Code, String)] = [
                ("nothing=x", .usage, "none of the tables"), ("customers=nobody", .failed, "no row of \"customers\""),
                ("products=a", .usage, "2 values"), ("products=[", .usage, "key of products"),
                ("log=1", .usage, "no natural key"), ("odd=x", .failed, "2 rows"), ("customers", .usage, "TABLE=KEY"),
            ]
            for (text, code, words) in cases {
                let failure = try #require(failure { _ = try pair.exportPart(root(text), [odd]) }, "\(text)")
                #expect(failure.code == code, "\(failure)")
                #expect("\(failure)".contains(words), "\(failure)")
            }
        }
    }

    @Test func `with keys a row without key stays behind as a value, and the report says so`() async throws {
        let schema = """
            CREATE TABLE notes (id serial PRIMARY KEY, line text);
            CREATE TABLE books (id serial PRIMARY KEY, title text UNIQUE NOT NULL, note int NOT NULL REFERENCES notes,
                more int[]);
            """
        let rows = """
            INSERT INTO notes (id, line) VALUES (4, 'a'), (5, 'b'), (6, 'c');
            INSERT INTO books (title, note, more) VALUES ('x', 5, '{4,5}'), ('y', 6, '{}');
            """
        let books = TestHandler("books", key: ["title"]) { $0.references = [.array("more", to: "notes")] }
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let keys = try pair.exportPart(root("books=x", .stay), [books])
            #expect(keys.report.totals.rows == 1)
            #expect(keys.report.problems.map(\.column) == ["note", "more", "more"])
            #expect(keys.report.problems.allSatisfy { $0.remedy?.contains("--references rows") == true })
            #expect(try pair.lines(of: "books", in: keys.path) == [#"x,,5,"[{""!"": 4}, {""!"": 5}]""#])
            let refused = failure { _ = try pair.load(keys.path, [books]) }
            #expect(refused?.code == .failed)

            let rows = try pair.exportPart(root("books=x"), [books])
            #expect(rows.report.problems == [])
            #expect(try pair.lines(of: "notes", in: rows.path) == ["1,a", "2,b"])
            #expect(try pair.load(rows.path, [books]).totals.inserted == 3)
        }
    }

    @Test func `with keys the chosen rows alone arrive where the others are`() async throws {
        let there = """
            INSERT INTO countries VALUES ('at'), ('de');
            INSERT INTO customers (mail, country) VALUES ('b@x', 'at'), ('a@x', 'de');
            INSERT INTO products (shop, sku) VALUES ('t', '1'), ('s', '1');
            """
        try await DatabasePair.with(schema: RootTests.shop, source: RootTests.shopRows, target: there) { pair in
            let archive = try pair.exportPart(root("customers=a@x", .stay))
            #expect(archive.report.problems == [])
            let report = try pair.load(archive.path)
            #expect(report.tables.filter { $0.inserted > 0 }.map(\.table).sorted() == ["order_items", "orders"])
            let orders = """
                SELECT number, c.mail, p.mail, sku FROM orders o JOIN customers c ON c.id = o.customer
                LEFT JOIN customers p ON p.id = o.paid_by JOIN order_items i ON i.order_id = o.id ORDER BY 1
                """
            #expect(try DatabasePair.lines(orders, in: pair.target) == ["o1|a@x|b@x|1", "o2|a@x|∅|1"])
        }
    }

    @Test func `with keys a reference to a row that the target lacks is missing`() async throws {
        try await DatabasePair.with(schema: RootTests.shop, source: RootTests.shopRows) { pair in
            let archive = try pair.exportPart(root("orders=o2", .stay)).path
            let refused = try #require(failure { _ = try pair.load(archive) })
            #expect(refused.problems.map(\.kind).contains(.missingReference))
        }
    }

    @Test func `rows of partitions are taken from the partition where they are`() async throws {
        let schema = """
            CREATE TABLE halls (name text PRIMARY KEY);
            CREATE TABLE shows (hall text NOT NULL REFERENCES halls, day date, PRIMARY KEY (hall, day)) PARTITION BY RANGE (day);
            CREATE TABLE shows_old PARTITION OF shows FOR VALUES FROM ('2000-01-01') TO ('2020-01-01');
            CREATE TABLE shows_new PARTITION OF shows FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
            """
        let rows = """
            INSERT INTO halls VALUES ('a'), ('b');
            INSERT INTO shows VALUES ('b', '2010-01-01'), ('a', '2011-01-01'), ('a', '2021-01-01'), ('b', '2022-01-01');
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.exportPart(root("halls=a"), tables: ["halls", "shows"]).path
            #expect(try pair.lines(of: "shows", in: archive) == ["a,2011-01-01", "a,2021-01-01"])
        }
    }

    @Test func `a large table is not read to its end for a few rows of it`() async throws {
        let schema = """
            CREATE TABLE owners (id serial PRIMARY KEY, name text UNIQUE NOT NULL);
            CREATE TABLE things (id serial PRIMARY KEY, code text UNIQUE NOT NULL, owner int NOT NULL REFERENCES owners,
                friend int REFERENCES things, friends int[]);
            CREATE INDEX ON things (owner);
            """
        let rows = """
            INSERT INTO owners (name) SELECT 'o' || k FROM generate_series(1, 2000) k;
            INSERT INTO things (code, owner, friend, friends)
                SELECT 't' || k, 1 + k % 2000, CASE WHEN k > 5000 THEN k - 5000 END, ARRAY[(k * 7) % 5000 + 1]
                FROM generate_series(1, 20000) k;
            ANALYZE;
            """
        let things = TestHandler("things", key: ["code"]) {
            $0.references = [.array("friends", to: "things")]
            $0.belongsTo = .via("owner", to: "owners")
        }
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let (exporter, connection) = try pair.exporter(root("owners=o7"), [things])
            let read = "SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'things'"
            let before = try DatabasePair.lines(read, in: pair.source)
            let report = try exporter.run(
                .init(to: .file(pair.folder.appending("few.tar.zst")), compression: .zstd)
            ).report
            #expect((20..<2000).contains(report.totals.rows))
            if connection.serverVersion >= 150_000 {
                try connection.run("SELECT pg_stat_force_next_flush()")
                try connection.run("SELECT 1")
                #expect(try DatabasePair.lines(read, in: pair.source) == before)
            }
        }
    }

    @Test func `the index says which rows were chosen, and only then that tables are not whole`() async throws {
        try await DatabasePair.with(schema: RootTests.shop, source: RootTests.shopRows) { pair in
            func index(_ path: FilePath) throws -> ArchiveIndex {
                try ArchiveIndex(parsing: ArchiveReader(from: .file(path)).index())
            }
            let whole = try index(pair.export().path)
            #expect(whole.selection == nil)
            #expect(whole.holdsWholeTables)
            var selection = try root("customers=a@x", .stay)
            selection.since = Date(timeIntervalSince1970: 1_793_491_200)
            let part = try index(pair.exportPart(selection).path)
            #expect(part.selection?.root == "customers=a@x")
            #expect(part.selection?.references == .stay)
            #expect(part.selection?.since == "2026-11-01T00:00:00.000Z")
            #expect(!part.holdsWholeTables)
            #expect(try ArchiveIndex(parsing: part.json.bytes(pretty: true)) == part)
            let old = String(decoding: whole.json.bytes(pretty: true), as: UTF8.self)
                .replacing("  \"selection\": null,\n", with: "")
            #expect(!old.contains("selection"))
            #expect(try ArchiveIndex(parsing: Array(old.utf8)) == whole)
        }
    }
}
