import Diagnostics
import PostgreSQL
import Testing

@Suite struct CopyOutTests {
    @Test func eachRowComesAsOneChunkWithItsNewline() async throws {
        try await withConnection { connection throws in
            var rows: [String] = []
            let count = try connection.copyOut("COPY (SELECT 1, 'a\nb' UNION ALL SELECT 2, NULL) TO STDOUT CSV") {
                bytes in
                rows.append(bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
            }
            #expect(rows == ["1,\"a\nb\"\n", "2,\n"])
            #expect(count == 2)
        }
    }

    @Test(arguments: [1, 2, 500_000]) func aBodyThatThrowsInTheMiddleLeavesTheConnectionUsable(at row: Int) async throws
    {
        try await withConnection { connection throws in
            var seen = 0
            #expect(throws: BodyError()) {
                try connection.copyOut("COPY (SELECT * FROM generate_series(1, 500000)) TO STDOUT") { _ in
                    seen += 1
                    if seen == row { throw BodyError() }
                }
            }
            for _ in 0..<20 { #expect(try connection.value("SELECT 1") == "1") }
        }
    }

    @Test func aTransactionAroundABodyThatThrewHasFailed() async throws {
        try await withConnection { connection throws in
            try connection.run("BEGIN")
            #expect(throws: BodyError()) {
                try connection.copyOut("COPY (SELECT * FROM generate_series(1, 9000000)) TO STDOUT") { _ in
                    throw BodyError()
                }
            }
            #expect(try serverError { try connection.run("SELECT 1") }.sqlState == "25P02")
            try connection.run("ROLLBACK")
            #expect(try connection.value("SELECT 1") == "1")
        }
    }

    @Test func anErrorOfTheServerInTheMiddleIsThrown() async throws {
        try await withConnection { connection throws in
            var seen = 0
            let error = try serverError {
                try connection.copyOut("COPY (SELECT 1 / (3000 - n) FROM generate_series(1, 9000) n) TO STDOUT") { _ in
                    seen += 1
                }
            }
            #expect(error.sqlState == "22012")
            #expect(seen < 3000)
            #expect(try connection.value("SELECT 1") == "1")
        }
    }

    @Test(arguments: ["SELECT 1", "COPY t FROM STDIN", "COPY missing TO STDOUT", "", "COPY t TO STDOUT; SELECT 1/0"])
    func aStatementThatIsNoCopyOutIsAnErrorAndHarmless(sql: String) async throws {
        try await withConnection("CREATE TABLE t (a int)") { connection throws in
            #expect(throws: (any Error).self) { try connection.copyOut(SQL(verbatim: sql)) { _ in } }
            #expect(try connection.value("SELECT 1") == "1")
        }
    }
}

@Suite struct CopyInTests {
    static let setUp: SQL = "CREATE TABLE t (a int CHECK (a < 1000000), b text)"

    @Test func rowsMayBeSpreadOverWrites() async throws {
        try await withConnection(Self.setUp) { connection throws in
            let count = try connection.copyIn("COPY t FROM STDIN CSV") { writer in
                for piece in ["1,", "\"a", "\nb\"", "\n2", ",\n"] { try writer.write(piece) }
            }
            #expect(count == 2)
            #expect(
                try connection.value("SELECT string_agg(a || coalesce(b, '-'), ';' ORDER BY a) FROM t") == "1a\nb;2-")
        }
    }

    @Test func aLargeWriteArrivesWhole() async throws {
        try await withConnection(Self.setUp) { connection throws in
            let text = String(repeating: "0123456789", count: 2_000_000)
            try connection.copyIn("COPY t FROM STDIN") { try $0.write("1\t" + text + "\n") }
            #expect(try connection.value("SELECT length(b) FROM t") == "20000000")
        }
    }

    @Test func aBodyThatThrowsAbortsAndChangesNothing() async throws {
        try await withConnection(Self.setUp) { connection throws in
            #expect(throws: BodyError()) {
                try connection.copyIn("COPY t FROM STDIN") { writer in
                    for row in 0..<50_000 { try writer.write("\(row)\tx\n") }
                    throw BodyError()
                }
            }
            #expect(try connection.value("SELECT count(*) FROM t") == "0")
        }
    }

    @Test func aRefusalInTheMiddleIsNoticedBeforeEverythingIsSent() async throws {
        try await withConnection(Self.setUp) { connection throws in
            let row = "5\t" + String(repeating: "x", count: 10_000) + "\n"
            var sent = 0
            let start = ContinuousClock.now
            let error = try serverError {
                try connection.copyIn("COPY t FROM STDIN") { writer in
                    try writer.write("bad\tx\n")
                    while start.duration(to: .now) < .seconds(30) {
                        try writer.write(row)
                        sent += row.utf8.count
                    }
                }
            }
            #expect(error.sqlState == "22P02" && error.line == 1 && error.column == "a")
            #expect(start.duration(to: .now) < .seconds(15))
            #expect(try connection.value("SELECT count(*) FROM t") == "0")
        }
    }

    @Test func aRefusalAtTheEndIsThrown() async throws {
        try await withConnection(
            """
            CREATE TABLE p (id int PRIMARY KEY);
            CREATE TABLE t (a int REFERENCES p);
            """
        ) { connection throws in
            let error = try serverError { try connection.copyIn("COPY t FROM STDIN") { try $0.write("7\n") } }
            #expect(error.sqlState == "23503" && error.table == "t" && error.constraint == "t_a_fkey")
            #expect(try connection.value("SELECT 1") == "1")
        }
    }

    @Test func aBodyThatSwallowsTheRefusalStillFails() async throws {
        try await withConnection(Self.setUp) { connection throws in
            let row = "5\t" + String(repeating: "x", count: 10_000) + "\n"
            let start = ContinuousClock.now
            #expect(throws: ServerError.self) {
                try connection.copyIn("COPY t FROM STDIN") { writer in
                    try writer.write("bad\tx\n")
                    while start.duration(to: .now) < .seconds(2) { try? writer.write(row) }
                }
            }
            #expect(try connection.value("SELECT count(*) FROM t") == "0")
        }
    }

    @Test func noticesDuringTheCopyAreNoRefusal() async throws {
        try await withConnection(
            """
            CREATE TABLE t (a int, b text);
            CREATE FUNCTION notify() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'row'; RETURN NEW; END $$;
            CREATE TRIGGER notify BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.a % 100 = 0) EXECUTE FUNCTION notify();
            """
        ) { connection throws in
            var notices = 0
            connection.onNotice = { _ in notices += 1 }
            let text = String(repeating: "x", count: 1000)
            let start = ContinuousClock.now
            var rows = 0
            let count = try connection.copyIn("COPY t FROM STDIN") { writer in
                while start.duration(to: .now) < .seconds(2) {
                    try writer.write("\(rows)\t\(text)\n")
                    rows += 1
                }
            }
            #expect(count == rows)
            #expect(notices == (rows + 99) / 100)
        }
    }

    @Test func anEmptyInputIsNoRows() async throws {
        try await withConnection(Self.setUp) { connection throws in
            #expect(try connection.copyIn("COPY t FROM STDIN") { _ in } == 0)
        }
    }

    @Test(arguments: ["SELECT 1", "COPY t TO STDOUT", "COPY missing FROM STDIN", ""])
    func aStatementThatIsNoCopyInIsAnErrorAndHarmless(sql: String) async throws {
        try await withConnection(Self.setUp) { connection throws in
            #expect(throws: (any Error).self) { try connection.copyIn(SQL(verbatim: sql)) { _ in } }
            #expect(throws: (any Error).self) { try connection.run("COPY t FROM STDIN") }
            #expect(throws: (any Error).self) { try connection.run("COPY t TO STDOUT") }
            #expect(throws: (any Error).self) { _ = try connection.rows("COPY t TO STDOUT") }
            #expect(try connection.value("SELECT 1") == "1")
        }
    }

    @Test func aConnectionThatIsLostInTheMiddleIsOutOfReach() async throws {
        try await withConnection(Self.setUp) { connection throws in
            let pid = try #require(Int(connection.value("SELECT pg_backend_pid()") ?? ""))
            let other = try Connection(connection.database)
            let start = ContinuousClock.now
            let failure = try #require(throws: Failure.self) {
                try connection.copyIn("COPY t FROM STDIN") { writer in
                    _ = try other.value("SELECT pg_terminate_backend(\(pid))")
                    while start.duration(to: .now) < .seconds(20) { try writer.write("1\tx\n") }
                }
            }
            #expect(failure.code == .databaseUnreachable)
        }
    }
}
