import Diagnostics
import Foundation
import PostgreSQL
import Sandbox
import Testing

@Suite struct ReadRightsTests {
    private let schema = """
        CREATE TABLE person (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, secret text);
        CREATE TABLE note (id serial PRIMARY KEY, person_id int NOT NULL REFERENCES person, text text);
        CREATE TABLE reply (note_id int REFERENCES note, text text)
        """
    private let rows = """
        INSERT INTO person (mail, secret) VALUES ('anna', 'x'), ('uwe', 'y');
        INSERT INTO note (person_id, text) SELECT id, mail FROM person;
        INSERT INTO reply SELECT id, text FROM note
        """

    /// Lends a pair, and the source as a role with these rights sees it.
    private func with(
        _ rights: String, _ body: (DatabasePair, Database) async throws -> Void
    ) async throws {
        let role = "reader_" + UUID().uuidString.prefix(8).lowercased()
        let grants = rights.replacing("ROLE", with: role)
        try await DatabasePair.with(schema: schema, source: rows + ";CREATE ROLE \(role) LOGIN;" + grants) { pair in
            let failure: (any Error)?
            do {
                try await body(pair, try await source(of: pair, as: role))
                failure = nil
            } catch {
                failure = error
            }
            try DatabasePair.run("DROP OWNED BY \(role); DROP ROLE \(role)", in: pair.source)
            if let failure { throw failure }
        }
    }

    private func source(of pair: DatabasePair, as role: String) async throws -> Database {
        let url = try await Sandbox.shared().url(ofDatabase: try #require(pair.source.name))
        return try Database(connectionString: url.replacing("//\(Sandbox.user)@", with: "//\(role)@"))
    }

    @Test func `a column that the role may not read ends the export, and is named`() async throws {
        try await with("GRANT SELECT (id, mail) ON person TO ROLE; GRANT SELECT ON note TO ROLE") { pair, reader in
            let failure = try #require(throws: Failure.self) { try pair.export(tables: ["person"], from: reader) }
            #expect(failure.problems.map(\.column) == ["secret"])
            #expect(failure.problems.map(\.message) == ["the role may not read this column"])
            let both = try #require(throws: Failure.self) {
                try pair.export(tables: ["person", "reply"], from: reader)
            }
            #expect(both.problems.map(\.table) == ["person", "reply"])
        }
    }

    @Test func `columns that are left out need not be readable`() async throws {
        try await with("GRANT SELECT (id, mail) ON person TO ROLE") { pair, reader in
            let person = TestHandler("person", key: ["mail"]) {
                $0.excludedColumns = [.init("secret", reason: "private")]
            }
            let archive = try pair.export([person], tables: ["person"], from: reader).path
            #expect(try pair.rows(of: "person", in: archive) == "mail\nanna\nuwe\n")
        }
    }

    @Test func `of a table that is only referred to the key must be readable`() async throws {
        try await with("GRANT SELECT (id, mail) ON person TO ROLE; GRANT SELECT ON note TO ROLE") { pair, reader in
            let archive = try pair.export(tables: ["note"], from: reader).path
            #expect(try pair.rows(of: "note", in: archive) == "person_id.mail,text\nanna,anna\nuwe,uwe\n")
        }
    }

    @Test func `row security that hides rows ends the export`() async throws {
        try await with(
            "GRANT SELECT ON person TO ROLE; ALTER TABLE person ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON person USING (mail = 'anna')"
        ) { pair, reader in
            let failure = try #require(throws: Failure.self) { try pair.export(tables: ["person"], from: reader) }
            #expect(failure.code == .failed)
            #expect(failure.problems.map(\.kind) == [.privilege])
            #expect(failure.problems.first?.message == "row security hides rows of this table from the role")
            #expect(try pair.export(tables: ["person"]).report.totals.rows == 2)
        }
    }

    @Test
    func `an import into rows that row security hides, or without the right to write, says so and changes nothing`()
        async throws
    {
        try await with(
            "GRANT SELECT ON note TO ROLE; GRANT ALL ON person TO ROLE; ALTER TABLE person ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON person"
        ) { pair, reader in
            let hidden = try #require(throws: Failure.self) {
                try pair.load(pair.export(tables: ["person"]).path, into: reader, .init(triggers: .fire))
            }
            #expect(hidden.cause?.contains("row-level security policy for table \"person\"") == true)
            #expect(hidden.remedy == "connect as the owner of the tables, or have the privilege granted")
            let forbidden = try #require(throws: Failure.self) {
                try pair.load(pair.export(tables: ["note"]).path, into: reader, .init(triggers: .fire))
            }
            #expect(forbidden.what == "cannot lock \"note\"")
            try DatabasePair.run("GRANT INSERT (person_id), UPDATE (text) ON note TO PUBLIC", in: pair.source)
            let inColumns = try #require(throws: Failure.self) {
                try pair.load(pair.export(tables: ["note"]).path, into: reader, .init(triggers: .fire))
            }
            #expect(inColumns.what == "cannot lock \"note\"")
            #expect(inColumns.remedy == "have it granted: GRANT SELECT, INSERT, UPDATE ON TABLE note TO the role")
            #expect(try DatabasePair.lines("SELECT count(*) FROM person", in: pair.source) == ["2"])
        }
    }

    @Test func `sessions that are read-only by default export, and do not import`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            for database in [pair.source, pair.target] {
                let name = try #require(database.name)
                try DatabasePair.run("ALTER DATABASE \"\(name)\" SET default_transaction_read_only TO on", in: database)
            }
            let archive = try pair.export().path
            #expect(try pair.rows(of: "reply", in: archive).split(separator: "\n").count == 3)
            let failure = try #require(throws: Failure.self) { try pair.load(archive) }
            #expect(failure.cause?.contains("read-only transaction") == true)
            #expect(failure.remedy == "connect to a server and a role that may write")
        }
    }
}
