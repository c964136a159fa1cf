import Diagnostics
import Exporting
import Importing
import PostgreSQL
import Reports
import Sandbox
import SystemPackage
import TableKit
import Testing

/// A module that is written for another database's table of the same name counts for nothing, and says so once.
@Suite struct FittingModuleTests {
    private let schema = """
        CREATE TABLE users (id serial PRIMARY KEY, login text NOT NULL UNIQUE, password text);
        CREATE TABLE tags (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE posts (id serial PRIMARY KEY, slug text NOT NULL UNIQUE, author int REFERENCES users, tag int REFERENCES tags);
        """
    private let rows = """
        INSERT INTO users (login, password) VALUES ('ann', 'x'); INSERT INTO tags (name) VALUES ('red');
        INSERT INTO posts (slug, author, tag) VALUES ('p', 1, 1);
        """
    private let content = """
        SELECT slug, login, password, name FROM posts JOIN users AS u ON u.id = author JOIN tags AS t ON t.id = tag ORDER BY 1
        """
    private let modules: [any TableHandler] = [
        TestHandler("users", key: ["mail"]) {
            $0.excludedColumns = [.init("password", reason: "secret")]
            $0.modifiedAt = "changed"
        },
        TestHandler("tags", key: ["name"]),
        TestHandler("posts", key: ["xmlid"]) { $0.references = [.array("tags_ids", to: "tags")] },
    ]

    private func exportAll(_ pair: DatabasePair) throws -> (FilePath, [Problem]) {
        var request = try pair.request(modules, tables: nil, of: pair.source)
        (request.tables, request.all) = (nil, true)
        let path = pair.folder.appending("all.tar.zst")
        let report = try Exporter(request, on: Session(pair.source)).run(.init(to: .file(path), compression: .zstd))
            .report
        return (path, report.problems)
    }

    @Test func `the whole of another database travels, each such module named once`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let (path, problems) = try exportAll(pair)
            #expect(problems.map(\.table) == ["users", "posts"])
            #expect(problems.allSatisfy { $0.severity == .warning && $0.kind == .declaration })
            #expect(problems[0].message.contains("columns that it keeps back travel: password"))
            for mode in [LoadOptions.Mode.skip, .update, .verify, .diff] {
                let report = try pair.load(path, modules, into: nil, .init(mode: mode))
                #expect(report.problems.map(\.table) == ["users", "posts"], "\(mode)")
                #expect(report.totals.inserted == (mode == .skip ? 3 : 0))
                #expect(report.totals.updated == 0)
            }
            #expect(try DatabasePair.lines(content, in: pair.target) == ["p|ann|x|red"])
        }
    }

    @Test func `tables that are named stop it`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let failure = try #require(throws: Failure.self) { try pair.export(modules) }
            #expect(failure.code == .schemaMismatch)
            #expect(failure.problems.contains { $0.remedy?.contains("--no-modules") == true })
        }
    }
}
