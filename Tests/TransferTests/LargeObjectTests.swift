import Diagnostics
import Exporting
import Importing
import Sandbox
import TableKit
import Testing

/// A number that is a large object here is another document elsewhere.
@Suite struct LargeObjectTests {
    private let schema = """
        CREATE DOMAIN lo AS oid; CREATE TABLE paper (name text PRIMARY KEY, content oid, scan lo, kind oid);
        """
    private let rows = """
        INSERT INTO paper VALUES ('a', lo_from_bytea(0, 'one'), lo_from_bytea(0, 'two'), 'int4'::regtype), ('b', NULL, NULL, 25);
        """

    @Test func `an export names such columns and stops`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let failure = try #require(throws: Failure.self) { try pair.export() }
            #expect(failure.code == .undecided)
            #expect(failure.problems.map(\.column) == ["content", "scan"])
            #expect(failure.problems[0].message.hasPrefix("1 of 1 values are large objects"))
            #expect(failure.problems[0].remedy?.contains("\"excludeColumns\": {\"paper\": [\"content\"]}") == true)
        }
    }

    @Test func `without them the rest travels, also numbers that are none`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let module = TestHandler("paper", key: ["name"]) {
                $0.excludedColumns = [
                    .init("content", reason: "a large object"), .init("scan", reason: "a large object"),
                ]
            }
            try pair.load(pair.export([module]).path)
            #expect(
                try DatabasePair.lines("SELECT name, content, kind FROM paper ORDER BY 1", in: pair.target) == [
                    "a|∅|23", "b|∅|25",
                ])
        }
    }
}
