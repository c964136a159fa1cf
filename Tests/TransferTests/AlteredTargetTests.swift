import Diagnostics
import Dispatch
import PostgreSQL
import Reports
import SystemPackage
import Testing

/// A target that others alter while an import waits for its tables: what is planned is planned of what is there then.
@Suite struct AlteredTargetTests {
    private static let schema = "CREATE TABLE t (id serial PRIMARY KEY, code text NOT NULL UNIQUE, name text)"
    private static let rows = "INSERT INTO t (code, name) VALUES ('a', 'A'), ('b', 'B')"

    @Test func `a column that came meanwhile is known before a row is written`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let archive = try pair.export().path
            let refused = await #expect(throws: Failure.self) {
                try await pair.load(archive, while: "ALTER TABLE t ADD COLUMN note text NOT NULL")
            }
            #expect(refused?.code == .schemaMismatch)
            #expect(refused?.problems.map(\.column) == ["note"])
            #expect(try DatabasePair.lines("SELECT count(*) FROM t", in: pair.target) == ["0"])
        }
    }

    @Test func `a table that took another's name meanwhile gets the rows`() async throws {
        let swap: SQL =
            "ALTER TABLE t RENAME TO old; CREATE TABLE t (id bigserial PRIMARY KEY, code text UNIQUE, name text)"
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let archive = try pair.export().path
            let report = try await pair.load(archive, while: swap)
            #expect(report.totals.inserted == 2)
            #expect(
                try DatabasePair.lines("SELECT (SELECT count(*) FROM t), count(*) FROM old", in: pair.target) == ["2|0"]
            )
        }
    }
}

extension DatabasePair {
    /// Imports while another session alters the target: that commits when the import waits for it.
    fileprivate func load(_ archive: FilePath, while change: SQL) async throws -> Report {
        let other = try Connection(target)
        try other.run("BEGIN; \(change)")
        // SAFETY: nobody else uses the pair until the import has come back.
        nonisolated(unsafe) let pair = self
        async let report = withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Swift.Result { try pair.load(archive) }) }
        }
        let waiting: SQL = """
            SELECT FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database \
            WHERE NOT l.granted AND d.datname = current_database()
            """
        while try other.rows(waiting).isEmpty {
            try await Task.sleep(for: .milliseconds(20))
        }
        try other.run("COMMIT")
        return try await report
    }
}
