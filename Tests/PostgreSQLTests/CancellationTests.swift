import Diagnostics
import PostgreSQL
import Testing

@Suite struct CancellationTests {
    private func expectInterrupted(_ setUp: SQL = "", _ body: (Connection) throws -> Void) async throws {
        try await withConnection(setUp) { connection throws in
            let cancellation = connection.cancellation
            later(0.3) { cancellation.cancel() }
            let start = ContinuousClock.now
            let failure = try #require(throws: Failure.self) { try body(connection) }
            #expect(failure.code == .interrupted)
            #expect(start.duration(to: .now) < .seconds(15))
            #expect(throws: Failure.self) { try connection.run("SELECT 1") }
        }
    }

    @Test func aRunningStatementStops() async throws {
        try await expectInterrupted { _ = try $0.rows("SELECT pg_sleep(60)") }
    }

    @Test func aRequestThatCameBeforeTheStatementStopsItToo() async throws {
        try await withConnection { connection throws in
            connection.cancellation.cancel()
            #expect(throws: Failure(.interrupted, "interrupted")) { try connection.run("SELECT pg_sleep(60)") }
        }
    }

    @Test func aRunningCopyOutStops() async throws {
        try await expectInterrupted {
            try $0.copyOut("COPY (SELECT generate_series(1, 1000000000)) TO STDOUT") { _ in }
        }
        try await expectInterrupted { try $0.copyOut("COPY (SELECT pg_sleep(60)) TO STDOUT") { _ in } }
    }

    @Test func aRunningCopyInStops() async throws {
        try await expectInterrupted("CREATE TABLE t (a int)") { connection in
            try connection.copyIn("COPY t FROM STDIN") { writer in while true { try writer.write("1\n") } }
        }
    }

    @Test func aCopyInWhoseServerIsStuckStops() async throws {
        try await expectInterrupted(
            """
            CREATE TABLE t (a int, b text);
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$;
            CREATE TRIGGER wait BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION wait();
            """
        ) { connection throws in
            let row = "1\t" + String(repeating: "x", count: 1_000_000) + "\n"
            try connection.copyIn("COPY t FROM STDIN") { writer in for _ in 0..<100 { try writer.write(row) } }
        }
    }

    @Test func anInterruptedTransactionIsRolledBack() async throws {
        try await withConnection("CREATE TABLE t (a int)") { connection throws in
            let cancellation = connection.cancellation
            #expect(throws: Failure(.interrupted, "interrupted")) {
                try connection.transaction {
                    try connection.run("INSERT INTO t VALUES (1)")
                    later(0.2) { cancellation.cancel() }
                    _ = try connection.rows("SELECT pg_sleep(60)")
                }
            }
            #expect(!connection.isInTransaction)
            #expect(try Connection(connection.database).value("SELECT count(*) FROM t") == "0")
        }
    }

    @Test func aStatementThatTheServerTimesOutIsNotCalledInterrupted() async throws {
        try await withConnection { connection throws in
            try connection.run("SET statement_timeout TO 100")
            #expect(try serverError { _ = try connection.rows("SELECT pg_sleep(60)") }.sqlState == "57014")
        }
    }
}
