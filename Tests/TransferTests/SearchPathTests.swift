import Diagnostics
import Importing
import PostgreSQL
import Reports
import SystemPackage
import TableKit
import Testing

/// Databases whose own code rests on their search path, and types that bring an equality of their own.
@Suite struct SearchPathTests {
    /// Functions that call others by plain names, wherever a table can call one.
    private static let schema = """
        CREATE SCHEMA app; CREATE EXTENSION citext; SET search_path TO app, public;
        CREATE FUNCTION norm(v text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT trim(v) $$;
        CREATE FUNCTION shout(v text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN upper(norm(v)); END $$;
        CREATE FUNCTION plain(v text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT norm(v) $$;
        CREATE TABLE word (id serial PRIMARY KEY, val text NOT NULL UNIQUE);
        CREATE FUNCTION known(v text) RETURNS bool LANGUAGE sql STABLE AS
            $$ SELECT v IS NULL OR EXISTS (SELECT FROM word WHERE val = v) $$;
        CREATE FUNCTION ticket() RETURNS uuid LANGUAGE sql AS $$ SELECT md5(norm(random()::text))::uuid $$;
        CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.stamp = norm(' stamped '); RETURN NEW; END $$;
        CREATE DOMAIN tidy AS citext CHECK (shout(VALUE::text) <> 'UNTIDY');
        CREATE TABLE sentence (id serial PRIMARY KEY, nr tidy NOT NULL UNIQUE, word text, loud text GENERATED ALWAYS AS (shout(word)) STORED,
            stamp text, note tidy, secret text, CHECK (known(word)));
        CREATE INDEX ON sentence (plain(word)); CREATE UNIQUE INDEX guard ON sentence (plain(secret)) WHERE plain(word) <> '';
        CREATE TRIGGER stamps BEFORE INSERT OR UPDATE ON sentence FOR EACH ROW EXECUTE FUNCTION stamp();
        CREATE TABLE ticket (id uuid DEFAULT ticket() PRIMARY KEY, name text NOT NULL UNIQUE, sentence tidy REFERENCES sentence (nr));
        CREATE TABLE seat (ticket_id uuid REFERENCES ticket, n int, PRIMARY KEY (ticket_id, n));
        DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path TO app, public', current_database()); END $$
        """
    private static let rows = """
        ; INSERT INTO word (val) VALUES ('a'), ('b'); INSERT INTO sentence (nr, word, note, secret) VALUES ('S1', 'a', 'x', 's 1'), ('s2', 'b', NULL, NULL);
        INSERT INTO ticket (name, sentence) VALUES ('one', 's1'), ('two', NULL); INSERT INTO seat SELECT id, 1 FROM ticket
        """
    private static let handlers: [any TableHandler] = [
        TestHandler("sentence", key: ["nr"]) { $0.dependencies = ["word"] },
        TestHandler("ticket", key: ["name"]) { $0.excludedColumns = [ExcludedColumn("id", reason: "drawn here")] },
    ]

    @Test func `what the database's own code calls by plain names is found`() async throws {
        let there = "; INSERT INTO word (val) VALUES ('b'); INSERT INTO sentence (nr, word) VALUES ('S2', 'b')"
        try await DatabasePair.with(source: Self.schema + Self.rows, target: Self.schema + there) { pair in
            let morning = try pair.export(Self.handlers).path
            let report = try pair.load(morning, Self.handlers, .init(triggers: .fire))
            #expect(report.totals.inserted == 6 && report.totals.skipped == 2)
            let sentences = "SELECT nr, word, loud, stamp, note FROM sentence ORDER BY nr"
            #expect(
                try DatabasePair.lines(sentences, in: pair.target) == ["S1|a|A|stamped|x", "S2|b|B|stamped|∅"])
            let tickets = "SELECT t.name, t.sentence, s.n FROM ticket t JOIN seat s ON s.ticket_id = t.id ORDER BY 1"
            #expect(try DatabasePair.lines(tickets, in: pair.target) == ["one|S1|1", "two|∅|1"])
            #expect(try pair.load(morning, Self.handlers, .init(mode: .verify)).totals.inserted == 0)

            // Both sides change, also a value that is decided for, and the merge goes through.
            try DatabasePair.run(
                "UPDATE sentence SET note = 'theirs', word = NULL WHERE nr = 's1'; DELETE FROM seat", in: pair.source)
            try DatabasePair.run("UPDATE sentence SET note = 'ours' WHERE nr = 's1'", in: pair.target)
            let evening = try pair.export(Self.handlers).path
            var options = LoadOptions(mode: .update)
            options.onConflict = .take
            options.deletes = true
            let merged = try pair.load(evening, Self.handlers, options, base: morning)
            #expect(merged.totals.updated == 1 && merged.totals.deleted == 2)
            #expect(
                try DatabasePair.lines(sentences, in: pair.target) == ["S1|∅|∅|stamped|theirs", "S2|b|B|stamped|∅"])
        }
    }

    @Test func `rows that it refuses are listed, though their conditions call such functions`() async throws {
        let there = """
            ; INSERT INTO word (val) VALUES ('a'), ('b'); INSERT INTO sentence (nr, word, secret) VALUES ('s9', 'b', ' s 1 ');
            ALTER TABLE sentence ADD CONSTRAINT quiet CHECK (shout(word) <> 'B') NOT VALID
            """
        try await DatabasePair.with(source: Self.schema + Self.rows, target: Self.schema + there) { pair in
            let archive = try pair.export(Self.handlers).path
            let failure = try #require(throws: Failure.self) { try pair.load(archive, Self.handlers) }
            #expect(Set(failure.problems.compactMap(\.key)) == ["nr=s2", "nr=s1"])
            #expect(failure.problems.map(\.kind) == [.check, .unique])
        }
    }

    @Test func `a mask's expression is read as its author would read it`() async throws {
        let masked: [any TableHandler] = [
            TestHandler("sentence", key: ["nr"]) {
                $0.masks = [
                    Mask("secret", .sql("shout(secret) || word")), Mask("note", .sql("sentence.nr")),
                    Mask("word", .null),
                ]
            }
        ]
        try await DatabasePair.with(source: Self.schema + Self.rows, target: Self.schema) { pair in
            let path = try pair.export(masked, tables: ["sentence"]).path
            #expect(
                try pair.rows(of: "sentence", in: path)
                    == "nr,word,stamp,note,secret\nS1,,stamped,S1,S 1a\ns2,,stamped,,\n")
            let wrong: [any TableHandler] = [
                TestHandler("sentence", key: ["nr"]) { $0.masks = [Mask("secret", .sql("nowhere(secret)"))] }
            ]
            let failure = try #require(throws: Failure.self) { try pair.export(wrong, tables: ["sentence"]) }
            #expect(failure.what == "cannot mask \"sentence\".\"secret\"")
            #expect(failure.cause == "function nowhere(text) does not exist")
            #expect(failure.remedy == "correct the mask's expression")
        }
    }

    @Test func `where the path leads elsewhere the function and the table are named`() async throws {
        let elsewhere = """
            ; DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path TO public', current_database()); END $$
            """
        try await DatabasePair.with(source: Self.schema + Self.rows, target: Self.schema + elsewhere) { pair in
            let archive = try pair.export(Self.handlers, tables: ["word", "sentence"]).path
            try DatabasePair.run(
                "ALTER DOMAIN app.tidy DROP CONSTRAINT tidy_check; DROP INDEX app.guard, app.sentence_plain_idx",
                in: pair.target)
            let failure = try #require(throws: Failure.self) {
                try pair.load(
                    archive, Self.handlers,
                    manifest: #"{"version": 1, "renames": {"word": "app.word", "sentence": "app.sentence"}}"#)
            }
            #expect(failure.cause?.contains("norm(text) does not exist") == true)
            #expect(failure.cause?.contains("table \"app.sentence\"") == true)
            #expect(failure.cause?.contains("in the function app.shout(text)") == true)
            #expect(failure.remedy?.contains("ALTER FUNCTION") == true)
        }
    }

    @Test func `equal is what the type's own operator calls equal`() async throws {
        let schema = """
            CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; CREATE EXTENSION ltree SCHEMA ext;
            CREATE TABLE place (path ext.ltree PRIMARY KEY);
            CREATE TABLE person (id serial PRIMARY KEY, mail ext.citext NOT NULL UNIQUE, home ext.ltree REFERENCES place, age int);
            CREATE TABLE page (id serial PRIMARY KEY, up int REFERENCES page, slug ext.citext NOT NULL, UNIQUE (up, slug));
            CREATE TABLE use (mail ext.citext REFERENCES person (mail), n int, PRIMARY KEY (mail, n))
            """
        let rows = """
            INSERT INTO place VALUES ('a.b'); INSERT INTO person (mail, home, age) VALUES ('Anna@x', 'a.b', 7), ('ben@x', NULL, 8);
            INSERT INTO page VALUES (1, NULL, 'Root'), (2, 1, 'A'), (3, 2, 'b'); INSERT INTO use VALUES ('ANNA@X', 1), ('ben@x', 2)
            """
        let there = """
            INSERT INTO place VALUES ('a.b'); INSERT INTO person (mail, age) VALUES ('anna@X', 1);
            INSERT INTO page VALUES (11, NULL, 'Root'), (12, 11, 'A'); INSERT INTO use VALUES ('Anna@x', 1)
            """
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let path = try pair.export().path
            let report = try pair.load(path, [], .init(mode: .update))
            #expect(
                report.tables.map { "\($0.table) \($0.inserted) \($0.updated)" } == [
                    "page 1 0", "place 0 0", "person 1 1", "use 1 0",
                ])
            #expect(try pair.load(path, [], .init(mode: .verify)).totals.updated == 0)
            #expect(
                try DatabasePair.lines("SELECT mail, home, age FROM person ORDER BY id", in: pair.target) == [
                    "anna@X|a.b|7", "ben@x|∅|8",
                ])
            // A row is found by its key in any letter case, and a tree's row by those from the root down.
            #expect(try pair.counts(of: "person=ANNA@x") == "person 1, place 1, use 1")
            #expect(try pair.counts(of: "page=ROOT,a,B") == "page 3")
        }
    }
}

extension DatabasePair {
    @discardableResult
    fileprivate func load(
        _ path: FilePath, _ handlers: [any TableHandler], _ options: LoadOptions, base: FilePath? = nil
    ) throws -> Report {
        try load(path, handlers, into: nil, options, base: base)
    }
}
