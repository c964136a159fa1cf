import Catalogue
import CatalogueReading
import Diagnostics
import Testing

@testable import PostgreSQL

/// Under which search path a session's statements run.
@Suite struct SearchPathTests {
    private static let own = "pg_catalog, pg_temp"
    private static let databases = "\"$user\", public"

    /// `to_jsonb(text)` fits a text better than PostgreSQL's own, which takes anything.
    private static let setUp: SQL = """
        CREATE FUNCTION to_jsonb(text) RETURNS jsonb LANGUAGE sql AS $$ SELECT '"planted"'::jsonb $$;
        CREATE FUNCTION inner_one(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1 || '!' $$;
        CREATE FUNCTION outer_one(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT inner_one($1) $$;
        CREATE TABLE seen (path text);
        CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO seen VALUES (current_setting('search_path')); RETURN NULL; END $$;
        CREATE TABLE t (a text);
        CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION see();
        """

    @Test func statementsCallNothingThatIsOnTheDatabasesPath() async throws {
        try await withSession(Self.setUp) { session throws in
            let query: SQL = "SELECT to_jsonb('x'::text)"
            #expect(try session.value(query) == "\"x\"")
            #expect(try session.underDatabasePath { try session.value(query) } == "\"planted\"")
            try session.transaction { () throws in
                #expect(try session.value(query) == "\"x\"")
                #expect(try session.underDatabasePath { try session.value(query) } == "\"planted\"")
                #expect(try session.value(query) == "\"x\"")
            }
        }
    }

    @Test func aRollbackToASavepointDoesNotChangeIt() async throws {
        try await withSession { session throws in
            try session.transaction { () throws in
                try session.run("SAVEPOINT a")
                #expect(throws: ServerError.self) { try session.underDatabasePath { try session.run("SELECT 1 / 0") } }
                try session.run("ROLLBACK TO SAVEPOINT a")
                #expect(try session.value("SHOW search_path") == Self.own)
                try session.underDatabasePath { () throws in
                    try session.run("SAVEPOINT b")
                    #expect(try session.value("SHOW search_path") == Self.databases)
                }
                try session.run("SELECT 1; ROLLBACK TO SAVEPOINT b")
                #expect(try session.value("SHOW search_path") == Self.own)
                try session.run("ROLLBACK TO SAVEPOINT a")
                #expect(try session.underDatabasePath { try session.value("SHOW search_path") } == Self.databases)
                #expect(try session.value("SHOW search_path") == Self.own)
            }
        }
    }

    @Test func whatIsDeferredRunsUnderTheDatabasesPath() async throws {
        try await withSession(Self.setUp) { session throws in
            _ = try session.transaction { try session.run("INSERT INTO public.t VALUES ('a')") }
            #expect(try session.value("SELECT path FROM public.seen") == Self.databases)
        }
    }

    @Test func nothingStaysInTheSession() async throws {
        try await withSession { session throws in
            try session.run("SELECT 1")
            _ = try session.transaction { try session.run("SELECT 1") }
            #expect(throws: BodyError.self) { () throws in
                try session.transaction { () throws in
                    try session.run("SELECT 1")
                    throw BodyError()
                }
            }
            // Sent without a path before it: the session's.
            #expect(try session.underDatabasePath { try session.value("SHOW search_path") } == Self.databases)
        }
    }

    @Test func rowsAreCopiedUnderEither() async throws {
        try await withSession(
            """
            \(Self.setUp); CREATE DOMAIN exclaimed AS text CHECK (outer_one(VALUE) <> '!'); CREATE TABLE e (a exclaimed)
            """
        ) { session throws in
            let copied = try session.underDatabasePath {
                try session.copyIn("COPY public.e FROM STDIN") { try $0.write("a\nb\n") }
            }
            #expect(copied == 2)
            var rows = 0
            try session.transaction { () throws in
                #expect(
                    try session.underDatabasePath {
                        try session.copyIn("COPY public.e FROM STDIN") { try $0.write("c\n") }
                    } == 1)
                try session.copyOut("COPY (SELECT to_jsonb(a::text) FROM public.e) TO STDOUT") { _ in rows += 1 }
                try session.forEachRow("SELECT a FROM public.e WHERE a = 'c'") { _ in rows += 1 }
            }
            try session.copyOut("COPY (SELECT to_jsonb(a::text) FROM public.e) TO STDOUT") { _ in rows += 1 }
            #expect(rows == 7)
        }
    }

    @Test func aQuerysNamesAreFoundHereAndItsFunctionsRunThere() async throws {
        try await withSession(Self.setUp) { session throws in
            let query: SQL = "SELECT public.outer_one('x') AS a, to_jsonb('x'::text) AS b"
            try session.transaction { () throws in
                try session.run("SAVEPOINT a")
                let missing = try serverError { _ = try session.rows(query) }
                #expect(missing.sqlState == "42883" && missing.function == "outer_one")
                try session.run("ROLLBACK TO SAVEPOINT a")
                let row = try session.evaluatingUnderDatabasePath(query) { try session.rows($0) }.first
                #expect(row?[0] == "x!" && row?[1] == "\"x\"")
                #expect(try session.value("SELECT count(*) FROM pg_class WHERE relname = 'satchel_query'") == "0")
            }
        }
    }

    @Test func typesSayHowTheirValuesAreEqual() async throws {
        try await withSession(
            """
            CREATE EXTENSION citext; CREATE EXTENSION ltree; CREATE SCHEMA odd; CREATE EXTENSION hstore SCHEMA odd;
            CREATE DOMAIN mail AS citext; CREATE DOMAIN number AS int; CREATE TYPE mood AS ENUM ('fine'); CREATE TYPE pair AS (a citext);
            CREATE TABLE t (c citext, m mail, l ltree, h odd.hstore, n number, t text, e mood, p pair, ca citext[], j json)
            """
        ) { session throws in
            let table = try #require(try Catalogue.read(from: session).table("t"))
            let found = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0.type.equality) })
            let citext = Equality(OperatorName(schema: "public", symbol: "="), of: "public.citext")
            #expect(found["c"] == citext && found["m"] == citext)
            #expect(found["l"] == Equality(OperatorName(schema: "public", symbol: "="), of: "public.ltree"))
            #expect(found["h"] == Equality(OperatorName(schema: "odd", symbol: "="), of: "odd.hstore"))
            for name in ["n", "t", "e", "p", "ca", "j"] { #expect(found[name] == .builtIn, "\(name)") }
        }
    }
}
