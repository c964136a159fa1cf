import Archive
import Catalogue
import CatalogueReading
import Diagnostics
import Exporting
import Importing
import Index
import PostgreSQL
import Reports
import Rows
import Sandbox
import SystemPackage
import TableKit
import TableRegistry
import Testing

/// Masked columns: what leaves the source in their place, and what an import makes of it.
@Suite struct MaskTests {
    private static let schema = """
        CREATE TABLE people (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, full_name text, phone varchar(40), born date,
            secret text, note text);
        CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL UNIQUE, lead_id int REFERENCES people, members int[],
            extra jsonb, about text, contact text, kind text, item_id text)
        """
    private static let rows = """
        INSERT INTO people (mail, full_name, phone, born, secret, note) VALUES
            ('anna@original.example', 'Anna Original', '+49 30 111', '1980-05-17', 'S-original-1', 'open'),
            ('ben@original.example', 'Ben Original', NULL, '1981-06-18', 'S-original-2', 'open'),
            ('cleo@original.example', 'Anna Original', '+49 30 333', NULL, NULL, NULL);
        INSERT INTO team (name, lead_id, members, extra, about, contact, kind, item_id) VALUES
            ('red', 1, '{2,1}', '{"who": [3, "1"]}', 'owner_id:2 of red', 'cleo@original.example', 'person', '3'),
            ('blue', 3, '{}', NULL, NULL, 'gone@original.example', NULL, NULL), ('none', NULL, NULL, NULL, NULL, NULL, NULL, NULL)
        """
    private static let key = "a key for tests only"
    private static let otherKey = "another key for tests"
    private static let all: [Mask] = [
        Mask("mail", .email), Mask("full_name", .name), Mask("phone", .keepFirst(3)),
        Mask("born", .sql("date_trunc('year', born) -- the column, by its name")), Mask("secret", .hash),
        Mask("note", .constant("masked")),
    ]

    private func handlers(_ masks: [Mask] = all) -> [any TableHandler] {
        [
            TestHandler("people", key: ["mail"]) { $0.masks = masks },
            TestHandler("team", key: ["name"]) {
                $0.references = [
                    .array("members", to: "people"), .json("extra", at: "who[*]", to: "people"),
                    .text("about", after: "owner_id:", to: "people"),
                    .logical("contact", to: "people", by: "mail", unmatched: .carriesAll),
                    .polymorphic("item_id", typedBy: "kind", ["person": "people"]),
                ]
            },
        ]
    }

    private func export(_ pair: DatabasePair, _ masks: [Mask] = all, key: String? = key) throws -> FilePath {
        try pair.export(handlers(masks), maskKey: key.map { try MaskKey($0) }).path
    }

    /// The decompressed bytes of every member but the seal, which holds digests alone.
    private func everything(in path: FilePath) throws -> String {
        let reader = try ArchiveReader(from: .file(path))
        var bytes = try reader.index()
        while try reader.nextTablePart() != nil {
            try reader.read { span in span.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        }
        _ = try reader.finish()
        return String(decoding: bytes, as: UTF8.self)
    }

    private func index(of path: FilePath) throws -> ArchiveIndex {
        try ArchiveIndex(parsing: ArchiveReader(from: .file(path)).index())
    }

    private static let people = "SELECT mail, full_name, phone, born, secret, note FROM people ORDER BY full_name, mail"
    private static let teams = """
        SELECT t.name, p.mail, (SELECT array_agg(m.mail ORDER BY n) FROM unnest(members) WITH ORDINALITY AS e(id, n)
        JOIN people m USING (id)), extra #>> '{who,0}' = (SELECT id::text FROM people WHERE mail = contact), contact,
        about = 'owner_id:' || members[1] || ' of red', kind, item_id = extra #>> '{who,0}'
        FROM team t LEFT JOIN people p ON p.id = lead_id ORDER BY t.name
        """

    @Test func `a masked archive holds no original value and keeps every reference`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let archive = try export(pair)
            let content = try everything(in: archive)
            for original in ["riginal", "+49 30", "05-17", "06-18", "open"] {
                #expect(!content.contains(original), "\(original)")
            }
            try pair.load(archive, handlers())
            let masked = try DatabasePair.lines(Self.people, in: pair.target)
            #expect(masked.count == 3)
            for line in masked {
                #expect(line.contains(#/^[0-9a-f]{16}@example\.invalid\|[A-Z][a-z]+ [A-Z][a-z]+ [0-9a-f]{10}\|/#))
            }
            // Equal names have equal masks, NULL stays NULL, and of a date the expression keeps the year.
            #expect(Set(masked.map { $0.split(separator: "|")[1] }).count == 2)
            #expect(masked.map { $0.split(separator: "|")[2] }.sorted() == ["+49***", "+49***", "∅"])
            #expect(masked.map { $0.split(separator: "|")[3] }.sorted() == ["1980-01-01", "1981-01-01", "∅"])
            #expect(masked.filter { $0.hasSuffix("|∅|∅") }.count == 1)
            let teams = try DatabasePair.lines(Self.teams, in: pair.target)
            let sources = try DatabasePair.lines(Self.teams, in: pair.source)
            #expect(teams.count == 3)
            // Which person is which shows in the year of birth alone.
            func born(_ mail: Substring) throws -> String {
                try DatabasePair.lines(
                    "SELECT extract(year FROM born) FROM people WHERE mail = '\(mail)'", in: pair.target
                )
                .joined()
            }
            let red = try #require(teams.last { $0.hasPrefix("red") }).split(separator: "|")
            #expect(try born(red[1]) == "1980")
            let members = red[2].dropFirst().dropLast().split(separator: ",")
            #expect(try members.map(born) == ["1981", "1980"])
            #expect(try born(red[4]) == "∅")
            #expect(red[3] == "t" && red[5] == "t" && red[7] == "t")
            #expect(sources.last { $0.hasPrefix("red") }?.hasSuffix("|t|person|t") == true)
            // A text that could have named a masked row does not leave either.
            let blue = try #require(teams.first { $0.hasPrefix("blue") }).split(separator: "|")
            #expect(blue[4].hasSuffix("@example.invalid") && blue[4] != red[4])
        }
    }

    @Test func `masks are HMAC-SHA256 under the key`() async throws {
        try await DatabasePair.with(
            schema: "CREATE TABLE t (code text PRIMARY KEY, v text)", source: "INSERT INTO t VALUES ('a', 'Grüße')"
        ) { pair in
            let handler = TestHandler("t", key: ["code"]) { $0.masks = [Mask("v", .hash)] }
            let path = try pair.export([handler], maskKey: MaskKey("0123456789abcdef")).path
            // printf %s 'Grüße' | openssl dgst -sha256 -hmac 0123456789abcdef
            #expect(try pair.rows(of: "t", in: path) == "code,v\na,f7e3fd3cfd6b15ca9c8c91bdfe0dd4bf\n")
        }
    }

    @Test func `one key gives the same masks again and another key gives others`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            try pair.load(pair.export(handlers([])).path, handlers([]))
            let first = try export(pair)
            let second = try export(pair)
            let other = try export(pair, key: Self.otherKey)
            for table in ["people", "team"] {
                #expect(try pair.rows(of: table, in: first) == pair.rows(of: table, in: second))
                #expect(try pair.rows(of: table, in: first) != pair.rows(of: table, in: other))
            }
            // Another database with other ids and rows gives the same masks for the same values.
            let elsewhere = try pair.export(handlers(), from: pair.target, maskKey: MaskKey(Self.key)).path
            #expect(try pair.rows(of: "people", in: first) == pair.rows(of: "people", in: elsewhere))
        }
    }

    @Test func `an update leaves what was masked alone and inserts it in new rows`() async throws {
        let masks = Self.all.filter { $0.column != "mail" }
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            try pair.load(pair.export(handlers([])).path, handlers([]))
            try DatabasePair.run(
                "INSERT INTO people (mail, secret) VALUES ('dora@original.example', 'S-4')", in: pair.source)
            let versions = "SELECT mail, secret, xmin::text FROM people WHERE mail NOT LIKE 'dora%' ORDER BY mail"
            let before = try DatabasePair.lines(versions, in: pair.target)
            let archive = try export(pair, masks)
            let verified = try pair.load(archive, handlers(masks), .init(mode: .verify))
            #expect(verified.totals.updated == 0)
            let report = try pair.load(archive, handlers(masks), .init(mode: .update))
            #expect(report.totals.updated == 0 && report.totals.inserted == 1)
            #expect(try DatabasePair.lines(versions, in: pair.target) == before)
            let new = try DatabasePair.lines("SELECT secret FROM people WHERE mail LIKE 'dora%'", in: pair.target)
            #expect(new.joined().contains(#/^[0-9a-f]{32}$/#))
            // Other columns are compared as ever.
            try DatabasePair.run(
                "UPDATE people SET note = 'x'; UPDATE team SET about = 'new' WHERE name = 'blue'", in: pair.source)
            let again = try pair.load(export(pair, masks), handlers(masks), .init(mode: .update))
            #expect(again.totals.updated == 1)
        }
    }

    @Test func `the index says what is masked`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let index = try index(of: export(pair))
            let people = try #require(index.tables.first { $0.table == "people" })
            #expect(people.masked.map(\.column) == ["mail", "full_name", "phone", "born", "secret", "note"])
            #expect(people.masked.map(\.rule) == ["email", "name", "keepFirst 3", "sql", "hash", "constant"])
            #expect(index.tables.first { $0.table == "team" }?.masked == [])
            #expect(try ArchiveIndex(parsing: index.json.bytes()) == index)
        }
    }

    @Test func `a masked key is a warning`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let report = try pair.export(handlers(), maskKey: MaskKey(Self.key)).report
            #expect(
                report.problems.contains {
                    $0.table == "people" && $0.column == "mail" && $0.message.hasPrefix("the natural key is masked")
                })
            let lookup = try pair.export(handlers(), tables: ["team"], maskKey: MaskKey(Self.key)).report
            #expect(lookup.problems.contains { $0.message.contains("do not travel") })
        }
    }

    @Test func `without the key a mask that needs one is refused`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let failure = try #require(throws: Failure.self) { try export(pair, key: nil) }
            #expect(failure.code == .usage)
            #expect(failure.cause == "the environment variable SATCHEL_MASK_KEY is not set")
            let masks: [Mask] = [Mask("phone", .keepFirst(3)), Mask("secret", .null), Mask("note", .constant("-"))]
            let content = try everything(in: export(pair, masks, key: nil))
            #expect(content.contains("+49***") && !content.contains("S-original"))
        }
    }

    @Test(arguments: ["", "too short", String(repeating: "x", count: 65)])
    func `a key of another length is refused without showing it`(_ text: String) throws {
        let failure = try #require(throws: Failure.self) { try MaskKey(text) }
        #expect(failure.code == .usage)
        #expect(text.isEmpty || !failure.description.contains(text))
    }

    @Test func `a key prints nothing of itself`() throws {
        let key = try MaskKey(Self.key)
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!"\(key)\(String(reflecting: key))\(dumped)".contains("97"))
        #expect("\(key)" == "a mask key")
    }

    @Test func `masks that give two rows one key are refused`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let failure = try #require(throws: Failure.self) {
                try export(pair, [Mask("mail", .constant("x@y.example"))])
            }
            #expect(failure.what == "cannot export: natural keys are ambiguous")
            #expect(failure.problems.first?.key == "mail=x@y.example")
        }
    }

    @Test func `an expression that empties a key is refused`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let failure = try #require(throws: Failure.self) {
                try export(pair, [Mask("mail", .sql("nullif(people.mail, 'ben@original.example')"))])
            }
            #expect(failure.what == "cannot export: masks empty natural keys")
            #expect(!failure.description.contains("ben@"))
        }
    }

    @Test func `the key is in no statement and goes with the export`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let connection = try Session(pair.source)
            let request = try pair.request(handlers(), tables: nil, of: pair.source)
            let probe = try Connection(pair.source)
            var statements: [String] = []
            _ = try Exporter(request, on: connection).run(
                .init(
                    to: .file(pair.folder.appending("probe.tar.zst")), compression: .zstd, maskKey: MaskKey(Self.key))
            ) { _ in
                // The export's own statement runs: what the server shows of it to others.
                statements += ((try? probe.rows("SELECT query FROM pg_stat_activity")) ?? []).compactMap { $0[0] }
            }
            #expect(statements.contains { $0.contains("satchel.mask_inner") })
            let hexadecimal = Self.key.utf8.map { String($0 ^ 0x36, radix: 16) }.joined()
            #expect(!statements.contains { $0.contains(Self.key) || $0.contains(hexadecimal) })
            let left = try connection.rows(
                "SELECT current_setting('satchel.mask_inner'), current_setting('satchel.mask_outer')")
            #expect(left.first?[0] == "" && left.first?[1] == "")
            #expect(try connection.rows("SELECT to_regclass('pg_temp.satchel_mask_key')").first?[0] == nil)
        }
    }

    @Test func `a reference can be masked with null`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            var handlers = handlers([])
            handlers[1] = TestHandler("team", key: ["name"]) {
                $0.masks = [Mask("lead_id", .null), Mask("members", .null)]
            }
            let path = try pair.export(handlers).path
            try pair.load(path, handlers)
            #expect(
                try DatabasePair.lines("SELECT count(lead_id), count(members) FROM team", in: pair.target) == ["0|0"])
        }
    }

    @Test func `the sample with masked people travels whole`() async throws {
        try await DatabasePair.with(schema: "") { pair in
            try SampleDatabases.fill(Connection(pair.source), rows: 300)
            try SampleDatabases.fill(Connection(pair.target), rows: nil)
            var users = TestHandler("users", key: ["sysmail"])
            let module = try #require(TableRegistry.handlers.first { $0.table == "users" })
            (users.references, users.lateSeeds, users.derived) = (module.references, module.lateSeeds, module.derived)
            users.masks = [
                Mask("sysmail", .email), Mask("extmail", .email), Mask("username", .name), Mask("password", .hash),
            ]
            let masked = users
            let handlers = TableRegistry.handlers.map { $0.table.name == "users" ? masked : $0 }
            let tables = handlers.map(\.table) + ["domains", "sysdomains", "tlds"]
            let path = try pair.export(handlers, tables: tables, maskKey: MaskKey(Self.key)).path
            let originals = try DatabasePair.lines(
                "SELECT v FROM users, unnest(ARRAY[sysmail, extmail, password]) v WHERE v IS NOT NULL",
                in: pair.source)
            let content = try everything(in: path)
            #expect(originals.count > 20)
            for original in originals where original.count > 8 {
                let isThere = content.contains(original)
                #expect(!isThere, "\(original)")
            }
            let report = try pair.load(path, handlers, .init(mode: .update))
            #expect(report.problems == [])
            #expect(report.totals.inserted > 150)
            let again = try pair.load(path, handlers, .init(mode: .update))
            #expect(again.totals.inserted == 0 && again.totals.updated == 0)
        }
    }
}

extension DatabasePair {
    @discardableResult
    fileprivate func load(_ path: FilePath, _ handlers: [any TableHandler], _ options: LoadOptions) throws
        -> Report
    {
        try load(path, handlers, into: nil, options)
    }
}
