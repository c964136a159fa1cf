import Declarations
import Diagnostics
import Exporting
import Importing
import PostgreSQL
import Sandbox
import Testing

/// An id that several rows share says which of them belong together.
@Suite struct SharedIDTests {
    private let schema = """
        CREATE TABLE article (id serial, version int NOT NULL, title text NOT NULL, PRIMARY KEY (id, version));
        """
    private let rows = """
        INSERT INTO article (id, version, title) VALUES (1, 1, 'draft'), (1, 2, 'final'), (2, 1, 'other');
        """
    private let said = """
        {"version": 1, "declarations": [{"table": "article", "naturalKey": ["id", "version"], "preservesIDs": true}]}
        """
    private let content = "SELECT id, version, title FROM article ORDER BY 1, 2"

    @Test func `an export stops before it tears them apart`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let failure = try #require(throws: Failure.self) { try pair.export() }
            #expect(failure.code == .undecided)
            #expect(failure.problems.map(\.table) == ["article"])
            #expect(
                failure.problems[0].remedy?.contains(#""naturalKey": ["id", "version"], "preservesIDs": true"#) == true)
            try DatabasePair.run("DELETE FROM article WHERE version = 2", in: pair.source)
            try pair.export()
        }
    }

    @Test func `what is said keeps them together, also beside rows that are there`() async throws {
        let there = "INSERT INTO article (id, version, title) VALUES (1, 1, 'draft'), (3, 1, 'own')"
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            var request = try pair.request([], tables: nil, of: pair.source)
            request.manifest = try Manifest(parsing: Array(said.utf8), name: "said", file: "said.json")
            let path = pair.folder.appending("said.tar.zst")
            _ = try Exporter(request, on: Session(pair.source)).run(.init(to: .file(path), compression: .zstd))
            for inserted in [2, 0] {
                #expect(try pair.load(path, manifest: said).totals.inserted == inserted)
                #expect(
                    try DatabasePair.lines(content, in: pair.target) == [
                        "1|1|draft", "1|2|final", "2|1|other", "3|1|own",
                    ])
            }
            let next = "INSERT INTO article (version, title) VALUES (1, 'next') RETURNING id > 3"
            #expect(try DatabasePair.lines(next, in: pair.target) == ["t"])
        }
    }
}
