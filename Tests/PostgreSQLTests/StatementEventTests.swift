import Diagnostics
import PostgreSQL
import Testing

@Suite struct StatementEventTests {
    /// What an observer was told, a line each.
    final class Witness {
        private(set) var told: [String] = []

        func watch(_ connection: Connection) { connection.onStatement = take }

        func take(_ event: StatementEvent) {
            switch event {
            case .began(let sql, let plan): told.append("\(sql)\(plan == nil ? "" : " planned") …")
            case .ended(let sql, .done(let rows), let time):
                told.append("\(sql): " + (rows.map { "\($0)" } ?? "-") + (time > .zero ? "" : " in no time"))
            case .ended(let sql, .failed(let sqlState), _): told.append("\(sql): " + (sqlState ?? "?"))
            }
        }

        /// The ends alone.
        var ended: [String] { told.filter { !$0.hasSuffix("…") } }
    }

    @Test func eachStatementIsToldBeforeAndAfter() async throws {
        try await withConnection("CREATE TABLE t (a int)") { connection throws in
            let witness = Witness()
            witness.watch(connection)
            try connection.run("INSERT INTO t VALUES (1), (2)")
            _ = try connection.rows("SELECT a FROM t")
            #expect(
                witness.told == [
                    "INSERT INTO t VALUES (1), (2) …", "INSERT INTO t VALUES (1), (2): 2", "SELECT a FROM t …",
                    "SELECT a FROM t: 2",
                ])
        }
    }

    @Test func rowsAreThoseOfTheCommand() async throws {
        try await withConnection("CREATE TABLE t (a int)") { connection throws in
            let witness = Witness()
            witness.watch(connection)
            try connection.run("SET jit TO off")
            try connection.run("INSERT INTO t VALUES (1), (2); UPDATE t SET a = 3 WHERE a = 1; ANALYZE t")
            try connection.copyIn("COPY t FROM STDIN") { try $0.write("1\n2\n3\n") }
            try connection.copyOut("COPY t TO STDOUT") { _ in }
            try connection.transaction { try connection.forEachRow("SELECT a FROM t") { _ in } }
            try connection.transaction(ending: .rollBack) {}
            #expect(
                witness.ended == [
                    "SET jit TO off: -", "INSERT INTO t VALUES (1), (2); UPDATE t SET a = 3 WHERE a = 1; ANALYZE t: 3",
                    "COPY t FROM STDIN: 3", "COPY t TO STDOUT: 5", "BEGIN: -",
                    "DECLARE satchel_cursor NO SCROLL CURSOR FOR SELECT a FROM t: -",
                    "FETCH 500 FROM satchel_cursor: 5", "CLOSE satchel_cursor: -", "COMMIT: -", "BEGIN: -",
                    "ROLLBACK: -",
                ])
        }
    }

    @Test func aFailureIsToldWithItsSQLSTATE() async throws {
        try await withConnection("CREATE TABLE t (a int)") { connection throws in
            let witness = Witness()
            witness.watch(connection)
            #expect(throws: ServerError.self) { try connection.run("SELECT 1/0") }
            #expect(throws: ServerError.self) { try connection.rows("SELECT missing") }
            #expect(throws: ServerError.self) { try connection.copyIn("COPY t FROM STDIN") { try $0.write("x\n") } }
            #expect(throws: BodyError.self) {
                try connection.copyOut("COPY (SELECT 1) TO STDOUT") { _ in throw BodyError() }
            }
            #expect(throws: BodyError.self) { try connection.transaction { throw BodyError() } }
            let cancellation = connection.cancellation
            later(0.2) { cancellation.cancel() }
            #expect(throws: Failure.self) { try connection.run("SELECT pg_sleep(60)") }
            #expect(
                witness.ended == [
                    "SELECT 1/0: 22012", "SELECT missing: 42703", "COPY t FROM STDIN: 22P02",
                    "COPY (SELECT 1) TO STDOUT: ?", "BEGIN: -", "ROLLBACK: -", "SELECT pg_sleep(60): ?",
                ])
        }
    }

    @Test func anObserverGivenWhenConnectingIsToldTheFirstStatementToo() async throws {
        try await withConnection { connection throws in
            let witness = Witness()
            let other = try Connection(connection.database, onStatement: witness.take)
            #expect(witness.ended.count == 1)
            other.onStatement = nil
            try other.run("SELECT 1")
            #expect(witness.ended.count == 1)
        }
    }
}

@Suite struct StatementPlanTests {
    static let setUp: SQL = """
        CREATE TABLE t (a int PRIMARY KEY, b text); INSERT INTO t SELECT n, 'secret ' || n FROM generate_series(1, 9) n;
        CREATE TEMPORARY TABLE s AS SELECT 1 AS a
        """

    /// The plan of one statement, without running it for its effect.
    private func plan(_ sql: SQL, on connection: Connection) throws -> StatementPlan? {
        var found: StatementPlan?
        connection.explainsStatements = true
        connection.onStatement = { if case .began(sql, let plan) = $0 { found = plan } }
        defer { connection.onStatement = nil }
        if sql.text.hasPrefix("COPY") { try connection.copyOut(sql) { _ in } } else { try connection.run(sql) }
        return found
    }

    @Test(arguments: [
        "SELECT b FROM t WHERE a = 1", "(SELECT b FROM t) UNION SELECT 'x'", "VALUES (1)",
        "WITH x AS (SELECT 1) SELECT * FROM x", "INSERT INTO t VALUES (10)", "UPDATE t SET b = 'x' WHERE a = 2",
        "DELETE FROM t WHERE a = 3;", "CREATE TEMPORARY TABLE u ON COMMIT DROP AS SELECT * FROM t",
        "COPY (SELECT b FROM t WHERE b LIKE ')') TO STDOUT (FORMAT csv)", "DECLARE c CURSOR FOR SELECT a FROM t",
    ])
    func theyArePlanned(text: String) async throws {
        try await withConnection(Self.setUp) { connection throws in
            try connection.transaction {
                let plan = try #require(try plan(SQL(verbatim: text), on: connection))
                #expect(plan.lines.first?.contains("(cost=") == true)
            }
        }
    }

    @Test(arguments: [
        "SET jit TO off", "ANALYZE t", "SELECT 1; INSERT INTO t VALUES (20)",
        "CREATE TABLE u (a int GENERATED ALWAYS AS IDENTITY)",
        "COPY t TO STDOUT", "FETCH 1 FROM c", "LOCK TABLE t", "",
    ])
    func theyAreNot(text: String) async throws {
        try await withConnection(Self.setUp) { connection throws in
            try connection.transaction {
                try connection.run("DECLARE c CURSOR FOR SELECT a FROM t")
                #expect(try plan(SQL(verbatim: text), on: connection) == nil)
            }
            let added = text.contains("20") ? 1 : 0
            #expect(try connection.value("SELECT count(*) FROM t") == "\(9 + added)", "run once")
        }
    }

    @Test func aPlanThatTheServerRefusesLeavesTheTransactionAsItWas() async throws {
        try await withConnection(Self.setUp) { connection throws in
            connection.explainsStatements = true
            let witness = StatementEventTests.Witness()
            witness.watch(connection)
            try connection.transaction {
                try connection.run("INSERT INTO t VALUES (10)")
                try connection.run("SAVEPOINT mine")
                #expect(try serverError { try connection.run("SELECT missing FROM t") }.sqlState == "42703")
                try connection.run("ROLLBACK TO SAVEPOINT mine")
            }
            #expect(try connection.value("SELECT count(*) FROM t") == "10")
            #expect(witness.told.contains("INSERT INTO t VALUES (10) planned …"))
            #expect(witness.told.contains("SELECT missing FROM t …"))
        }
    }

    @Test func constantsOfConditionsAreRedacted() async throws {
        try await withConnection(Self.setUp) { connection throws in
            try connection.run("SET enable_indexscan TO off; SET enable_bitmapscan TO off")
            let plan = try #require(
                try plan(
                    """
                    SELECT b FROM t WHERE b > 'secret \n ''5' AND a > 4711 AND a < (SELECT max(a) + 815 FROM s) \
                    AND a::numeric(10, 2) <> 47.11 AND b <> E'secret\\\\' LIMIT 42
                    """, on: connection))
            let text = plan.lines.joined(separator: "\n")
            let redacted = plan.redacted.lines.joined(separator: "\n")
            for secret in ["secret", "4711", "47.11"] { #expect(text.contains(secret) && !redacted.contains(secret)) }
            #expect(redacted.contains("'…'") && redacted.contains("(cost=") && redacted.contains("Seq Scan on t"))
            #expect(redacted.contains("InitPlan 1"))
        }
    }
}
