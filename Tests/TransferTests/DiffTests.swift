import Archive
import Catalogue
import Diagnostics
import Foundation
import Planning
import PostgreSQL
import Sandbox
import SystemPackage
import TableKit
import Testing
import Transfer

/// Comparing two places: what only one has, what differs, and nothing else, whatever the ids are.
@Suite struct DiffTests {
    /// The source is A, the target is B.
    enum Way: CaseIterable {
        case databases, databaseAndArchive, archiveAndDatabase, archives
    }

    struct Found: Equatable {
        var changes: [String] = []
        var totals: [Int] = []
        var notes: [String] = []

        init(_ comparison: Comparison, _ changes: [String]) {
            self.changes = changes
            let sums = comparison.totals
            totals = [sums.onlyInA, sums.onlyInB, sums.different, sums.equal]
            notes = comparison.problems.map(\.description)
        }
    }

    private func diff(
        _ pair: DatabasePair, _ way: Way, reversed: Bool = false, _ handlers: [any TableHandler] = [],
        selection: Selection? = nil, tables: [TableName]? = nil
    ) throws -> Found {
        var changes: [String] = []
        func archive(_ path: FilePath) throws -> Importer.Input {
            Importer.Input(try ArchiveReader(from: .file(path)), named: path.lastComponent?.string ?? "")
        }
        func connect(_ database: Database) throws -> Connection {
            let connection = try Connection(database)
            try connection.pinSettings()
            return connection
        }
        let comparer = Comparer(
            modules: handlers.map { Declaration($0) },
            selection: try way == .databases && selection == nil ? pair.allTables() : selection,
            observer: .init(change: { changes.append($0.line) }))
        let (a, b) = reversed ? (pair.target, pair.source) : (pair.source, pair.target)
        func export(_ database: Database) throws -> Importer.Input {
            try archive(pair.export(handlers, tables: tables, from: database).path)
        }
        let comparison: Comparison
        switch way {
        case .databases:
            comparison = try comparer.databases(
                connect(a), connect(b), exportingTo: pair.folder.appending("\(UUID().uuidString).tar.zst"))
        case .databaseAndArchive: comparison = try comparer.database(connect(a), withArchive: export(b))
        case .archiveAndDatabase: comparison = try comparer.archive(export(a), withDatabase: connect(b))
        case .archives:
            // Any database will do, also one that has the tables.
            comparison = try comparer.archives(export(a), export(b), on: connect(pair.source))
        }
        return Found(comparison, changes)
    }

    private func expect(
        _ pair: DatabasePair, _ changes: [String], equal: Int, _ handlers: [any TableHandler] = [],
        ways: [Way] = Way.allCases, location: SourceLocation = #_sourceLocation
    ) throws {
        let count = { (sign: String) in Set(changes.filter { $0.hasPrefix(sign) }).count }
        let rows = Set(
            changes.filter { $0.hasPrefix("~") }.map { $0.split(separator: ":")[0].split(separator: " ").dropLast() })
        for way in ways {
            let found = try diff(pair, way, handlers)
            #expect(found.changes.sorted() == changes.sorted(), "\(way)", sourceLocation: location)
            #expect(found.totals[2...] == [rows.count, equal], "\(way)", sourceLocation: location)
            let back = try diff(pair, way, reversed: true, handlers)
            #expect(back.changes.sorted() == changes.map(mirrored).sorted(), "\(way)", sourceLocation: location)
            #expect(back.totals == [found.totals[1], found.totals[0], found.totals[2], found.totals[3]], "\(way)")
            #expect(count("-") <= found.totals[0] && count("+") <= found.totals[1], "\(way)", sourceLocation: location)
        }
    }

    private func mirrored(_ line: String) -> String {
        if line.hasPrefix("+") { return "-" + line.dropFirst() }
        if line.hasPrefix("-") { return "+" + line.dropFirst() }
        let parts = line.split(separator: ": ", maxSplits: 1)
        let values = parts[1].components(separatedBy: " → ")
        return "\(parts[0]): \(values[1]) → \(values[0])"
    }

    private static let schema = """
        CREATE TABLE kind (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE person (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, name text, kind_id int REFERENCES kind,
            boss_id int REFERENCES person, score numeric);
        CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE person_tag (person_id int NOT NULL REFERENCES person, tag_id int NOT NULL REFERENCES tag,
            PRIMARY KEY (person_id, tag_id));
        CREATE TABLE remark (id serial PRIMARY KEY, person_id int REFERENCES person, body text)
        """
    private static let rows = """
        INSERT INTO kind (name) VALUES ('actor'), ('author');
        INSERT INTO person (mail, name, kind_id, score) SELECT 'p' || n, 'name ' || n, (SELECT min(id) FROM kind) + n % 2, n FROM generate_series(1, 4) n;
        UPDATE person SET boss_id = (SELECT min(id) FROM person) WHERE mail <> 'p1';
        INSERT INTO tag (name) VALUES ('t1'), ('t2');
        INSERT INTO person_tag SELECT p.id, t.id FROM person p, tag t WHERE p.mail IN ('p1', 'p2');
        INSERT INTO remark (person_id, body) SELECT id, 'hello' FROM person WHERE mail IN ('p1', 'p2');
        """

    @Test func `equal databases with shifted ids are equal`() async throws {
        try await DatabasePair.with(schema: DiffTests.schema, source: DiffTests.rows, target: DiffTests.rows) { pair in
            try expect(pair, [], equal: 14)
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
            try expect(
                pair,
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
            for way in Way.allCases { _ = try diff(pair, way) }
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
            for way in Way.allCases {
                let found = try diff(pair, way)
                #expect(found.totals == [2, 1, 1, 5], "\(way)")
                #expect(found.changes.filter { $0.hasPrefix("~") }.count == 1, "\(way)")
                #expect(found.changes.contains { $0.hasPrefix("~ mark c note_id: ") }, "\(way)")
                #expect(try diff(pair, way, reversed: true).totals == [1, 2, 1, 5], "\(way)")
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
            for way in Way.allCases {
                let (there, back) = (try diff(pair, way), try diff(pair, way, reversed: true))
                #expect(there.totals == [0, 1, 1, 0] && back.totals == [1, 0, 1, 0], "\(way)")
            }
        }
    }

    private static let types = """
        CREATE TYPE mood AS ENUM ('happy', 'sad'); CREATE TYPE size AS (width int, height text);
        CREATE DOMAIN short AS varchar(20);
        CREATE TABLE everything (name text PRIMARY KEY, j json, jb jsonb, x xml, pt point, bx box, ci circle, pl polygon,
            pa path, ls lseg, ln line, iv interval, n numeric(10, 4), f double precision, mo money, m mood, ms mood[], s size,
            ss size[], d short, b bytea, bi bit(3), vb varbit(9), c char(5), v varchar(9), a int[], na numeric[], bs box[],
            r numrange, tr tstzrange, t time(3) with time zone, ts timestamp(3), ts3 timestamptz, u uuid, i inet, ma macaddr8,
            tv tsvector, q "char", nm name, ok boolean, la text[])
        """
    private static let values = """
        INSERT INTO everything VALUES ('x', '{"a": 1}', '{"a": 1}', '<a/>', '(1,2)', '(3,4),(1,2)', '<(1,2),3>', '((0,0),(1,1),(2,0))',
            '[(0,0),(1,1)]', '[(0,0),(1,1)]', '{1,2,3}', '1 day', 1.5, 0.1, 12.5, 'happy', '{happy,sad}', '(1,"a b")',
            ARRAY['(1,a)'::size, '(2,"b,c")'], 'dom', '\\x00ff', '101', '10101', 'ab', 'abc', '{{1,2},{3,NULL}}', '{1.5,2.0}',
            '{(1,1),(0,0);(2,2),(1,1)}', '[1.5,2)', '[2020-01-01,2021-01-01)', '12:00:00.5+02', '2020-01-01 10:00', '2020-01-01 10:00+02',
            '7f1c3f1e-0d0b-4f0e-8b1f-000000000001', '10.0.0.1/8', '08:00:2b:01:02:03:04:05', 'a:1 b:2', 'q', 'nam', true, ARRAY['a,b', '"', NULL]);
        """

    @Test func `values of every type are equal to themselves`() async throws {
        try await DatabasePair.with(schema: DiffTests.types, source: DiffTests.values, target: DiffTests.values) {
            pair in
            try expect(pair, [], equal: 1)
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
            let found = try diff(pair, .databases)
            #expect(found.totals == [0, 0, 1, 1])
            #expect(found.changes.count == 1)
        }
    }

    @Test func `values of every type differ where somebody could tell them apart`() async throws {
        let changes = [
            "j": "'{\"a\":1}'", "jb": "'{\"a\": 2}'", "x": "'<a></a>'", "pt": "'(1,3)'", "bx": "'(3,5),(1,3)'",
            "ci": "'<(2,1),3>'", "pl": "'((0,0),(1,1),(2,1))'", "pa": "'((0,0),(1,1))'", "ls": "'[(0,0),(1,2)]'",
            "ln": "'{1,2,4}'", "iv": "'24 hours'", "n": "1.6", "f": "0.2", "mo": "12.6", "m": "'sad'", "ms": "'{sad}'",
            "s": "'(1,\"a c\")'", "ss": "ARRAY['(1,a)'::size]", "d": "'Dom'", "b": "'\\x00fe'", "bi": "'100'",
            "vb": "'1010'", "c": "'aB'", "v": "'abd'", "a": "'{1,2,3,NULL}'", "na": "'{1.5,2.1}'",
            "bs": "'{(1,1),(0,0)}'", "r": "'[1.5,2]'", "tr": "'[2020-01-01,2022-01-01)'", "t": "'12:00:00.5+03'",
            "ts": "'2020-01-01 10:01'", "ts3": "'2020-01-01 10:01+02'", "u": "'7f1c3f1e-0d0b-4f0e-8b1f-000000000002'",
            "i": "'10.0.0.2/8'", "ma": "'08:00:2b:01:02:03:04:06'", "tv": "'a:1'", "q": "'r'", "nm": "'nan'",
            "ok": "NULL",
            "la": "ARRAY['a', 'b', '\"', NULL]",
        ]
        let update = changes.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        try await DatabasePair.with(
            schema: DiffTests.types, source: DiffTests.values,
            target: DiffTests.values + "UPDATE everything SET \(update)"
        ) { pair in
            for way in Way.allCases {
                let columns = try diff(pair, way).changes.map {
                    $0.split(separator: ":")[0].split(separator: " ").last ?? ""
                }
                #expect(columns.map(String.init).sorted() == changes.keys.sorted(), "\(way)")
            }
        }
    }

    @Test func `numbers, jsonb and ranges are compared by value`() async throws {
        let other = """
            UPDATE everything SET n = 1.5000, jb = '{"a": 1.0}', na = '{1.50,2}', r = '[1.50,2.0)', f = 1e-1
            """
        try await DatabasePair.with(
            schema: DiffTests.types, source: DiffTests.values, target: DiffTests.values + other
        ) { pair in
            try expect(pair, [], equal: 1)
        }
    }

    @Test func `keys of references inside values, of composite keys and of other types are compared`() async throws {
        let schema = """
            CREATE TABLE town (id serial PRIMARY KEY, land numeric(6, 2), name text, UNIQUE (land, name));
            CREATE TABLE site (id serial PRIMARY KEY, land numeric(6, 2), name text, label text NOT NULL UNIQUE, towns jsonb, many int[],
                kind text, thing int, FOREIGN KEY (land, name) REFERENCES town (land, name))
            """
        let rows = """
            INSERT INTO town (land, name) VALUES (1.50, 'a'), (2, 'b');
            INSERT INTO site (land, name, label, towns, many, kind, thing)
            SELECT 1.5, 'a', 's', jsonb_build_array(a.id, b.id), ARRAY[a.id], 'town', b.id FROM town a, town b WHERE a.name = 'a' AND b.name = 'b';
            """
        let handlers: [any TableHandler] = [
            TestHandler("site", key: ["label"]) {
                $0.references = [
                    .json("towns", at: "[*]", to: "town"), .array("many", to: "town"),
                    .polymorphic("thing", typedBy: "kind", ["town": "town"]),
                ]
            }
        ]
        try await DatabasePair.with(schema: schema, source: rows, target: rows) { pair in
            try expect(pair, [], equal: 3, handlers)
            try DatabasePair.run(
                """
                UPDATE site SET land = 2, name = 'b', towns = '[]', many = many || (SELECT id FROM town WHERE name = 'b'),
                thing = (SELECT id FROM town WHERE name = 'a')
                """, in: pair.target)
            for way in Way.allCases {
                let columns = try diff(pair, way, handlers).changes.map { $0.split(separator: ":")[0] }
                #expect(
                    columns.sorted() == [
                        "~ site s land", "~ site s many", "~ site s name", "~ site s thing", "~ site s towns",
                    ],
                    "\(way)")
            }
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
            try expect(pair, [], equal: 3, handlers)
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
            try expect(pair, ["~ tag ann other: Ann → ANN"], equal: 1)
        }
    }

    @Test func `a table, a column or a type that only one archive has`() async throws {
        let schema = """
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE, rank int, note text);
            CREATE TABLE log (id serial PRIMARY KEY, line text, extra text);
            CREATE TABLE mark (id serial PRIMARY KEY, name text NOT NULL UNIQUE, tag_id int REFERENCES tag)
            """
        let rows = """
            INSERT INTO tag (name, rank, note) VALUES ('t1', 7, 'x'), ('t2', 8, NULL); INSERT INTO log (line, extra) VALUES ('a', 'b');
            INSERT INTO mark (name, tag_id) SELECT 'm', min(id) FROM tag;
            """
        try await DatabasePair.with(
            schema: schema, source: rows,
            target: rows
                + "ALTER TABLE tag DROP note, ALTER rank TYPE text; ALTER TABLE log DROP extra; DROP TABLE mark"
        ) { pair in
            let found = try diff(pair, .archives)
            #expect(found.changes == ["- mark m"])
            #expect(found.totals == [1, 0, 0, 3])
            #expect(
                found.notes.sorted() == [
                    "\"log\".\"extra\": only \"1.tar.zst\" has this column; it is not compared",
                    "\"tag\".\"note\": only \"1.tar.zst\" has this column; it is not compared",
                ])
            #expect(try diff(pair, .archives, reversed: true).totals == [0, 1, 0, 3])
            let narrow = try diff(pair, .archives, selection: Selection(.named(["log"])))
            #expect(narrow.totals == [0, 0, 0, 1] && narrow.notes.count == 1)
        }
    }

    @Test func `columns that only a database or only its counterpart has are noted`() async throws {
        let schema = "CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE, rank int)"
        let rows = "INSERT INTO tag (name, rank) VALUES ('t1', 7);"
        try await DatabasePair.with(
            schema: schema, source: rows, target: rows + "ALTER TABLE tag ADD note text NOT NULL DEFAULT 'x'"
        ) { pair in
            for way in Way.allCases {
                let found = try diff(pair, way)
                #expect(found.totals == [0, 0, 0, 1], "\(way)")
                #expect(found.notes.count == 1 && found.notes[0].contains("\"tag\".\"note\""), "\(way)")
            }
        }
    }

    @Test func `other natural keys for one table are refused`() async throws {
        let schema = "CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL, code text NOT NULL)"
        try await DatabasePair.with(
            schema: schema, source: "ALTER TABLE tag ADD UNIQUE (name)", target: "; ALTER TABLE tag ADD UNIQUE (code)"
        ) { pair in
            let failure = #expect(throws: Failure.self) { () throws in _ = try diff(pair, .archives) }
            #expect(failure?.code == .schemaMismatch)
            #expect(failure?.problems.first?.message == "one archive knows rows by (name), the other by (code)")
        }
    }

    @Test func `tables can be chosen, and rows that are named by label are read with them`() async throws {
        let schema = """
            CREATE TABLE note (id serial PRIMARY KEY, text text);
            CREATE TABLE mark (id serial PRIMARY KEY, name text NOT NULL UNIQUE, note_id int REFERENCES note);
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE)
            """
        let rows =
            "INSERT INTO note (text) VALUES ('x'), ('y'); INSERT INTO mark (name, note_id) SELECT 'm' || text, id FROM note;"
        try await DatabasePair.with(
            schema: schema, source: rows,
            target: rows + "INSERT INTO tag (name) VALUES ('t'); INSERT INTO note (text) VALUES ('z')"
        ) { pair in
            for way in Way.allCases {
                let chosen = try diff(pair, way, selection: Selection(.named(["mark"])))
                #expect(chosen.totals == [0, 0, 0, 2], "\(way)")
                let rest = try diff(pair, way, selection: Selection(.named(["mark", "tag"]), excluding: ["note"]))
                #expect(rest.changes == ["+ tag t"], "\(way)")
                #expect(throws: Failure.self) { () throws in
                    _ = try diff(pair, way, selection: Selection(.named(["nothing"])))
                }
            }
        }
    }

    @Test func `two rows under one key are refused`() async throws {
        let schema = "CREATE TABLE tag (id serial PRIMARY KEY, name text)"
        let handlers: [any TableHandler] = [TestHandler("tag", key: ["name"])]
        let rows = "INSERT INTO tag (name) VALUES ('a');"
        try await DatabasePair.with(schema: schema, source: rows, target: rows) { pair in
            let archive = try pair.export(handlers).path
            try DatabasePair.run(rows, in: pair.target)
            let failure = #expect(throws: Failure.self) { () throws in
                let connection = try Connection(pair.target)
                try connection.pinSettings()
                _ = try Comparer(modules: handlers.map { Declaration($0) })
                    .database(connection, withArchive: .init(ArchiveReader(from: .file(archive)), named: "x"))
            }
            #expect(failure?.what == "cannot compare the archive")
            #expect(failure?.problems.first?.kind == .ambiguousKey)
        }
    }

    @Test func `a damaged archive is refused on either side`() async throws {
        try await DatabasePair.with(schema: DiffTests.schema, source: DiffTests.rows, target: DiffTests.rows) { pair in
            let whole = try pair.export().path
            let cut = pair.folder.appending("cut.tar.zst")
            let bytes = FileManager.default.contents(atPath: whole.string) ?? Data()
            try bytes.dropLast(40).write(to: URL(fileURLWithPath: cut.string))
            for (left, right) in [(whole, cut), (cut, whole)] {
                let failure = #expect(throws: Failure.self) { () throws in
                    let connection = try Connection(pair.source)
                    try connection.pinSettings()
                    _ = try Comparer(modules: []).archives(
                        .init(ArchiveReader(from: .file(left)), named: "a"),
                        .init(ArchiveReader(from: .file(right)), named: "b"), on: connection)
                }
                #expect(failure?.code == .archiveDamaged)
            }
        }
    }
}

extension Change {
    /// `~ person p1 name: old → new`, NULL as "∅".
    fileprivate var line: String {
        let sign = [Kind.insert: "+", .update: "~", .delete: "-"][kind] ?? "?"
        return "\(sign) \(table) \(key ?? "∅")" + (column.map { " \($0): \(old ?? "∅") → \(new ?? "∅")" } ?? "")
    }
}

extension DatabasePair {
    /// Every table of the databases, none of which has a module.
    fileprivate func allTables() throws -> Selection {
        try Selection(.named(Catalogue.read(from: Connection(target)).tables.keys.sorted()))
    }
}
