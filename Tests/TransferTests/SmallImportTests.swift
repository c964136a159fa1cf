import Foundation
import PostgreSQL
import Testing

/// docs/architecture.md beside what a small import sends.
@Suite struct SmallImportTests {
    private let schema = """
        CREATE TABLE author (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE post (id serial PRIMARY KEY, slug text NOT NULL UNIQUE, title text, author_id int REFERENCES author);
        """

    @Test func `the statements in the docs are those that a small import sends, in their order`() async throws {
        try await DatabasePair.with(
            schema: schema,
            source:
                "INSERT INTO author (name) VALUES ('Ada'), ('Ben'); INSERT INTO post (slug, author_id) VALUES ('a', 1), ('b', 2);",
            target: "INSERT INTO author (name) VALUES ('Ben');"
        ) { pair in
            var run = RecordedStatements()
            let archive = try pair.export().path
            #expect(try pair.load(archive, onStatement: { run.take($0) }).totals.inserted == 3)
            var rest = run.sent[...]
            let documented = try Self.documented()
            #expect(documented.count == 11)
            for statement in documented {
                let position = try #require(
                    rest.firstIndex(of: statement),
                    "docs/architecture.md has a statement that is not sent here:\n\(statement)")
                rest = rest[(position + 1)...]
            }
        }
    }

    /// The statements of the section.
    private static func documented() throws -> [String] {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: package.appending(path: "docs/architecture.md"), encoding: .utf8)
        let section = try #require(page.firstMatch(of: #/\n### The statements of a small import\n((?:(?!##).*\n)+)/#)).1
        return section.matches(of: #/```sql\n([^`]*)```/#)
            .flatMap { $0.1.split(separator: ";\n").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } }
    }
}
