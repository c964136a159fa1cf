import PostgreSQL
import Sandbox
import TableKit
import TableRegistry
import Testing

/// The statements of the sample's tables, as files that one can read.
@Suite struct RecordedStatementTests {
    private let tables: [TableName] =
        TableRegistry.handlers.map(\.table) + ["domains", "page_sections", "sysdomains", "tlds"]

    private func withSample(_ body: (DatabasePair) throws -> Void) async throws {
        try await DatabasePair.with(schema: "") { pair in
            try SampleDatabases.fill(Connection(pair.source), rows: 100)
            try SampleDatabases.fill(Connection(pair.target), rows: nil)
            try body(pair)
        }
    }

    @Test func `a table is exported by one statement`() async throws {
        try await withSample { pair in
            var statements = RecordedStatements()
            try pair.export(TableRegistry.handlers, tables: tables, onStatement: { statements.take($0) })
            for table in tables {
                let statement = try statements.first(with: "COPY (", "\n    FROM ONLY \"public\".\"\(table.name)\"")
                try RecordedStatements.expect(statement, in: "export/\(table.name)")
            }
            #expect(try RecordedStatements.names(in: "export") == Set(tables.map(\.name)))
        }
    }

    @Test func `rows are inserted, seeded late, compared and updated set by set`() async throws {
        try await withSample { pair in
            var first = RecordedStatements()
            let base = try pair.export(TableRegistry.handlers, tables: tables).path
            try pair.load(base, TableRegistry.handlers, onStatement: { first.take($0) })

            let edit = "UPDATE posts SET subtitle = 'edited', img_id = (SELECT %s(id) FROM images)"
            try DatabasePair.run(edit.replacing("%s", with: "min"), in: pair.source)
            try DatabasePair.run(edit.replacing("%s", with: "max"), in: pair.target)
            var second = RecordedStatements()
            var options = LoadOptions(mode: .update)
            options.onConflict = .take
            try pair.load(
                pair.export(TableRegistry.handlers, tables: tables).path, TableRegistry.handlers, options, base: base,
                onStatement: { second.take($0) })

            let insert = try first.first(with: "INSERT INTO \"public\".\"posts\"")
            let update = try second.first(with: "UPDATE ONLY \"public\".\"posts\"", "satchel_change_")
            func made(
                for statement: String, _ kind: String, _ made: String, in run: RecordedStatements
            ) throws -> String {
                let name = try #require(statement.firstMatch(of: try Regex("satchel_\(kind)_[0-9]+")))
                let number = statement[name.range].dropFirst("satchel_\(kind)_".count)
                return try run.first(with: "CREATE TEMPORARY TABLE pg_temp.satchel_\(made)_\(number)\n")
            }
            let found = [
                "insert": insert, "resolution": try made(for: insert, "load", "resolved", in: first),
                "names": try made(for: insert, "load", "row", in: first), "update": update,
                "difference": try made(for: update, "change", "change", in: second),
                "late-seed": try first.first(with: "UPDATE ONLY \"public\".\"users\"", "\"instructor_id\""),
                "sides": try second.first(with: "CREATE TEMPORARY TABLE pg_temp.satchel_side_"),
                "conflicts": try second.first(with: "INSERT INTO pg_temp.satchel_conflict"),
            ]
            for (name, statement) in found { try RecordedStatements.expect(statement, in: "import/\(name)") }
            #expect(try RecordedStatements.names(in: "import") == Set(found.keys))
        }
    }
}
