import Diagnostics
import PostgreSQL
import TableKit
import Testing

/// References that close cycles: left empty, deferred, inserted together, or on a placeholder.
@Suite struct CycleTests {
    private let rows = """
        BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO a VALUES (1, 'a1', 2), (2, 'a2', 1); INSERT INTO b VALUES (1, 'b1', 1), (2, 'b2', 2); COMMIT
        """
    private let check =
        "SELECT a.code, b.code, c.code FROM a JOIN b ON b.id = a.b_id JOIN a c ON c.id = b.a_id ORDER BY 1"

    private func schema(_ nullable: String, _ deferrable: String) -> String {
        """
        CREATE TABLE a (id serial PRIMARY KEY, code text NOT NULL UNIQUE, b_id int \(nullable));
        CREATE TABLE b (id serial PRIMARY KEY, code text NOT NULL UNIQUE, a_id int NOT NULL REFERENCES a \(deferrable));
        ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b \(deferrable)
        """
    }

    @Test(arguments: [
        ("", ""), ("NOT NULL", "DEFERRABLE INITIALLY DEFERRED"), ("NOT NULL", "DEFERRABLE INITIALLY IMMEDIATE"),
    ])
    func `a cycle of two tables is loaded whatever its constraints`(_ form: (String, String)) async throws {
        let fill =
            form.1.isEmpty
            ? "INSERT INTO a VALUES (1, 'a1', NULL), (2, 'a2', NULL); INSERT INTO b VALUES (1, 'b1', 1), (2, 'b2', 2); UPDATE a SET b_id = 3 - id"
            : rows
        try await DatabasePair.with(schema: schema(form.0, form.1), source: fill) { pair in
            let archive = try pair.export().path
            let report = try pair.load(archive)
            #expect(report.totals.inserted == 4)
            #expect(report.totals.lateSeeded == (form.1.isEmpty ? 2 : 0))
            #expect(try DatabasePair.lines(check, in: pair.target) == ["a1|b2|a2", "a2|b1|a1"])
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }

    @Test func `a cycle without NULL and without deferring is inserted by one statement`() async throws {
        let fill = """
            ALTER TABLE a DROP CONSTRAINT a_b; INSERT INTO a VALUES (1, 'a1', 2), (2, 'a2', 1);
            INSERT INTO b VALUES (1, 'b1', 1), (2, 'b2', 2); ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b
            """
        try await DatabasePair.with(schema: schema("NOT NULL", ""), source: fill) { pair in
            let report = try pair.load(pair.export().path)
            #expect(report.totals.inserted == 4)
            #expect(try DatabasePair.lines(check, in: pair.target) == ["a1|b2|a2", "a2|b1|a1"])
        }
    }

    @Test func `foreign keys of several columns that share one may close a cycle too`() async throws {
        let schema = """
            CREATE TABLE tenant (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE a (tenant int NOT NULL REFERENCES tenant, id serial, code text NOT NULL, b_id int NOT NULL,
                PRIMARY KEY (tenant, id), UNIQUE (tenant, code));
            CREATE TABLE b (tenant int NOT NULL REFERENCES tenant, id serial, code text NOT NULL, a_id int NOT NULL,
                PRIMARY KEY (tenant, id), UNIQUE (tenant, code), FOREIGN KEY (tenant, a_id) REFERENCES a);
            """
        let closed = "ALTER TABLE a ADD FOREIGN KEY (tenant, b_id) REFERENCES b;"
        let fill = """
            INSERT INTO tenant VALUES (1, 't1'), (2, 't2'); INSERT INTO a VALUES (1, 1, 'a', 1), (2, 2, 'a', 2), (1, 3, 'c', 1);
            INSERT INTO b VALUES (1, 1, 'b', 3), (2, 2, 'b', 2);
            """
        try await DatabasePair.with(
            source: schema + fill + closed, target: schema + closed + "INSERT INTO tenant VALUES (7, 't2')"
        ) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 6)
            #expect(
                try DatabasePair.lines(
                    """
                    SELECT t.name, a.code, b.code, c.code FROM a JOIN tenant t ON t.id = a.tenant
                    JOIN b ON b.tenant = a.tenant AND b.id = a.b_id JOIN a c ON c.tenant = b.tenant AND c.id = b.a_id
                    ORDER BY 1, 2
                    """, in: pair.target) == ["t1|a|b|c", "t1|c|b|c", "t2|a|b|a"])
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }

    @Test func `a reference to the same table needs no second pass, even without NULL`() async throws {
        let schema = "CREATE TABLE n (id serial PRIMARY KEY, code text NOT NULL UNIQUE, up int NOT NULL REFERENCES n)"
        let fill = "INSERT INTO n VALUES (1, 'root', 1), (9, 'leaf', 3), (3, 'twig', 1)"
        try await DatabasePair.with(schema: schema, source: fill, target: "INSERT INTO n VALUES (50, 'root', 50)") {
            pair in
            let report = try pair.load(pair.export().path)
            #expect(report.totals.inserted == 2)
            #expect(
                try DatabasePair.lines(
                    "SELECT n.code, u.code FROM n JOIN n u ON u.id = n.up ORDER BY 1", in: pair.target) == [
                        "leaf|twig", "root|root", "twig|root",
                    ])
        }
    }

    private let eventSchema = """
        CREATE TABLE lead (id serial PRIMARY KEY, xmlid text NOT NULL UNIQUE, event_id int NOT NULL);
        CREATE TABLE event (id serial PRIMARY KEY, xmlid text NOT NULL UNIQUE, lead_id int NOT NULL REFERENCES lead, seats int CHECK (seats > 0))
        """
    private var event: TestHandler {
        TestHandler("event", key: ["xmlid"]) {
            $0.lateSeeds = [LateSeed("lead_id", placeholder: Placeholder(["xmlid": "_setup", "event_id": "0"]))]
        }
    }
    /// Its events are numbers of another system.
    private var lead: TestHandler { TestHandler("lead", key: ["xmlid"]) { $0.plain = ["event_id"] } }
    private let eventRows = "INSERT INTO lead VALUES (1, 'l1', 1); INSERT INTO event VALUES (1, 'e1', 1, 5)"

    @Test func `a declared placeholder stands in, and is gone afterwards`() async throws {
        try await DatabasePair.with(schema: eventSchema, source: eventRows) { pair in
            let report = try pair.load(pair.export([event, lead]).path, [event])
            #expect(report.totals.inserted == 2)
            #expect(report.totals.lateSeeded == 1)
            #expect(
                try DatabasePair.lines(
                    "SELECT l.xmlid, e.xmlid FROM lead l LEFT JOIN event e ON lead_id = l.id", in: pair.target) == [
                        "l1|e1"
                    ])
        }
    }

    @Test func `no placeholder is left behind by an import that fails`() async throws {
        try await DatabasePair.with(
            schema: eventSchema, source: eventRows, target: "ALTER TABLE event ADD CHECK (seats > 9)"
        ) { pair in
            let archive = try pair.export([event, lead]).path
            let failure = try #require(throws: Failure.self) { try pair.load(archive, [event]) }
            #expect(failure.problems.map(\.kind) == [.check])
            #expect(try DatabasePair.lines("SELECT count(*) FROM lead", in: pair.target) == ["0"])
        }
    }

    @Test func `a reference under a key that takes NULL for a value is not left empty`() async throws {
        let schema = """
            CREATE TABLE a (id serial PRIMARY KEY, b_id int UNIQUE NULLS NOT DISTINCT);
            CREATE TABLE b (id serial PRIMARY KEY, code text NOT NULL UNIQUE, a_id int NOT NULL REFERENCES a);
            ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b
            """
        let rows = """
            INSERT INTO a VALUES (1, NULL); INSERT INTO b VALUES (1, 'b1', 1), (2, 'b2', 1); UPDATE a SET b_id = 1;
            INSERT INTO a VALUES (2, 2); UPDATE b SET a_id = id
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 4)
            #expect(try pair.load(archive).totals.inserted == 0)
            let pairs = "SELECT code, a.b_id = b.id FROM a JOIN b ON b.a_id = a.id ORDER BY 1"
            #expect(try DatabasePair.lines(pairs, in: pair.target) == ["b1|t", "b2|t"])
        }
    }

    @Test func `no reference waits in a row whose primary key is generated from a value`() async throws {
        let schema = """
            CREATE TABLE a (id serial PRIMARY KEY, name text NOT NULL UNIQUE, b_code text NOT NULL);
            CREATE TABLE b (name text NOT NULL, code text GENERATED ALWAYS AS ('<' || name) STORED PRIMARY KEY,
                a_id int REFERENCES a);
            ALTER TABLE a ADD FOREIGN KEY (b_code) REFERENCES b
            """
        let rows = """
            INSERT INTO b (name) VALUES ('x'), ('y'); INSERT INTO a VALUES (3, 'n', '<x');
            UPDATE b SET a_id = 3 WHERE name = 'y'
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 3)
            let found = "SELECT b.code, a.name FROM b LEFT JOIN a ON a.id = b.a_id ORDER BY 1"
            #expect(try DatabasePair.lines(found, in: pair.target) == ["<x|∅", "<y|n"])
        }
    }
}
