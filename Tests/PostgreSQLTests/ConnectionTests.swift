import Diagnostics
import PostgreSQL
import Testing

@Suite struct ConnectionTests {
    @Test func rowsGiveValuesByPositionAndName() async throws {
        try await withConnection { connection throws in
            let rows = try connection.rows("SELECT 1 AS a, NULL AS b, '' AS c UNION ALL SELECT 2, 'x', 'y' ORDER BY 1")
            #expect(rows.count == 2 && rows[0].count == 3)
            #expect(rows[0]["a"] == "1" && rows[0]["b"] == nil && rows[0]["c"] == "" && rows[1][1] == "x")
        }
    }

    @Test func affectedRowsOfSeveralStatementsAddUp() async throws {
        try await withConnection { connection throws in
            #expect(try connection.run("CREATE TABLE t (a int)") == 0)
            #expect(try connection.run("INSERT INTO t VALUES (1), (2); UPDATE t SET a = 3 WHERE a = 1; ANALYZE t") == 3)
            #expect(try connection.run("") == 0)
        }
    }

    @Test func anErrorInTheMiddleOfSeveralStatementsIsThrown() async throws {
        try await withConnection { connection throws in
            #expect(
                try serverError { try connection.run("CREATE TABLE t (a int); SELECT 1/0; SELECT 1") }.sqlState
                    == "22012")
            #expect(try connection.value("SELECT to_regclass('t')") == nil)
        }
    }

    @Test func theEncodingIsUTF8WhateverTheEnvironmentSays() async throws {
        try await withConnection { connection throws in
            #expect(try connection.value("SHOW client_encoding") == "UTF8")
            #expect(try connection.value("SELECT 'Grüße 😀'") == "Grüße 😀")
            #expect(try connection.value("SHOW application_name") == "satchel")
            #expect(connection.serverVersion >= 120_000)
        }
    }

    @Test func theSettingsThatPrintValuesArePinned() async throws {
        try await withConnection(
            """
            DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET DateStyle TO German', current_database());
                EXECUTE format('ALTER DATABASE %I SET TimeZone TO ''Asia/Tokyo''', current_database());
                EXECUTE format('ALTER DATABASE %I SET extra_float_digits TO -5', current_database());
                EXECUTE format('ALTER DATABASE %I SET search_path TO other, public', current_database());
                EXECUTE format('ALTER DATABASE %I SET bytea_output TO escape', current_database()); END $$
            """
        ) { connection throws in
            let fresh = try Session(connection.database, lockTimeout: .milliseconds(1500))
            let row = try fresh.rows(
                """
                SELECT '2024-05-06 07:08:09+00'::timestamptz, 0.1::float8 + 0.2, '\\x01ff'::bytea, '1 day 2 hours'::interval,
                    current_setting('search_path'), current_setting('lock_timeout'), current_setting('row_security')
                """)[0]
            #expect(row[0] == "2024-05-06 07:08:09+00" && row[1] == "0.30000000000000004" && row[2] == "\\x01ff")
            #expect(
                row[3] == "1 day 02:00:00" && row[4] == "pg_catalog, pg_temp" && row[5] == "1500ms" && row[6] == "off")
        }
    }
}

@Suite struct TransactionTests {
    static let setUp: SQL = "CREATE TABLE t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)"

    @Test func aBodyThatReturnsIsCommitted() async throws {
        try await withConnection(Self.setUp) { connection throws in
            let count = try connection.transaction { try connection.run("INSERT INTO t VALUES (1), (2)") }
            #expect(count == 2 && !connection.isInTransaction)
            #expect(try connection.value("SELECT count(*) FROM t") == "2")
        }
    }

    @Test func aBodyThatThrowsIsRolledBack() async throws {
        try await withConnection(Self.setUp) { connection throws in
            #expect(throws: BodyError()) {
                try connection.transaction {
                    try connection.run("INSERT INTO t VALUES (1)")
                    throw BodyError()
                }
            }
            #expect(!connection.isInTransaction)
            #expect(try connection.value("SELECT count(*) FROM t") == "0")
        }
    }

    @Test func aDryRunIsRolledBack() async throws {
        try await withConnection(Self.setUp) { connection throws in
            #expect(
                try connection.transaction(ending: .rollBack) { try connection.run("INSERT INTO t VALUES (1)") } == 1)
            #expect(try connection.value("SELECT count(*) FROM t") == "0")
        }
    }

    @Test func aFailedCommitIsThrown() async throws {
        try await withConnection(Self.setUp) { connection throws in
            let error = try serverError {
                try connection.transaction { _ = try connection.run("INSERT INTO t VALUES (1), (1)") }
            }
            #expect(error.sqlState == "23505" && !connection.isInTransaction)
            #expect(try connection.value("SELECT count(*) FROM t") == "0")
        }
    }

    @Test func aCommitThatRollsBackBecauseAnErrorWasSwallowedIsAFailure() async throws {
        try await withConnection(Self.setUp) { connection throws in
            let failure = try #require(throws: Failure.self) {
                try connection.transaction {
                    try connection.run("INSERT INTO t VALUES (1)")
                    _ = try? connection.run("SELECT 1/0")
                }
            }
            #expect(failure.what == "cannot commit")
            #expect(try connection.value("SELECT count(*) FROM t") == "0")
        }
    }

    @Test func aTransactionWithinATransactionIsAFailure() async throws {
        try await withConnection(Self.setUp) { connection throws in
            #expect(throws: Failure.self) { try connection.transaction { try connection.transaction {} } }
            #expect(!connection.isInTransaction)
        }
    }
}
