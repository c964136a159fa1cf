import Diagnostics
import Importing
import PostgreSQL
import TableKit
import Testing

/// What a manifest says to an import.
@Suite struct ManifestImportTests {
    private static let schema = """
        CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL UNIQUE, captain_id int, size int DEFAULT 0);
        CREATE TABLE player (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, nick text UNIQUE, team_id int NOT NULL REFERENCES team, pin text);
        ALTER TABLE team ADD FOREIGN KEY (captain_id) REFERENCES player;
        CREATE FUNCTION count_players() RETURNS trigger LANGUAGE plpgsql AS
            $f$BEGIN NEW.size = (SELECT count(*) FROM player WHERE team_id = NEW.id); RETURN NEW; END$f$;
        CREATE TRIGGER sizes BEFORE UPDATE ON team FOR EACH ROW EXECUTE FUNCTION count_players()
        """
    private static let rows = """
        INSERT INTO team (name, size) VALUES ('red', 2), ('blue', 1);
        INSERT INTO player (mail, nick, team_id, pin) VALUES ('a', 'x', 1, '1'), ('b', 'y', 1, '2'), ('c', 'z', 2, '3');
        UPDATE team SET captain_id = 1 WHERE id = 1
        """

    private func refused(_ manifest: String, _ pair: DatabasePair, mode: LoadOptions.Mode = .skip) throws -> Failure {
        let archive = try pair.export().path
        let failure = try #require(throws: Failure.self) {
            try pair.load(archive, [], into: nil, .init(mode: mode), manifest: "{\"version\": 1, \(manifest)}")
        }
        #expect(try DatabasePair.lines("SELECT count(*) FROM team", in: pair.target) == ["0"])
        return failure
    }

    @Test func `declarations count as a module's do`() async throws {
        let manifest = """
            {"version": 1, "declarations": [
              {"table": "public.team", "naturalKey": ["name"], "lateSeeds": ["captain_id"],
               "derived": [{"columns": ["size"], "trigger": "sizes"}]}]}
            """
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let archive = try pair.export().path
            let report = try pair.load(archive, manifest: manifest)
            #expect(report.totals.inserted == 5 && report.problems.isEmpty)
            #expect(report.tables.first { $0.table == "team" }?.lateSeeded == 1)
            // A derived column is no difference, and its trigger runs for what is written.
            try DatabasePair.run(
                "ALTER TABLE team DISABLE TRIGGER sizes; UPDATE team SET size = 9; ALTER TABLE team ENABLE TRIGGER sizes",
                in: pair.target)
            #expect(
                try pair.load(archive, [], into: nil, .init(mode: .update), manifest: manifest).totals.updated == 0)
            #expect(try pair.load(archive, [], into: nil, .init(mode: .update)).totals.updated == 2)
        }
    }

    @Test func `another natural key than the archive's does not count, and a warning says so`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let manifest = #"{"version": 1, "declarations": [{"table": "player", "naturalKey": ["nick"]}]}"#
            let report = try pair.load(pair.export().path, manifest: manifest)
            #expect(
                report.problems.map(\.description) == [
                    "\"player\": the archive knows rows by (mail), the manifest by (nick): the archive's key counts"
                ])
            #expect(report.totals.inserted == 5)
        }
    }

    @Test func `columns that it excludes stay in the archive, whether new rows or old`() async throws {
        let there =
            "INSERT INTO team (name) VALUES ('red'); INSERT INTO player (mail, team_id, pin) SELECT 'a', id, 'mine' FROM team"
        try await DatabasePair.with(schema: Self.schema, source: Self.rows, target: there) { pair in
            let manifest =
                #"{"version": 1, "excludeColumns": {"player": {"pin": "secret"}, "team": {"captain_id": "ours"}}}"#
            let archive = try pair.export().path
            let report = try pair.load(archive, [], into: nil, .init(mode: .update), manifest: manifest)
            #expect(report.totals.inserted == 3)
            #expect(
                try DatabasePair.lines("SELECT mail, nick, pin FROM player ORDER BY mail", in: pair.target)
                    == ["a|x|mine", "b|y|∅", "c|z|∅"])
            #expect(try DatabasePair.lines("SELECT count(captain_id) FROM team", in: pair.target) == ["0"])
            let compared = try pair.load(archive, [], into: nil, .init(mode: .diff), manifest: manifest)
            #expect(compared.totals.updated + compared.totals.inserted + compared.totals.deleted == 0)
        }
    }

    @Test func `what would let something in is refused before a row is read`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            for rows in ["\"root\": \"team\"", "\"since\": \"30d\""] {
                let failure = try refused(rows, pair)
                #expect(failure.code == .usage && failure.remedy?.hasPrefix("export with the manifest") == true)
            }
            let masked = try refused("\"masks\": {\"player\": {\"pin\": \"null\"}}", pair)
            #expect(
                masked.problems.map(\.description) == [
                    "\"player\".\"pin\": the manifest masks this column, but the archive has its values: an import masks nothing"
                ])
            for (manifest, place) in [
                ("\"excludeColumns\": {\"players\": {\"pin\": \"secret\"}}", "\"players\""),
                ("\"excludeColumns\": {\"player\": {\"pim\": \"secret\"}}", "\"player\".\"pim\""),
                ("\"excludeColumns\": {\"player\": {\"mail\": \"secret\"}}", "\"player\".\"mail\""),
                ("\"declarations\": [{\"table\": \"tean\"}]", "\"tean\""),
                ("\"declarations\": [{\"table\": \"team\", \"lateSeeds\": [\"captain\"]}]", "\"team\".\"captain\""),
            ] {
                let failure = try refused(manifest, pair)
                #expect(failure.problems.count == 1)
                #expect(failure.problems.first?.description.hasPrefix(place + ": ") == true)
                #expect(failure.problems.first?.remedy != nil)
            }
        }
    }

    @Test func `masks and rows of an archive that was exported with them are no hindrance`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let handlers = [TestHandler("player", key: ["mail"]) { $0.masks = [Mask("pin", .null)] }]
            let manifest = #"{"version": 1, "masks": {"player": {"pin": "null"}}}"#
            let report = try pair.load(pair.export(handlers).path, manifest: manifest)
            #expect(report.totals.inserted == 5)
        }
    }
}
