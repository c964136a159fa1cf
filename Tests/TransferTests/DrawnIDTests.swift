import Diagnostics
import Importing
import Reports
import Sandbox
import Testing

/// Ids that an application, a function or a trigger draws name no row in another database; new rows get such of the target.
@Suite struct DrawnIDTests {
    /// Songs by artists, and notes to songs, all known by their numbers alone but for the songs' codes.
    private static func schema(_ id: (String) -> String, before: String = "", after: String = "") -> String {
        """
        \(before);
        CREATE TABLE artist (id \(id("artist")) PRIMARY KEY, name text);
        CREATE TABLE song (id \(id("song")) PRIMARY KEY, artist_id bigint REFERENCES artist, title text, code text UNIQUE);
        CREATE TABLE note (id \(id("note")) PRIMARY KEY, song_id bigint NOT NULL REFERENCES song, body text);
        \(after)
        """
    }

    private static let tables = ["artist", "song", "note"]

    static let ways: [String: String] = [
        "a sequence for each table": schema(
            { _ in "bigint" }, before: tables.map { "CREATE SEQUENCE \($0)_seq INCREMENT 50" }.joined(separator: ";")),
        "sequences before the tables' names": schema(
            { _ in "int" }, before: tables.map { "CREATE SEQUENCE seq_\($0)" }.joined(separator: ";")),
        "one for all": schema({ _ in "bigint" }, before: "CREATE SEQUENCE hibernate_sequence INCREMENT 50"),
        "a function around a sequence": schema(
            { "bigint DEFAULT new_id('\($0)')" },
            before: """
                CREATE SEQUENCE artist_ids; CREATE SEQUENCE song_ids; CREATE SEQUENCE note_ids;
                CREATE FUNCTION new_id(t text) RETURNS bigint LANGUAGE plpgsql AS
                    $$ BEGIN RETURN 4096 * nextval(t || '_ids') + 7; END $$
                """),
        "an expression": schema(
            { _ in "bigint DEFAULT 10 + nextval('shared') * 2" }, before: "CREATE SEQUENCE shared"),
        "a trigger": schema(
            { _ in "bigint" },
            before: """
                CREATE SEQUENCE "All Numbers";
                CREATE FUNCTION number() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN NEW.id := coalesce(NEW.id, nextval('"All Numbers"')); RETURN NEW; END $$
                """,
            after: tables.map {
                "CREATE TRIGGER number BEFORE INSERT ON \($0) FOR EACH ROW EXECUTE FUNCTION number();"
            }.joined()),
    ]

    private static let rows = """
        INSERT INTO artist (id, name) VALUES (1, 'A'), (2, 'B');
        INSERT INTO song (id, artist_id, title, code) VALUES (1, 1, 'a1', 'A-1'), (2, 2, 'b1', NULL);
        INSERT INTO note (id, song_id, body) VALUES (1, 1, 'on a1'), (2, 2, 'on b1');
        """
    /// Strangers under the same numbers, one song that both have, and sequences that stand behind the rows.
    private static let others = """
        INSERT INTO artist (id, name) VALUES (1, 'Z'), (2, 'A');
        INSERT INTO song (id, artist_id, title, code) VALUES (1, 1, 'z1', 'Z-1'), (2, 2, 'a1', 'A-1');
        INSERT INTO note (id, song_id, body) VALUES (1, 1, 'on z1');
        """
    private static let content = """
        SELECT a.name, s.title, s.code, n.body FROM artist AS a LEFT JOIN song AS s ON s.artist_id = a.id
        LEFT JOIN note AS n ON n.song_id = s.id ORDER BY 1, 2, 3, 4
        """

    @Test(arguments: ways.keys.sorted())
    func `strangers of one number stay strangers`(_ way: String) async throws {
        let schema = try #require(Self.ways[way])
        try await DatabasePair.with(source: schema + Self.rows, target: schema + Self.others) { pair in
            let archive = try pair.export()
            #expect(!archive.report.problems.contains { $0.kind == .undecidedKey })
            let wanted = ["A|a1|A-1|on a1", "B|b1|∅|on b1", "Z|z1|Z-1|on z1"]
            try pair.load(archive.path)
            #expect(try DatabasePair.lines(Self.content, in: pair.target) == wanted)
            let again = try pair.load(archive.path, [], into: nil, .init(mode: .update))
            #expect(again.totals.inserted + again.totals.updated == 0)
            #expect(try DatabasePair.lines(Self.content, in: pair.target) == wanted)
            if way == "one for all" {
                let next =
                    "SELECT nextval('hibernate_sequence') > greatest((SELECT max(id) FROM artist), (SELECT max(id) FROM note))"
                #expect(try DatabasePair.lines(next, in: pair.target) == ["t"])
            }
        }
    }

    @Test func `texts around a number are drawn by the target's default`() async throws {
        let schema = """
            CREATE SEQUENCE n; CREATE TABLE customer (id text PRIMARY KEY DEFAULT 'cus_' || nextval('n'), mail text NOT NULL UNIQUE);
            CREATE TABLE plan (id text PRIMARY KEY DEFAULT concat('p', lpad(nextval('n')::text, 6, '0')),
                customer text NOT NULL REFERENCES customer, kind text NOT NULL, UNIQUE (customer, kind));
            """
        try await DatabasePair.with(
            source: schema
                + "INSERT INTO customer (mail) VALUES ('a'), ('b'); INSERT INTO plan (customer, kind) SELECT id, 'gold' FROM customer",
            target: schema + "INSERT INTO customer (mail) VALUES ('b'), ('z')"
        ) { pair in
            try pair.load(pair.export().path)
            let content = """
                SELECT c.mail, c.id ~ '^cus_[0-9]+$', p.kind, p.id ~ '^p[0-9]{6}$'
                FROM customer AS c LEFT JOIN plan AS p ON p.customer = c.id ORDER BY mail
                """
            #expect(
                try DatabasePair.lines(content, in: pair.target) == ["a|t|gold|t", "b|t|gold|t", "z|t|∅|∅"])
            let kept = "SELECT id FROM customer WHERE mail = 'b'"
            #expect(try DatabasePair.lines(kept, in: pair.target) == ["cus_1"])
        }
    }

    @Test func `a manifest says what an application draws from`() async throws {
        let schema = Self.schema({ _ in "bigint" }, before: "CREATE SEQUENCE numbers_of_everything_else")
        let manifest = """
            {"version": 1, "declarations": [\(Self.tables.map {
                "{\"table\": \"\($0)\", \"drawnFrom\": \"numbers_of_everything_else\"}" }.joined(separator: ", "))]}
            """
        try await DatabasePair.with(source: schema + Self.rows, target: schema + Self.others) { pair in
            let handlers = Self.tables.map { name in
                TestHandler(.init(name), key: name == "song" ? ["code"] : []) {
                    $0.drawnFrom = "numbers_of_everything_else"
                }
            }
            let archive = try pair.export(handlers)
            try pair.load(archive.path)
            #expect(
                try DatabasePair.lines(Self.content, in: pair.target)
                    == ["A|a1|A-1|on a1", "B|b1|∅|on b1", "Z|z1|Z-1|on z1"])
            try pair.load(archive.path, manifest: manifest)
        }
    }
}
