import Diagnostics
import Testing

@testable import PostgreSQL

@Suite struct ServerErrorTests {
    static let secret = "s3cret"

    static let setUp: SQL = """
        CREATE TYPE mood AS ENUM ('fine');
        CREATE DOMAIN code AS text CHECK (length(VALUE) < 5);
        CREATE TABLE parents (id int PRIMARY KEY, name text UNIQUE, short varchar(3), CONSTRAINT named CHECK (name <> 's3cret!'),
            small smallint, needed text NOT NULL DEFAULT '', mood mood, code code);
        CREATE TABLE children (parent text REFERENCES parents (name));
        CREATE FUNCTION complain() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'no: %', NEW.parent USING ERRCODE = 'check_violation'; END $$;
        CREATE TABLE watched (parent text);
        CREATE TRIGGER complain BEFORE INSERT ON watched FOR EACH ROW EXECUTE FUNCTION complain();
        INSERT INTO parents (id, name) VALUES (1, 's3cret');
        """

    @Test(arguments: [
        ("SELECT 's3cret'::int", "22P02", "invalid input syntax for type integer"),
        ("SELECT 's3cret\"{'::int[]", "22P02", "malformed array literal"),
        ("SELECT '{\"a\": \"b: \\\"s3cret\"}'::int[]", "22P02", "malformed array literal"),
        ("SELECT 's3cret'::mood", "22P02", "invalid input value for enum mood"),
        ("SELECT 's3cret'::json", "22P02", "invalid input syntax for type json"),
        ("SELECT 's3cret'::date", "22007", "invalid input syntax for type date"),
        ("SELECT '9999999'::smallint", "22003", "value \"…\" is out of range for type smallint"),
        ("SELECT 's3cret'::bytea || '\\x3'::bytea", "22023", "invalid hexadecimal data: odd number of digits"),
        (
            "INSERT INTO parents (id, name) VALUES (2, 's3cret')", "23505",
            "duplicate key value violates unique constraint \"parents_name_key\""
        ),
        (
            "INSERT INTO parents (id, name) VALUES (2, 's3cret!')", "23514",
            "new row for relation \"parents\" violates check constraint \"named\""
        ),
        (
            "INSERT INTO parents (id, code) VALUES (2, 's3cret')", "23514",
            "value for domain code violates check constraint \"code_check\""
        ),
        (
            "INSERT INTO parents (id, short) VALUES (2, 's3cret')", "22001",
            "value too long for type character varying(3)"
        ),
        (
            "INSERT INTO parents (id, needed, name) VALUES (2, NULL, 's3cret')", "23502",
            "null value in column \"needed\" of relation \"parents\" violates not-null constraint"
        ),
        (
            "INSERT INTO children VALUES ('s3cret?')", "23503",
            "insert or update on table \"children\" violates foreign key constraint \"children_parent_fkey\""
        ),
        (
            "INSERT INTO watched VALUES ('s3cret')", "23514",
            "a row breaks a rule that a function or trigger checks; its text is left out, it may hold row values"
        ),
        (
            "DO $$ BEGIN RAISE 's3cret'; END $$", "P0001",
            "a function or trigger raised an error; its text is left out, it may hold row values"
        ),
        (
            "DO $$ BEGIN RAISE 's3cret' USING ERRCODE = 'AB123'; END $$", "AB123",
            "the server raised an error; its text is left out, it may hold row values"
        ),
        ("SELECT missing FROM parents", "42703", "column \"missing\" does not exist"),
    ])
    func aRefusalSaysWhyWithoutRowValues(sql: String, sqlState: String, message: String) async throws {
        try await withConnection(Self.setUp) { connection throws in
            let error = try serverError { try connection.run(SQL(verbatim: sql)) }
            #expect(error.sqlState == sqlState)
            #expect(error.message == message)
            #expect(!String(reflecting: error).contains(Self.secret))
            #expect(!"\(error.failure(doing: "cannot do it"))".contains(Self.secret))
            #expect(try connection.value("SELECT 1") == "1")
        }
    }

    @Test func aRefusalNamesWhatItIsAbout() async throws {
        try await withConnection(Self.setUp) { connection throws in
            let unique = try serverError { try connection.run("INSERT INTO parents (id, name) VALUES (1, 'x')") }
            #expect(unique.schema == "public" && unique.table == "parents" && unique.constraint == "parents_pkey")
            let null = try serverError { try connection.run("INSERT INTO parents (id, needed) VALUES (5, NULL)") }
            #expect(null.column == "needed" && null.line == nil)
        }
    }

    @Test func aRefusedCopyNamesLineAndColumn() async throws {
        try await withConnection("CREATE TABLE \"odd, table\" (id int, \"a col\" int)") { connection throws in
            let error = try serverError {
                try connection.copyIn("COPY \"odd, table\" FROM STDIN") { try $0.write("1\t1\n2\ts3cret\n") }
            }
            #expect(error.line == 2 && error.column == "a col")
            #expect(
                error.description
                    == "invalid input syntax for type integer (column \"a col\", line 2, SQLSTATE 22P02)")
            let short = try serverError {
                try connection.copyIn("COPY \"odd, table\" FROM STDIN") { try $0.write("1\t1\ns3cret\n") }
            }
            #expect(short.line == 2)
            #expect(!String(reflecting: short).contains("s3cret"))
            let more = try serverError {
                try connection.copyIn("COPY \"odd, table\" FROM STDIN") { try $0.write("1\t2\ts3cret\n") }
            }
            #expect(more.message == "extra data after last expected column" && more.line == 1)
        }
    }

    @Test func aServerOfAnotherLanguageIsNotQuotedWhereValuesMayStand() {
        let german = SafeMessage.text(
            of: "ungültige Eingabesyntax für Typ integer: »s3cret«", sqlState: "22P02", raisedBy: "numutils.c",
            isEnglish: false)
        #expect(!german.contains("s3cret"))
    }

    @Test func theContextOfACopyIsReadUpToItsValues() {
        #expect(CopyContext("COPY a, line 3: \"x, column y\"")?.column == nil)
        #expect(CopyContext("COPY a, line 3, column b: \"x: y\"")?.column == "b")
        #expect(CopyContext("COPY a, line 3, column b: null input")?.line == 3)
        #expect(CopyContext("SQL statement \"SELECT 1\"\nCOPY a, line 12")?.line == 12)
        #expect(CopyContext("PL/pgSQL function f() line 3 at RAISE") == nil)
    }

    @Test func theCodeFollowsFromTheServersReason() {
        #expect(ServerError(sqlState: "57P01", message: "bye").failure(doing: "x").code == .databaseUnreachable)
        #expect(ServerError(sqlState: "23505", message: "no").failure(doing: "x").code == .failed)
        func remedy(_ state: String, _ message: String) -> String? {
            ServerError(sqlState: state, message: message).failure(doing: "cannot write").remedy
        }
        #expect(
            remedy("42501", "permission denied for sequence team_id_seq")
                == "have it granted: GRANT USAGE, SELECT, UPDATE ON SEQUENCE team_id_seq TO the role")
        #expect(
            remedy("42501", "permission denied to create temporary tables in database \"d\"")
                == "have it granted: GRANT TEMPORARY ON DATABASE \"d\" TO the role")
        #expect(remedy("42501", "must be owner of table a")?.hasPrefix("connect as the owner") == true)
        #expect(
            remedy(
                "55000", "cannot update table \"t\" because it does not have a replica identity and publishes updates")?
                .contains("REPLICA IDENTITY FULL") == true)
        let denied = ServerError(sqlState: "42501", message: "permission denied for table a").failure(
            doing: "cannot read \"a\"")
        #expect(denied.what == "cannot read \"a\"" && denied.remedy != nil)
    }

    @Test func aLostConnectionIsOutOfReachAndSaysTheServersLastWords() async throws {
        try await withConnection { connection throws in
            let pid = try #require(Int(connection.value("SELECT pg_backend_pid()") ?? ""))
            let other = try Connection(connection.database)
            _ = try other.value("SELECT pg_terminate_backend(\(pid))")
            let failure = try #require(throws: Failure.self) {
                for _ in 0..<100 { _ = try connection.value("SELECT pg_sleep(0.05)") }
            }
            #expect(failure.code == .databaseUnreachable)
            #expect(failure.cause == "terminating connection due to administrator command")
            #expect(throws: Failure.self) { try connection.run("SELECT 1") }
        }
    }

    @Test func noticesComeWithoutRowValues() async throws {
        try await withConnection { connection throws in
            var notices: [ServerError] = []
            connection.onNotice = { notices.append($0) }
            try connection.run("DROP TABLE IF EXISTS missing; DO $$ BEGIN RAISE NOTICE 's3cret'; END $$")
            #expect(notices.map(\.sqlState) == ["00000", "00000"])
            #expect(!"\(notices)".contains("s3cret"))
        }
    }
}
