import Declarations
import Diagnostics
import Exporting
import Importing
import PostgreSQL
import Sandbox
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
            #expect(
                failure.problems[0].remedy?.contains(
                    "\"excludeColumns\": {\"paper\": {\"content\": \"large objects\"}}") == true)
        }
    }

    @Test func `without them the rest travels, also numbers that are none`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let text = """
                {"version": 1, "excludeColumns": {"paper": {"content": "large objects", "scan": "large objects"}}}
                """
            var request = try pair.request([], tables: nil, of: pair.source)
            request.manifest = try Manifest(parsing: Array(text.utf8), name: "papers", file: "papers.json")
            let path = pair.folder.appending("papers.tar.zst")
            _ = try Exporter(request, on: Session(pair.source)).run(.init(to: .file(path), compression: .zstd))
            try pair.load(path)
            #expect(
                try DatabasePair.lines("SELECT name, content, kind FROM paper ORDER BY 1", in: pair.target) == [
                    "a|∅|23", "b|∅|25",
                ])
        }
    }
}
