import Diagnostics
import PostgreSQL
import Sandbox
import TableKit
import TableRegistry
import Testing

/// The main job on the sample of the platform: production into a development database with other ids.
@Suite struct CrearisTests {
    private struct Line: Hashable {
        let text: String
        /// Table and key of the row.
        let row: String
    }

    private func lines(_ file: String, of database: Database) throws -> [Line] {
        try DatabasePair.rows(Sample.text(of: file), in: database).map { row in
            let table = (row[0] ?? "").split(separator: ".").first.map(String.init) ?? ""
            return Line(text: "\(row[0] ?? "")|\(row[1] ?? "")|\(row[2] ?? "")", row: "\(table)|\(row[1] ?? "")")
        }
    }

    /// What the first has and the second lacks, as multisets.
    private func missing(_ left: [Line], _ right: [Line]) -> [Line] {
        var counts = Dictionary(right.map { ($0.text, 1) }, uniquingKeysWith: +)
        return left.filter { line in
            let count = counts[line.text, default: 0]
            counts[line.text] = count - 1
            return count <= 0
        }
    }

    private func withSample(rows: Int = 700, _ body: (DatabasePair) throws -> Void) async throws {
        try await DatabasePair.with(schema: "") { pair in
            try SampleDatabases.fill(Connection(pair.source), rows: rows)
            try SampleDatabases.fill(Connection(pair.target), rows: nil)
            try body(pair)
        }
    }

    private var tables: [TableName] {
        TableRegistry.handlers.map(\.table) + ["domains", "page_sections", "sysdomains", "tlds"]
    }

    @Test func `every reference of every kind arrives on the right row`() async throws {
        try await withSample { pair in
            let before = Set(try lines("values.sql", of: pair.target).map(\.row))
            let archive = try pair.export(TableRegistry.handlers, tables: tables)
            #expect(archive.report.problems == [])
            let report = try pair.load(archive.path, TableRegistry.handlers)
            #expect(report.problems == [])
            #expect(report.totals.inserted > 500)

            for file in ["references.sql", "values.sql"] {
                let source = try lines(file, of: pair.source)
                #expect(source.count > 500)
                #expect(source.contains { $0.row.hasPrefix("page_sections|") })
                let target = try lines(file, of: pair.target)
                let lost = missing(source, target).filter { !before.contains($0.row) }
                let instead = target.filter { line in lost.contains { $0.row == line.row } }
                #expect(lost.map(\.text) == [], "the target has \(instead.map(\.text))")
            }
        }
    }

    @Test func `skipped rows are not touched, and the second import inserts nothing`() async throws {
        try await withSample { pair in
            let versions = { (table: String) in
                try DatabasePair.lines("SELECT xmin::text, t::text FROM \(table) t ORDER BY 2", in: pair.target)
            }
            let before = try ["users", "projects", "images", "participants"].map(versions)
            let archive = try pair.export(TableRegistry.handlers, tables: tables).path
            try pair.load(archive, TableRegistry.handlers)
            let after = try ["users", "projects", "images", "participants"].map(versions)
            for (old, new) in zip(before, after) { #expect(Set(old).isSubset(of: new)) }

            let second = try pair.load(archive, TableRegistry.handlers)
            #expect(second.totals.inserted == 0)
            #expect(second.totals.skipped == second.totals.rows)
            #expect(second.totals.lateSeeded == 0)
            #expect(try ["users", "projects", "images", "participants"].map(versions) == after)
        }
    }

    @Test func `the source's own archive changes nothing in the source`() async throws {
        try await withSample { pair in
            let archive = try pair.export(TableRegistry.handlers, tables: tables).path
            let report = try pair.load(archive, TableRegistry.handlers, into: pair.source)
            #expect(report.totals.inserted == 0)
            #expect(report.totals.rows > 600)
        }
    }

    @Test func `tables that were empty before give the same rows when they are exported again`() async throws {
        try await withSample { pair in
            let first = try pair.export(TableRegistry.handlers, tables: tables).path
            try pair.load(first, TableRegistry.handlers)
            let second = try pair.export(TableRegistry.handlers, tables: tables, from: pair.target).path
            for table in ["interactions", "pages", "tasks", "events", "posts", "domains"] {
                let rows = try pair.rows(of: table, in: first)
                #expect(rows.count > 200)
                #expect(try pair.rows(of: table, in: second) == rows, "\(table)")
            }
        }
    }

    @Test func `an import into an empty platform gives the same archive, byte for byte`() async throws {
        try await DatabasePair.with(schema: "") { pair in
            try SampleDatabases.fill(Connection(pair.source), rows: 1500)
            let target = try Connection(pair.target)
            try Sample.run("schema.sql", on: target)
            try Sample.run("target.sql", on: target)
            let first = try pair.export(TableRegistry.handlers, tables: tables).path
            let report = try pair.load(first, TableRegistry.handlers)
            #expect(report.totals.skipped == 0)
            let second = try pair.export(TableRegistry.handlers, tables: tables, from: pair.target).path
            for table in tables {
                #expect(try pair.rows(of: table.name, in: first) == pair.rows(of: table.name, in: second), "\(table)")
            }
            let triggers =
                "SELECT tgrelid::regclass, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
            #expect(try DatabasePair.lines(triggers, in: pair.target) == DatabasePair.lines(triggers, in: pair.source))
        }
    }

    @Test func `preserved ids are kept, and the sequence goes on behind them`() async throws {
        try await DatabasePair.with(schema: "") { pair in
            try SampleDatabases.fill(Connection(pair.source), rows: 300)
            try Sample.run("schema.sql", on: Connection(pair.target))
            try pair.load(pair.export(TableRegistry.handlers, tables: ["status", "tags"]).path, TableRegistry.handlers)
            let ids = "SELECT id, \"table\", name FROM status ORDER BY 1"
            #expect(try DatabasePair.lines(ids, in: pair.target) == DatabasePair.lines(ids, in: pair.source))
            let next = try DatabasePair.lines("SELECT nextval('status_id_seq') - max(id) FROM status", in: pair.target)
            #expect(next == ["1"])
        }
    }
}
