import Declarations
import Diagnostics
import Importing
import Reports
import Sandbox
import Staging
import Testing

/// A bare number names no row until somebody has said what it is.
@Suite struct UndecidedKeyTests {
    private let schema = """
        CREATE TABLE country (number int PRIMARY KEY, name text);
        CREATE TABLE city (id serial PRIMARY KEY, name text NOT NULL UNIQUE, country int REFERENCES country);
        """
    private let rows = """
        INSERT INTO country VALUES (40, 'Austria'), (756, 'Switzerland'); INSERT INTO city (name, country) VALUES ('Wien', 40);
        """
    private let content =
        "SELECT y.name, c.name FROM country AS c LEFT JOIN city AS y ON y.country = c.number ORDER BY 2, 1"
    private let said = """
        {"version": 1, "declarations": [{"table": "country", "naturalKey": ["number"]}]}
        """

    private func refusal(_ body: () throws -> Void) -> Failure? {
        do { try body() } catch { return error as? Failure }
        return nil
    }

    @Test func `export warns, and an empty table takes them`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export()
            let warned = archive.report.problems.filter { $0.kind == .undecidedKey }
            #expect(warned.map(\.table) == ["country"])
            #expect(warned.first?.remedy?.contains("{\"table\": \"country\", \"naturalKey\": [\"number\"]}") == true)
            try pair.load(archive.path)
            #expect(try DatabasePair.lines(content, in: pair.target) == ["Wien|Austria", "∅|Switzerland"])
        }
    }

    @Test func `a table that has rows asks`() async throws {
        let stranger = "INSERT INTO country VALUES (40, 'Atlantis')"
        try await DatabasePair.with(schema: schema, source: rows, target: stranger) { pair in
            let archive = try pair.export().path
            for mode in [LoadOptions.Mode.skip, .update] {
                let failure = try #require(refusal { try pair.load(archive, [], into: nil, .init(mode: mode)) })
                #expect(failure.code == .undecided)
                #expect(failure.code.exitStatus == 6)
                #expect(failure.problems.map(\.table) == ["country"])
            }
            // A table that only refers to it asks too: its references would lead to strangers.
            var cities = LoadOptions()
            cities.choice = TableChoice(tables: [TablePattern(parsing: "city")!])
            #expect(refusal { try pair.load(archive, [], into: nil, cities) }?.code == .undecided)
            #expect(try DatabasePair.lines(content, in: pair.target) == ["∅|Atlantis"])
        }
    }

    @Test func `what was said counts: in a manifest, on export, for one run`() async throws {
        let own = "INSERT INTO country VALUES (40, 'Austria'), (276, 'Germany')"
        let all = ["Wien|Austria", "∅|Germany", "∅|Switzerland"]
        try await DatabasePair.with(schema: schema, source: rows, target: own) { pair in
            let archive = try pair.export().path
            var options = LoadOptions(isDryRun: true)
            try pair.load(archive, [], into: nil, options, manifest: said)
            options.undecidedKeys = .data
            try pair.load(archive, [], into: nil, options)
            let declared = try pair.export([TestHandler("country", key: ["number"])])
            #expect(!declared.report.problems.contains { $0.kind == .undecidedKey })
            try pair.load(declared.path)
            #expect(try DatabasePair.lines(content, in: pair.target) == all)
        }
    }

    @Test func `a comparison by such numbers says so`() async throws {
        try await DatabasePair.with(schema: schema, source: rows, target: rows) { pair in
            let archive = try pair.export().path
            let report = try pair.load(archive, [], into: nil, .init(mode: .verify))
            #expect(report.problems.map(\.kind) == [.undecidedKey])
        }
    }

    @Test func `a refusal names both rows, and says how numbers are drawn`() async throws {
        let schema = """
            CREATE SEQUENCE counter_of_goods;
            CREATE TABLE product (id int PRIMARY KEY, sku text NOT NULL UNIQUE, shelf int UNIQUE);
            CREATE TABLE label (id serial PRIMARY KEY, product int NOT NULL REFERENCES product, text text NOT NULL UNIQUE);
            """
        let rows = "INSERT INTO product VALUES (1, 'a', 1); INSERT INTO label (product, text) VALUES (1, 'on a')"
        try await DatabasePair.with(schema: schema, source: rows, target: "INSERT INTO product VALUES (1, 'z', 2)") {
            pair in
            let failure = try #require(refusal { try pair.load(pair.export().path) })
            let problem = try #require(failure.problems.first)
            #expect(failure.problems.count == 1)
            #expect(problem.key == "sku=a")
            #expect(problem.message.contains("the target's row (sku=z)"))
            #expect(problem.remedy?.contains("{\"table\": \"product\", \"drawnFrom\":") == true)
            let said = [
                TestHandler("product", key: ["sku"]) { $0.drawnFrom = "counter_of_goods" },
                TestHandler("label", key: ["text"]),
            ]
            try pair.load(pair.export(said).path)
            let content = "SELECT p.sku, l.text FROM product AS p LEFT JOIN label AS l ON l.product = p.id ORDER BY 1"
            #expect(try DatabasePair.lines(content, in: pair.target) == ["a|on a", "z|∅"])
        }
    }

    @Test(arguments: [
        "code text NOT NULL, position int NOT NULL UNIQUE, lang text NOT NULL, UNIQUE (code, lang)",
        "position smallint NOT NULL, code text, UNIQUE (position), UNIQUE (code)",
        "a int NOT NULL, b numeric NOT NULL, code date NOT NULL, lang text, UNIQUE (a, b), UNIQUE (code, a, b)",
        "position int PRIMARY KEY, code uuid UNIQUE",
    ])
    func `numbers alone come last`(_ columns: String) async throws {
        try await DatabasePair.with(schema: "CREATE TABLE menu (\(columns))") { pair in
            let plan = try pair.plan([], tables: nil, of: pair.source)
            #expect(plan.tables[0].key.columns.contains("code"))
            #expect(!plan.tables[0].key.isUndecided)
        }
    }

    @Test(arguments: [
        ("id bigint PRIMARY KEY DEFAULT (random() * 1e15)::bigint", false),
        ("id bigint PRIMARY KEY DEFAULT (extract(epoch FROM clock_timestamp()) * 1000)::bigint", false),
        ("id bigint PRIMARY KEY DEFAULT 0", true), ("id bigint PRIMARY KEY DEFAULT some_number()", true),
        ("id int PRIMARY KEY REFERENCES other", false), ("year int, month int, PRIMARY KEY (year, month)", true),
        ("id int REFERENCES other, line int, PRIMARY KEY (id, line)", false), ("id oid PRIMARY KEY", true),
        ("id text PRIMARY KEY", false), ("id positive PRIMARY KEY", true),
    ])
    func `what a number is known by`(_ columns: String, _ isUndecided: Bool) async throws {
        let before = """
            CREATE TABLE other (id serial PRIMARY KEY, name text UNIQUE NOT NULL);
            CREATE FUNCTION some_number() RETURNS bigint LANGUAGE sql AS 'SELECT 5::bigint';
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            """
        try await DatabasePair.with(schema: before + "CREATE TABLE t (\(columns), note text)") { pair in
            let plan = try pair.plan([], tables: ["t", "other"], of: pair.source)
            #expect(try #require(plan.tables.first { $0.displayName == "t" }).key.isUndecided == isUndecided)
        }
    }
}
