import Archive
import Diagnostics
import Foundation
import PostgreSQL
import SystemPackage
import TableKit
import Testing

/// Imports that cannot be done: everything that is wrong is listed, and nothing is changed.
@Suite struct RefusalTests {
    private let schema = """
        CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE player (id serial PRIMARY KEY, code text NOT NULL UNIQUE, team_id int REFERENCES team, boss_id int NOT NULL, age int, nick text);
        CREATE TABLE game (id serial PRIMARY KEY, code text NOT NULL UNIQUE, player_id int NOT NULL REFERENCES player)
        """
    private let rows = """
        INSERT INTO team VALUES (1, 'red'), (2, 'blue');
        INSERT INTO player SELECT n, 'p' || n, 1 + n % 2, 1, n, 'nick' || n % 4 FROM generate_series(1, 20) n;
        INSERT INTO game (code, player_id) SELECT 'g' || n, n FROM generate_series(1, 20) n
        """
    private func counts(_ pair: DatabasePair) throws -> [String] {
        try DatabasePair.lines(
            "SELECT (SELECT count(*) FROM team), (SELECT count(*) FROM player), (SELECT count(*) FROM game), to_regclass('satchel.history')",
            in: pair.target)
    }

    @Test func `rows that break checks, NOT NULL and unique constraints are all listed`() async throws {
        let stricter = """
            ; ALTER TABLE player ADD CONSTRAINT young CHECK (age < 18), ADD CONSTRAINT one_nick UNIQUE (nick);
            INSERT INTO player (code, boss_id, nick) VALUES ('there', 1, 'nick0')
            """
        try await DatabasePair.with(schema: schema, source: rows, target: stricter) { pair in
            let archive = try pair.export().path
            let failure = try #require(throws: Failure.self) { try pair.load(archive) }
            #expect(failure.code == .failed)
            let checks = failure.problems.filter { $0.kind == .check }
            #expect(checks.compactMap(\.key) == ["code=p18", "code=p19", "code=p20"].sorted())
            #expect(checks.first?.message == "breaks the check \"young\"")
            #expect(failure.problems.contains { $0.kind == .unique && $0.column == "nick" && $0.total == 20 })
            #expect(try counts(pair) == ["0|1|0|∅"])
        }
    }

    @Test func `references that lead nowhere are all listed, or left empty on request`() async throws {
        try await DatabasePair.with(schema: schema, source: rows, target: "; INSERT INTO team (name) VALUES ('red')") {
            pair in
            let archive = try pair.export(tables: ["player", "game"]).path
            let failure = try #require(throws: Failure.self) { try pair.load(archive) }
            #expect(failure.problems.count == 5)
            #expect(failure.problems.allSatisfy { $0.table == "player" && $0.column == "team_id" && $0.total == 10 })
            #expect(failure.problems.first?.message.contains("(blue) of \"team\"") == true)
            #expect(try counts(pair) == ["1|0|0|∅"])

            let report = try pair.load(archive, [], into: nil, .init(missingReferences: .null))
            #expect(report.totals.inserted == 40)
            #expect(try DatabasePair.lines("SELECT count(*), count(team_id) FROM player", in: pair.target) == ["20|10"])
        }
    }

    @Test func `a row that cannot do without a missing reference is rejected, and with it the rows that need it`()
        async throws
    {
        let strict = schema.replacingOccurrences(of: "team_id int REFERENCES", with: "team_id int NOT NULL REFERENCES")
        try await DatabasePair.with(schema: strict, source: rows, target: "; INSERT INTO team (name) VALUES ('red')") {
            pair in
            let report = try pair.load(
                pair.export(tables: ["player", "game"]).path, [], into: nil, .init(missingReferences: .null))
            #expect(report.tables.map(\.rejected) == [10, 10])
            #expect(report.tables.map(\.inserted) == [10, 10])
            #expect(try counts(pair).first?.hasPrefix("1|10|10|") == true)
        }
    }

    @Test func `a target with other tables, columns or types is named before a row is read`() async throws {
        let other = """
            ; ALTER TABLE player DROP COLUMN nick, ALTER COLUMN age TYPE date USING NULL, ADD COLUMN needed int NOT NULL; DROP TABLE game
            """
        try await DatabasePair.with(schema: schema, source: rows, target: other) { pair in
            let archive = try pair.export().path
            let missing = try #require(throws: Failure.self) { try pair.load(archive) }
            #expect(missing.code == .schemaMismatch)
            #expect(missing.problems.map(\.table) == ["game"])

            let partial = try pair.export(tables: ["team", "player"]).path
            let failure = try #require(throws: Failure.self) { try pair.load(partial) }
            #expect(failure.code == .schemaMismatch)
            #expect(Set(failure.problems.compactMap(\.column)) == ["nick", "age", "needed"])
        }
    }

    @Test func `a target that knows a reference where the archive has plain numbers is refused`() async throws {
        let linked = "; ALTER TABLE player ADD FOREIGN KEY (boss_id) REFERENCES player"
        try await DatabasePair.with(schema: schema, source: rows, target: linked) { pair in
            let archive = try pair.export().path
            let failure = try #require(throws: Failure.self) { try pair.load(archive) }
            #expect(failure.code == .schemaMismatch)
            #expect(failure.problems.map(\.column) == ["boss_id"])
        }
    }

    @Test func `wider types, other column order, more columns with defaults fit`() async throws {
        let wider = """
            DROP TABLE game; DROP TABLE player; CREATE TABLE player (extra text NOT NULL DEFAULT 'x', nick varchar(40), age bigint, boss_id numeric NOT NULL,
                team_id bigint REFERENCES team, code varchar NOT NULL UNIQUE, id bigserial PRIMARY KEY)
            """
        try await DatabasePair.with(schema: schema, source: rows, target: ";" + wider) { pair in
            let archive = try pair.export(tables: ["team", "player"]).path
            #expect(try pair.load(archive).totals.inserted == 22)
            let all = "SELECT code, age, nick, t.name FROM player JOIN team t ON t.id = team_id ORDER BY code"
            #expect(try DatabasePair.lines(all, in: pair.target) == DatabasePair.lines(all, in: pair.source))
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }

    @Test func `an archive cut short or changed changes nothing`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export().path
            let bytes = try Data(contentsOf: URL(fileURLWithPath: archive.string))
            for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 12)) {
                let cut = pair.folder.appending("cut-\(length)")
                try bytes.prefix(length).write(to: URL(fileURLWithPath: cut.string))
                let failure = try #require(throws: Failure.self) { try pair.load(cut) }
                #expect(failure.code == .archiveDamaged)
            }
            #expect(try counts(pair) == ["0|0|0|∅"])
        }
    }

    @Test func `a trigger of the target rests during an import and is back afterwards, unless it shall fire`()
        async throws
    {
        let stamped = """
            ; CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.nick = 'stamped'; RETURN NEW; END$$;
            CREATE TRIGGER on_a BEFORE INSERT ON player FOR EACH ROW EXECUTE FUNCTION stamp();
            CREATE TRIGGER always_a BEFORE INSERT ON player FOR EACH ROW EXECUTE FUNCTION stamp(); ALTER TABLE player ENABLE ALWAYS TRIGGER always_a;
            CREATE TRIGGER off_a BEFORE INSERT ON player FOR EACH ROW EXECUTE FUNCTION stamp(); ALTER TABLE player DISABLE TRIGGER off_a
            """
        let states = "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        try await DatabasePair.with(schema: schema, source: rows, target: stamped) { pair in
            let archive = try pair.export().path
            let before = try DatabasePair.lines(states, in: pair.target)
            try pair.load(archive)
            #expect(
                try DatabasePair.lines("SELECT count(*) FROM player WHERE nick = 'stamped'", in: pair.target) == ["0"])
            #expect(try DatabasePair.lines(states, in: pair.target) == before)
            #expect(before == ["always_a|A", "off_a|D", "on_a|O"])
            try DatabasePair.run("TRUNCATE player CASCADE", in: pair.target)
            try pair.load(archive, [], into: nil, .init(triggers: .fire))
            #expect(
                try DatabasePair.lines("SELECT count(*) FROM player WHERE nick = 'stamped'", in: pair.target) == ["20"])
        }
    }

    @Test func `a dry run counts what an import would do, and does not`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export().path
            let dry = try pair.load(archive, [], into: nil, .init(isDryRun: true))
            #expect(dry.isDryRun)
            #expect(try counts(pair) == ["0|0|0|∅"])
            let real = try pair.load(archive)
            #expect(real.tables.map(\.inserted) == dry.tables.map(\.inserted))
            #expect(
                try DatabasePair.lines(
                    "SELECT archive_id <> '', length(digest), mode, imported_by FROM satchel.history", in: pair.target)
                    == ["t|64|import|sandbox"])
        }
    }

    @Test func `a change of a column that rows refer to is refused, unless they follow`() async throws {
        func sides(_ foreignKey: String) -> (String) -> String {
            { owner in
                """
                CREATE TABLE owner (id serial PRIMARY KEY, name text UNIQUE NOT NULL);
                CREATE TABLE house (id serial PRIMARY KEY, code text UNIQUE NOT NULL, owner_id int NOT NULL REFERENCES owner,
                    UNIQUE (owner_id, id));
                CREATE TABLE room (id serial PRIMARY KEY, code text UNIQUE NOT NULL, owner_id int, house_id int,
                    FOREIGN KEY (owner_id, house_id) REFERENCES house (owner_id, id) \(foreignKey));
                INSERT INTO owner (name) VALUES ('anna'), ('bert');
                INSERT INTO house (code, owner_id) SELECT 'h', id FROM owner WHERE name = '\(owner)';
                INSERT INTO room (code, owner_id, house_id) SELECT 'r', owner_id, id FROM house;
                """
            }
        }
        let owners = "SELECT o.name FROM house h JOIN owner o ON o.id = h.owner_id JOIN room r ON r.owner_id = o.id"
        let plain = sides("")
        try await DatabasePair.with(source: plain("anna"), target: plain("bert")) { pair in
            let archive = try pair.export().path
            let failure = #expect(throws: Failure.self) {
                () throws in try pair.load(archive, into: pair.target, .init(mode: .update))
            }
            #expect(failure?.problems.map(\.table) == ["room"])
            #expect(failure?.problems.map(\.kind) == [.forbiddenUpdate])
            #expect(failure?.problems.first?.remedy?.contains("ON UPDATE CASCADE") == true)
            #expect(try DatabasePair.lines(owners, in: pair.target) == ["bert"])
        }
        let cascading = sides("ON UPDATE CASCADE")
        try await DatabasePair.with(source: cascading("anna"), target: cascading("bert")) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive, into: pair.target, .init(mode: .update)).totals.updated == 1)
            #expect(try DatabasePair.lines(owners, in: pair.target) == ["anna"])
            #expect(try pair.load(archive, into: pair.target, .init(mode: .update)).totals.updated == 0)
        }
    }
}
