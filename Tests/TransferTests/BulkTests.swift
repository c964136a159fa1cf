import Diagnostics
import Foundation
import Importing
import Loading
import PostgreSQL
import Reports
import Sandbox
import TableKit
import Testing

/// Foreign keys that are checked set by set: the same rows and the same refusals as row by row.
@Suite struct BulkTests {
    private let schema = """
        CREATE TABLE author (id serial PRIMARY KEY, name text NOT NULL UNIQUE, best_id int);
        CREATE TABLE post (id serial PRIMARY KEY, slug text NOT NULL UNIQUE, author_id int NOT NULL REFERENCES author,
            up_id int REFERENCES post DEFERRABLE INITIALLY DEFERRED, small smallint, UNIQUE (id, author_id));
        ALTER TABLE author ADD FOREIGN KEY (best_id) REFERENCES post;
        CREATE TABLE note (id serial PRIMARY KEY, text text NOT NULL UNIQUE, post_id int, author_id int,
            FOREIGN KEY (post_id, author_id) REFERENCES post (id, author_id));
        """
    private let rows = """
        INSERT INTO author (name) VALUES ('Ada'), ('Ben'), ('Cem');
        INSERT INTO post (slug, author_id, up_id) VALUES ('a', 1, NULL), ('b', 2, 1), ('c', 3, 3), ('d', 1, 2);
        UPDATE author SET best_id = 4 WHERE name = 'Ada';
        INSERT INTO note (text, post_id, author_id) VALUES ('n1', 1, 1), ('n2', NULL, 1), ('n3', 2, NULL), ('n4', 3, 3);
        """

    private func options(
        _ mode: BulkMode, _ triggers: TriggerMode = .suppress, _ ways: BulkWays = .replicaRole
    ) -> LoadOptions {
        var options = LoadOptions(triggers: triggers)
        options.bulk = mode
        options.bulkWays = ways
        return options
    }

    /// Imports, and says what was noted.
    private func notes(_ pair: DatabasePair, _ options: LoadOptions, into database: Database? = nil) throws -> [String]
    {
        var notes: [String] = []
        var observer = RunObserver()
        observer.note = { notes.append($0) }
        try pair.load(pair.export().path, [], into: database, options, observer: observer)
        return notes
    }

    private let content = """
        SELECT p.slug, a.name, u.slug, b.slug, n.text FROM post AS p JOIN author AS a ON a.id = p.author_id
        LEFT JOIN post AS u ON u.id = p.up_id LEFT JOIN post AS b ON b.id = a.best_id
        FULL JOIN note AS n ON (n.post_id, n.author_id) = (p.id, p.author_id) ORDER BY 1, 5
        """

    @Test(arguments: [BulkMode.always, .never, .auto])
    func `rows arrive the same way, and every foreign key holds`(_ mode: BulkMode) async throws {
        try await DatabasePair.with(
            schema: schema, source: rows, target: "INSERT INTO author (name) VALUES ('Cem'), ('Dee');"
        ) { pair in
            let notes = try notes(pair, options(mode))
            #expect(notes == (mode == .always ? ["the foreign keys of 3 tables are checked set by set"] : []))
            let (there, here) = try (
                DatabasePair.lines(content, in: pair.source), DatabasePair.lines(content, in: pair.target)
            )
            #expect(here == there)
            #expect(try DatabasePair.lines("SHOW session_replication_role", in: pair.target) == ["origin"])
            // The server looks at all rows again.
            try DatabasePair.run(
                """
                ALTER TABLE post ADD FOREIGN KEY (author_id) REFERENCES author, ADD FOREIGN KEY (up_id) REFERENCES post;
                ALTER TABLE note ADD FOREIGN KEY (post_id, author_id) REFERENCES post (id, author_id)
                """, in: pair.target)
        }
    }

    @Test(arguments: [(BulkMode.always, BulkWays.replicaRole), (.always, .remaking), (.never, .all)])
    func `a row that refers to none is refused by name`(_ mode: BulkMode, _ ways: BulkWays) async throws {
        let tables =
            "CREATE TABLE owner (id int PRIMARY KEY, name text NOT NULL UNIQUE); CREATE TABLE thing (name text PRIMARY KEY, owner_id int);"
        let key = "ALTER TABLE thing ADD CONSTRAINT thing_owner FOREIGN KEY (owner_id) REFERENCES owner"
        let handler = TestHandler("thing", key: ["name"]) {
            $0.references = [.logical("owner_id", to: "owner", unmatched: .carriesAll)]
        }
        let owner = TestHandler("owner", key: ["name"]) { _ in }
        try await DatabasePair.with(
            source: tables + "INSERT INTO owner VALUES (1, 'o'); INSERT INTO thing VALUES ('x', 1), ('y', 7);",
            target: tables + key
        ) { pair in
            let archive = try pair.export([handler, owner]).path
            let failure = try #require(throws: Failure.self) {
                try pair.load(archive, [handler, owner], options(mode, .suppress, ways))
            }
            #expect(failure.problems.count == 1, "\(failure)")
            #expect(failure.problems.first?.message.contains("violates foreign key constraint") == true, "\(failure)")
            #expect(try DatabasePair.lines("SELECT count(*) FROM thing", in: pair.target) == ["0"])
            let keys = "SELECT count(*) FROM pg_constraint WHERE conname = 'thing_owner'"
            #expect(try DatabasePair.lines(keys, in: pair.target) == ["1"])
        }
    }

    @Test(arguments: [
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.small = 7; RETURN NEW; END $$; CREATE TRIGGER t BEFORE INSERT ON post FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE post ENABLE REPLICA TRIGGER t",
        "CREATE TABLE log (slug text); CREATE RULE r AS ON INSERT TO post DO ALSO INSERT INTO log VALUES (NEW.slug)",
        "ALTER TABLE post ADD CONSTRAINT late UNIQUE (small) DEFERRABLE INITIALLY DEFERRED",
    ])
    func `a table of which more would rest, or wake, is inserted into as ever`(_ change: String) async throws {
        try await DatabasePair.with(schema: schema, source: rows, target: change) { pair in
            let tables: [TableName] = ["author", "post", "note"]
            var notes: [String] = []
            var observer = RunObserver()
            observer.note = { notes.append($0) }
            try pair.load(pair.export(tables: tables).path, [], into: nil, options(.always), observer: observer)
            #expect(notes == ["the foreign keys of 2 tables are checked set by set"])
            #expect(try DatabasePair.lines("SELECT count(*) FROM post WHERE small = 7", in: pair.target) == ["0"])
            let (there, here) = try (
                DatabasePair.lines(content, in: pair.source), DatabasePair.lines(content, in: pair.target)
            )
            #expect(here == there)
        }
    }

    @Test func `triggers that are to fire do`() async throws {
        let trigger =
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.small = 7; RETURN NEW; END $$; CREATE TRIGGER t BEFORE INSERT ON post FOR EACH ROW EXECUTE FUNCTION f()"
        try await DatabasePair.with(schema: schema, source: rows, target: trigger) { pair in
            let notes = try notes(pair, options(.always, .fire))
            #expect(notes == ["the foreign keys of 2 tables are checked set by set"])
            #expect(try DatabasePair.lines("SELECT count(*) FROM post WHERE small = 7", in: pair.target) == ["4"])
        }
    }

    @Test func `a role that may not is told, or goes row by row`() async throws {
        let role = "loader_" + UUID().uuidString.prefix(8).lowercased()
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            try DatabasePair.run(
                "CREATE ROLE \(role) LOGIN; ALTER TABLE author OWNER TO \(role); ALTER TABLE post OWNER TO \(role); ALTER TABLE note OWNER TO \(role); GRANT CREATE ON DATABASE \(try #require(pair.target.name)) TO \(role)",
                in: pair.target)
            defer { try? DatabasePair.run("DROP OWNED BY \(role) CASCADE; DROP ROLE \(role)", in: pair.target) }
            let url = try await Sandbox.shared().url(ofDatabase: try #require(pair.target.name))
            let loader = try Database(connectionString: url.replacing("//\(Sandbox.user)@", with: "//\(role)@"))
            let failure = try #require(throws: Failure.self) {
                try notes(pair, options(.always), into: loader)
            }
            #expect(
                failure.cause
                    == "the role may neither set session_replication_role nor drop constraints and make them again")
            let version = try Connection(pair.target).serverVersion
            if version >= 150_000 {
                try DatabasePair.run("GRANT SET ON PARAMETER session_replication_role TO \(role)", in: pair.target)
                let done = try notes(pair, options(.always), into: loader)
                #expect(done == ["the foreign keys of 3 tables are checked set by set"])
            } else {
                #expect(try notes(pair, options(.auto), into: loader) == [])
            }
            let (there, here) = try (
                DatabasePair.lines(content, in: pair.source), DatabasePair.lines(content, in: pair.target)
            )
            #expect(here == there)
        }
    }
}
