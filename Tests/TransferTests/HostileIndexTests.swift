import Archive
import Catalogue
import Comparing
import Diagnostics
import Index
import JSON
import Planning
import PostgreSQL
import SystemPackage
import TableKit
import Testing

/// Archives whose index lies, under a seal that is right: each is refused by name, and none ends the program.
@Suite struct HostileIndexTests {
    private static let table = """
        {"table": "t", "file": "t", "phase": 1, "rows": 0, "preservesIDs": false, "kind": "entity", "naturalKey": ["a"],
         "columns": [{"name": "a", "column": "a", "type": "text"}], "references": [], "derived": [], "leftOut": []}
        """

    private func index(_ tables: String, _ lookups: String = "") throws -> ArchiveIndex {
        let text = """
            {"format": 1, "archive": "a", "created": "2026-11-22T14:36:54Z", "source": {"database": "d", "server": "15.2"},
             "note": null, "tables": [\(tables)], "lookups": [\(lookups)]}
            """
        return try ArchiveIndex(parsing: Array(text.utf8))
    }

    @Test func `an index with one table is read`() throws {
        #expect(try index(HostileIndexTests.table).tables.count == 1)
    }

    @Test(arguments: [
        (#""rows": 0"#, #""rows": 9223372036854775807"#, "tables[0].rows: expected an integer from 0 to 1000000000000"),
        (#""rows": 0"#, #""rows": 1000000000001"#, "tables[0].rows: expected an integer from 0 to 1000000000000"),
        (#""rows": 0"#, #""rows": -1"#, "tables[0].rows: expected an integer from 0 to 1000000000000"),
        (#""rows": 0"#, #""rows": 1e300"#, "tables[0].rows: expected an integer, found a number"),
        (#""phase": 1"#, #""phase": 9"#, "tables[0].phase: expected an integer from 0 to 4"),
        (
            #""type": "text""#, #""reference": 100000, "path": ["x"]"#,
            "tables[0].columns[0].reference: expected an integer from 0 to 10000"
        ),
        (
            #""type": "text""#, #""reference": 0, "path": ["x"]"#,
            "\"t\": the column \"a\" names reference 0, of 0"
        ),
        (#""type": "text""#, #""type": "jsonb", "inside": [1]"#, "\"t\": the column \"a\" names reference 1, of 0"),
        (
            #""references": []"#, #""references": [{"columns": ["a", "b"], "table": "t", "referenced": ["a"]}]"#,
            "\"t\": reference 0 refers to another number of columns than it has"
        ),
    ])
    func `a number that leads astray is damage`(_ right: String, _ wrong: String, _ cause: String) throws {
        let table = HostileIndexTests.table.replacing(right, with: wrong)
        #expect(table != HostileIndexTests.table)
        let failure = try #require(throws: Failure.self) { try index(table) }
        #expect(failure.code == .archiveDamaged)
        #expect(failure.cause == cause)
    }

    @Test func `names that do not tell tables apart are damage`() throws {
        let table = HostileIndexTests.table
        let other = table.replacing("\"table\": \"t\"", with: "\"table\": \"u\"")
        let lookup = #"{"table": "t", "kind": "entity", "naturalKey": ["a"], "references": []}"#
        for (tables, lookups, cause) in [
            (table + "," + table, "", "the table \"t\" stands there twice"),
            (table, lookup, "the table \"t\" stands there twice"),
            (table + "," + other, "", "two tables have the file \"t\""),
        ] {
            let found = try #require(throws: Failure.self) { try index(tables, lookups) }
            #expect(found.code == .archiveDamaged && found.cause == cause)
        }
    }

    @Test func `more of everything than a database has is damage`() throws {
        let column = #"{"name": "a", "column": "a", "type": "text"}"#
        let many = Array(repeating: column, count: 1665).joined(separator: ",")
        let wide = try #require(throws: Failure.self) {
            try index(HostileIndexTests.table.replacing("[\(column)]", with: "[\(many)]"))
        }
        #expect(wide.cause == "\"t\": it has 1665 columns, at most 1664 are accepted")
        let long = String(repeating: "[]", count: 501)
        let deep = try #require(throws: Failure.self) {
            try index(HostileIndexTests.table.replacing("\"type\": \"text\"", with: "\"type\": \"\(long)\""))
        }
        #expect(deep.cause == "\"t\": the type of the column \"a\" has more than 1000 bytes")
        let lookups = (0...100_000).map {
            #"{"table": "u\#($0)", "kind": "entity", "naturalKey": [], "references": []}"#
        }
        let failure = try #require(throws: Failure.self) {
            try index(HostileIndexTests.table, lookups.joined(separator: ","))
        }
        #expect(failure.cause == "it has 100002 tables, at most 100000 are accepted")
    }

    @Test(arguments: [(13, 2), (101, 1)])
    func `keys that hold keys without end are damage`(_ levels: Int, _ references: Int) throws {
        func lookup(_ number: Int) -> String {
            let columns = (0..<references).map { "r\($0)" }
            let keys = columns.map { #"{"columns": ["\#($0)"], "table": "u\#(number + 1)", "referenced": ["id"]}"# }
            let names = columns.map { "\"\($0)\"" }.joined(separator: ",")
            return """
                {"table": "u\(number)", "kind": "entity", "naturalKey": [\(names)], \
                "references": [\(keys.joined(separator: ","))]}
                """
        }
        let fewer = try index(HostileIndexTests.table, (0..<10).map(lookup).joined(separator: ","))
        #expect(fewer.lookups.count == 10)
        let failure = try #require(throws: Failure.self) {
            try index(HostileIndexTests.table, (0..<levels).map(lookup).joined(separator: ","))
        }
        #expect(failure.code == .archiveDamaged)
        #expect(failure.cause?.hasSuffix("its key holds too many keys of other tables") == true, "\(failure)")
    }

    private static let schema = """
        CREATE TABLE kind (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE node (id serial PRIMARY KEY, parent_id int REFERENCES node, slug text NOT NULL, UNIQUE (parent_id, slug));
        CREATE TABLE place (house text, number int, kind_id int REFERENCES kind, PRIMARY KEY (house, number));
        CREATE TABLE stay (code text PRIMARY KEY, house text, number int, kinds int[], note jsonb, long varchar(9),
            FOREIGN KEY (house, number) REFERENCES place);
        CREATE TABLE remark (id serial PRIMARY KEY, stay text REFERENCES stay, body text);
        CREATE TABLE link (remark_id int REFERENCES remark, kind_id int REFERENCES kind, PRIMARY KEY (remark_id, kind_id));
        CREATE TABLE memo (id serial PRIMARY KEY, code text NOT NULL UNIQUE, record_type text, record_id int)
        """
    private static let rows = """
        INSERT INTO kind (name) VALUES ('a'), ('b');
        INSERT INTO node (parent_id, slug) VALUES (NULL, 'root'), (1, 'leaf');
        INSERT INTO place VALUES ('north', 1, 1), ('south', 2, NULL);
        INSERT INTO stay VALUES ('s', 'north', 1, '{1,2}', '{"kind": 1}', 'long');
        INSERT INTO remark (stay, body) VALUES ('s', 'hello'), (NULL, NULL);
        INSERT INTO link VALUES (1, 2);
        INSERT INTO memo (code, record_type, record_id) VALUES ('m', 'kind', 1), ('n', 'remark', 2);
        """
    private static let handlers = [
        TestHandler("stay", key: ["code"]) {
            $0.references = [.array("kinds", to: "kind"), .json("note", at: "kind", to: "kind")]
        },
        TestHandler("memo", key: ["code"]) {
            $0.references = [
                .polymorphic("record_id", typedBy: "record_type", ["kind": "kind", "remark": "remark"])
            ]
        },
    ]

    /// What a change puts in the place of a value.
    private static func other(_ value: JSON, among all: [JSON], _ random: inout SeededGenerator) -> JSON {
        switch value {
        case .integer, .number:
            return random.pick([-1, 0, 1, 2, 7, 4_000_000_000, 1_000_000_000_000, .integer(.max), .integer(.min), 0.5])
        case .array(let elements):
            if elements.isEmpty || random.chance(20) { return [] }
            if random.chance(50) { return .array(elements + [random.pick(elements)]) }
            return .array(random.chance(50) ? elements.reversed() : Array(elements.dropLast()))
        case .object(let members):
            if random.chance(50), let key = members.keys.randomElement(using: &random) { return value.removing([key]) }
            return random.pick(all.filter { $0.object != nil })
        case .string:
            if random.chance(30) {
                return random.pick(["", "#", "!", "public.kind", "a.b", "numeric(99,-5)", "int[][]"])
            }
            return random.pick(all.filter { $0.string != nil })
        default: return random.pick(all)
        }
    }

    @Test(arguments: 1...12) func `whatever an index says, an import and a comparison end with an answer`(seed: Int)
        async throws
    {
        let counts = """
            SELECT (SELECT count(*) FROM kind), (SELECT count(*) FROM stay), (SELECT count(*) FROM memo), \
            to_regclass('satchel.history')
            """
        let schema = HostileIndexTests.schema
        try await DatabasePair.with(schema: schema, source: HostileIndexTests.rows) { pair in
            var random = SeededGenerator(seed: seed)
            let good = try pair.export(HostileIndexTests.handlers).path
            let archive = try ForgedArchive(good)
            let all = archive.index.places.map { archive.index.value(at: $0) }
            let bad = pair.folder.appending("bad.tar.zst")
            var refused = 0
            for _ in 0..<16 {
                var index = archive.index
                for _ in 0..<random.number(1...3) {
                    let place = random.pick(index.places.filter { $0.count > 1 })
                    index = index.replacing(
                        place, with: HostileIndexTests.other(index.value(at: place), among: all, &random))
                }
                try archive.write(index: index, to: bad)
                for base in [nil, good] {
                    do {
                        let mode: LoadOptions.Mode = base == nil ? .skip : .update
                        _ = try pair.load(bad, [], .init(mode: mode, isDryRun: true), base: base)
                    } catch is Failure {
                        refused += 1
                    }
                }
                _ = try? pair.compare(good, bad)
            }
            #expect(refused > 0)
            #expect(try DatabasePair.lines(counts, in: pair.target) == ["0|0|0|∅"])
        }
    }
}

extension DatabasePair {
    fileprivate func compare(_ a: FilePath, _ b: FilePath) throws -> Comparison {
        func input(_ path: FilePath) throws -> NamedArchive {
            NamedArchive(try ArchiveReader(from: .file(path)), named: path.lastComponent?.string ?? "")
        }
        let connection = try Session(source)
        return try Comparer(modules: []).archives(input(a), input(b), on: connection)
    }
}
