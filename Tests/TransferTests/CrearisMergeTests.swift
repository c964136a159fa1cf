import Importing
import PostgreSQL
import Sandbox
import TableKit
import TableRegistry
import Testing

/// The daily round on the sample of the platform, checked line by line with queries that are no part of the engine.
@Suite struct CrearisMergeTests {
    /// The lines of a sample query, by the row that they are of.
    private func rows(_ file: String, of database: Database) throws -> [String: [String]] {
        var rows: [String: [String]] = [:]
        for row in try DatabasePair.rows(Sample.text(of: file), in: database) {
            let table = (row[0] ?? "").split(separator: ".").first.map(String.init) ?? ""
            rows["\(table)|\(row[1] ?? "")", default: []].append("\(row[0] ?? "")|\(row[1] ?? "")|\(row[2] ?? "")")
        }
        return rows.mapValues { $0.sorted() }
    }

    /// Edits of some rows, others for each side.
    private func edits(_ side: String, _ remainder: Int) -> String {
        func chosen(_ key: String) -> String { "abs(hashtext(\(key))) % 7 = \(remainder)" }
        return """
            UPDATE users SET username = username || ' \(side)' WHERE \(chosen("sysmail"));
            UPDATE users u SET instructor_id = (SELECT id FROM instructors i WHERE xmlid IS NOT NULL ORDER BY md5(i.xmlid || u.sysmail) LIMIT 1)
                WHERE \(chosen("sysmail || 'i'"));
            UPDATE posts SET subtitle = '\(side)', public_user = NULL WHERE \(chosen("xmlid"));
            UPDATE events e SET location = (SELECT id FROM locations l WHERE xmlid IS NOT NULL ORDER BY md5(l.xmlid || e.xmlid) LIMIT 1)
                WHERE \(chosen("xmlid"));
            UPDATE projects p SET owner_id = (SELECT id FROM users u ORDER BY md5(u.sysmail || p.domaincode) LIMIT 1), heading = '\(side)'
                WHERE \(chosen("domaincode"));
            UPDATE tasks SET description = '\(side)' WHERE \(chosen("id"));
            UPDATE locations SET name = '\(side)' || name WHERE \(chosen("xmlid"));
            INSERT INTO tags (name, description) VALUES ('new in \(side)', '\(side)');
            INSERT INTO posts_tags (post_id, tag_id) SELECT p.id, t.id FROM posts p, tags t
                WHERE t.name = 'new in \(side)' AND \(chosen("p.xmlid || 't'"));
            DELETE FROM events_tags WHERE event_id IN (SELECT id FROM events WHERE \(chosen("xmlid || 'd'")))
            """
    }

    @Test func `every edit of both sides is there in the evening, and nothing else has changed`() async throws {
        let tables = TableRegistry.handlers.map(\.table) + ["domains", "page_sections", "sysdomains", "tlds"]
        try await DatabasePair.with(schema: "") { pair in
            try SampleDatabases.fill(Connection(pair.source), rows: 700)
            let target = try Connection(pair.target)
            try Sample.run("schema.sql", on: target)
            try Sample.run("target.sql", on: target)
            let morning = try pair.export(TableRegistry.handlers, tables: tables).path
            try pair.load(morning, TableRegistry.handlers)

            let files = ["references.sql", "values.sql"]
            let before = try files.map { try rows($0, of: pair.source) }
            try DatabasePair.run(edits("production", 1), in: pair.source)
            try DatabasePair.run(edits("development", 4), in: pair.target)
            let here = try files.map { try rows($0, of: pair.source) }
            let there = try files.map { try rows($0, of: pair.target) }

            let evening = try pair.export(TableRegistry.handlers, tables: tables, from: pair.target).path
            var options = LoadOptions(mode: .update)
            options.deletes = true
            let report = try pair.load(evening, TableRegistry.handlers, into: pair.source, options, base: morning)
            #expect(report.totals.updated > 20)
            #expect(report.totals.deleted > 2)
            let merged = try files.map { try rows($0, of: pair.source) }

            for number in files.indices {
                var both = 0
                for row in Set(here[number].keys).union(there[number].keys).union(before[number].keys) {
                    let (base, ours, theirs) = (before[number][row], here[number][row], there[number][row])
                    if ours != base, theirs != base, ours != theirs {
                        both += 1
                        continue
                    }
                    let expected = ours == base ? theirs : ours
                    #expect(merged[number][row] == expected, "\(row)")
                }
                // Rows that both sides touched, in different columns or through triggers: the rest is exact.
                #expect(both < 8)
                #expect(Set(merged[number].keys).subtracting(here[number].keys).subtracting(there[number].keys) == [])
            }
            let again = try pair.load(evening, TableRegistry.handlers, into: pair.source, options, base: morning)
            #expect(again.totals.inserted + again.totals.updated + again.totals.deleted == 0)
        }
    }
}
