import Diagnostics
import Exporting
import Importing
import PostgreSQL
import Reports
import Sandbox
import Testing

/// A row that points at nothing under a foreign key that counts as checked: written while triggers rested.
@Suite struct BrokenKeyTests {
    private let schema = """
        CREATE TABLE parent (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE child (id serial PRIMARY KEY, code text NOT NULL UNIQUE, parent int REFERENCES parent,
            other int NOT NULL REFERENCES parent);
        """
    private let rows = """
        INSERT INTO parent (name) VALUES ('a'), ('b'); SET session_replication_role = replica;
        INSERT INTO child (code, parent, other) VALUES ('whole', 1, 2), ('lost', 99, 1), ('none', NULL, 77);
        """

    @Test func `it is listed, and its number means nobody else`() async throws {
        // The target has a stranger of that number.
        let stranger = "INSERT INTO parent VALUES (99, 'stranger'), (77, 'other stranger')"
        try await DatabasePair.with(schema: schema, source: rows, target: stranger) { pair in
            let archive = try pair.export()
            let listed = archive.report.problems.filter { $0.kind == .missingReference }
            #expect(
                Set(listed.map { "\($0.key ?? "") \($0.column ?? "")" }) == ["code=lost parent", "code=none other"])
            let failure = try #require(throws: Failure.self) { try pair.load(archive.path) }
            #expect(Set(failure.problems.compactMap(\.key)) == ["code=lost", "code=none"])
            let report = try pair.load(archive.path, [], into: nil, .init(missingReferences: .null))
            #expect(report.totals.rejected == 1)
            let content = """
                SELECT c.code, p.name, o.name FROM child AS c LEFT JOIN parent AS p ON p.id = c.parent
                LEFT JOIN parent AS o ON o.id = c.other ORDER BY 1
                """
            #expect(try DatabasePair.lines(content, in: pair.target) == ["lost|∅|a", "whole|a|b"])
        }
    }

    @Test func `it is no difference to itself, and one to a row without`() async throws {
        try await DatabasePair.with(source: schema + rows, target: schema + rows) { pair in
            let archive = try pair.export().path
            for mode in [LoadOptions.Mode.verify, .diff] {
                let same = try pair.load(archive, [], into: nil, .init(mode: mode))
                #expect(same.totals.updated + same.totals.inserted == 0)
            }
            try DatabasePair.run(
                "SET session_replication_role = replica; UPDATE child SET parent = NULL WHERE code = 'lost'",
                in: pair.target)
            for mode in [LoadOptions.Mode.verify, .diff] {
                #expect(try pair.load(archive, [], into: nil, .init(mode: mode)).totals.updated == 1)
            }
        }
    }

    @Test func `a chosen part looks at its own rows alone`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            var request = try pair.request([], tables: nil, of: pair.source)
            func listed(_ root: String) throws -> [String?] {
                request.root = root
                let path = pair.folder.appending("\(root).tar.zst")
                return try Exporter(request, on: Session(pair.source)).run(.init(to: .file(path), compression: .zstd))
                    .report.problems.map(\.column)
            }
            #expect(try listed("child=whole") == [])
            #expect(try listed("child=lost") == ["parent"])
        }
    }
}
