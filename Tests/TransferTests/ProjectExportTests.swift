import Archive
import Diagnostics
import Exporting
import PostgreSQL
import Sandbox
import SystemPackage
import TableKit
import TableRegistry
import Testing

/// One project of the sample platform: out of production, into an empty and into a populated database.
@Suite struct ProjectExportTests {
    private var tables: [TableName] {
        TableRegistry.handlers.map(\.table) + ["domains", "sysdomains", "tlds"]
    }

    private func withSample(_ body: (DatabasePair) throws -> Void) async throws {
        try await DatabasePair.with(schema: "") { pair in
            try SampleDatabases.fill(Connection(pair.source), rows: 700)
            try body(pair)
        }
    }

    private func projects(_ pair: DatabasePair) throws -> [String] {
        try DatabasePair.lines("SELECT domaincode FROM projects ORDER BY 1", in: pair.source)
    }

    private func part(_ project: String) throws -> RowSelection {
        RowSelection(root: try RowKey(parsing: "projects=\(project)"))
    }

    @Test func `a project takes the rows that a query written by hand finds`() async throws {
        try await withSample { pair in
            let all = try projects(pair)
            #expect(all.count > 10)
            for project in stride(from: 0, to: all.count, by: 3).map({ all[$0] }) {
                let expected = try DatabasePair.lines(
                    ProjectExportTests.closure.replacing("$root", with: project), in: pair.source)
                #expect(expected.count > 5)
                let found = try pair.counts(of: "projects=\(project)", TableRegistry.handlers, tables: tables)
                #expect(found == expected.sorted().joined(separator: ", "), "\(project)")
            }
        }
    }

    @Test func `without needed rows a project takes what belongs to it, and nothing else`() async throws {
        try await withSample { pair in
            for project in try projects(pair).prefix(5) {
                let expected = try DatabasePair.lines(
                    ProjectExportTests.owned.replacing("$root", with: project)
                        + " SELECT name || ' ' || count(*) FROM owned GROUP BY name", in: pair.source)
                let found = try pair.counts(
                    of: "projects=\(project)", TableRegistry.handlers, tables: tables, keys: true)
                #expect(found == expected.sorted().joined(separator: ", "), "\(project)")
            }
        }
    }

    @Test func `a project arrives whole in an empty platform`() async throws {
        try await withSample { pair in
            let target = try Connection(pair.target)
            try Sample.run("schema.sql", on: target)
            try Sample.run("target.sql", on: target)
            let project = try #require(try projects(pair).first)
            let first = try pair.exportPart(part(project), TableRegistry.handlers, tables: tables)
            #expect(first.report.problems == [])
            #expect(first.report.totals.rows > 100)
            let report = try pair.load(first.path, TableRegistry.handlers)
            #expect(report.problems == [])
            #expect(report.totals.inserted == first.report.totals.rows)
            let second = try pair.exportPart(part(project), TableRegistry.handlers, tables: tables, from: pair.target)
            for table in tables {
                let rows = try pair.rows(of: table.name, in: first.path)
                #expect(try pair.rows(of: table.name, in: second.path) == rows, "\(table)")
            }
        }
    }

    @Test func `a project comes into a populated platform, and the rows there stay as they were`() async throws {
        try await withSample { pair in
            try SampleDatabases.fill(Connection(pair.target), rows: nil)
            let versions = {
                try tables.flatMap { table in
                    try DatabasePair.lines(
                        "SELECT '\(table)', xmin::text, t::text FROM \(table.name) t", in: pair.target)
                }
            }
            let before = try versions()
            let project = try #require(try projects(pair).last)
            let archive = try pair.exportPart(part(project), TableRegistry.handlers, tables: tables)
            let report = try pair.load(archive.path, TableRegistry.handlers)
            #expect(report.problems == [])
            #expect(report.totals.inserted > 0)
            #expect(Set(before).isSubset(of: try versions()))
            #expect(try pair.load(archive.path, TableRegistry.handlers).totals.inserted == 0)
        }
    }

    /// What belongs to the project, as rows of table and id, junctions with both ids.
    private static let owned = """
        WITH RECURSIVE root AS (SELECT id FROM projects WHERE domaincode = '$root'), owned (name, id) AS (
        SELECT 'projects', id::text FROM root
        UNION ALL SELECT 'images', t.id::text FROM images t JOIN root ON root.id = t.project_id
        UNION ALL SELECT 'locations', t.id::text FROM locations t JOIN root ON root.id = t.project_id
        UNION ALL SELECT 'posts', t.id::text FROM posts t JOIN root ON root.id = t.project_id
        UNION ALL SELECT 'events', t.id::text FROM events t JOIN root ON root.id = t.project_id
        UNION ALL SELECT 'interactions', t.id::text FROM interactions t JOIN root ON root.id = t.project_id
        UNION ALL SELECT 'pages', t.id FROM pages t JOIN root ON root.id = t.project
        UNION ALL SELECT 'project_members', t.project_id || '/' || t.user_id
            FROM project_members t JOIN root ON root.id = t.project_id
        UNION ALL SELECT 'posts_tags', t.post_id || '/' || t.tag_id
            FROM posts_tags t JOIN posts p ON p.id = t.post_id JOIN root ON root.id = p.project_id
        UNION ALL SELECT 'events_tags', t.event_id || '/' || t.tag_id
            FROM events_tags t JOIN events e ON e.id = t.event_id JOIN root ON root.id = e.project_id
        UNION ALL SELECT 'event_instructors', t.event_id || '/' || t.instructor_id
            FROM event_instructors t JOIN events e ON e.id = t.event_id JOIN root ON root.id = e.project_id)
        """

    /// Its rows and everything that they refer to, step by step: numbers of rows.
    private static let closure =
        owned + """
            , needs (name, id, needed, needed_id) AS MATERIALIZED (SELECT * FROM (
            SELECT 'users', id::text, 'images', img_id::text FROM users
            UNION ALL SELECT 'users', id::text, 'instructors', instructor_id::text FROM users
            UNION ALL SELECT 'users', id::text, 'participants', participant_id::text FROM users
            UNION ALL SELECT 'users', id::text, 'status', status_id::text FROM users
            UNION ALL SELECT 'projects', id::text, 'domains', domain_id::text FROM projects
            UNION ALL SELECT 'projects', id::text, 'images', img_id::text FROM projects
            UNION ALL SELECT 'projects', id::text, 'users', owner_id::text FROM projects
            UNION ALL SELECT 'projects', id::text, 'projects', regio::text FROM projects
            UNION ALL SELECT 'projects', id::text, 'status', status_id::text FROM projects
            UNION ALL SELECT 'projects', id::text, 'users', e #>> '{}' FROM projects,
                jsonb_array_elements(CASE WHEN jsonb_typeof(member_ids) = 'array' THEN member_ids ELSE '[]' END) e
            UNION ALL SELECT 'domains', id::text, 'users', admin_user_id::text FROM domains
            UNION ALL SELECT 'domains', id::text, 'projects', project_id::text FROM domains
            UNION ALL SELECT 'domains', id::text, 'sysdomains', sysdomain_id::text FROM domains
            UNION ALL SELECT 'domains', id::text, 'tlds', tld FROM domains
            UNION ALL SELECT 'sysdomains', id::text, 'tlds', tld FROM sysdomains
            UNION ALL SELECT 'images', id::text, 'users', owner_id::text FROM images
            UNION ALL SELECT 'images', id::text, 'projects', project_id::text FROM images
            UNION ALL SELECT 'images', id::text, 'status', status_id::text FROM images
            UNION ALL SELECT 'images', id::text, 'images', root_id::text FROM images
            UNION ALL SELECT 'images', id::text, 'images', (variations).parent_id::text FROM images
            UNION ALL SELECT 'images', id::text, 'images', e::text FROM images, unnest((variations).alike_ids) e
            UNION ALL SELECT 'images', id::text, 'users', m[1] FROM images, regexp_matches(about, 'owner_id:(\\d+)', 'g') m
            UNION ALL SELECT 'instructors', id::text, 'images', img_id::text FROM instructors
            UNION ALL SELECT 'instructors', id::text, 'status', status_id::text FROM instructors
            UNION ALL SELECT 'instructors', id::text, 'projects', regio_id::text FROM instructors
            UNION ALL SELECT 'locations', id::text, 'images', img_id::text FROM locations
            UNION ALL SELECT 'locations', id::text, 'projects', project_id::text FROM locations
            UNION ALL SELECT 'locations', id::text, 'status', status_id::text FROM locations
            UNION ALL SELECT 'participants', id::text, 'status', status_id::text FROM participants
            UNION ALL SELECT 'posts', id::text, 'images', img_id::text FROM posts
            UNION ALL SELECT 'posts', id::text, 'projects', project_id::text FROM posts
            UNION ALL SELECT 'posts', id::text, 'instructors', public_user::text FROM posts
            UNION ALL SELECT 'posts', id::text, 'projects', regio_id::text FROM posts
            UNION ALL SELECT 'posts', id::text, 'status', status_id::text FROM posts
            UNION ALL SELECT 'posts', id::text, 'tags', e::text FROM posts, unnest(tags_ids) e
            UNION ALL SELECT 'events', id::text, 'images', img_id::text FROM events
            UNION ALL SELECT 'events', id::text, 'locations', location::text FROM events
            UNION ALL SELECT 'events', e.id::text, 'locations', l.id::text FROM events e JOIN locations l ON l.xmlid = e.address_id
            UNION ALL SELECT 'events', id::text, 'projects', project_id::text FROM events
            UNION ALL SELECT 'events', id::text, 'instructors', public_user::text FROM events
            UNION ALL SELECT 'events', id::text, 'projects', regio_id::text FROM events
            UNION ALL SELECT 'events', id::text, 'status', status_id::text FROM events
            UNION ALL SELECT 'events', id::text, 'users', user_id::text FROM events
            UNION ALL SELECT 'events', id::text, 'tags', e::text FROM events, unnest(tags_ids) e
            UNION ALL SELECT 'interactions', id::text, 'projects', project_id::text FROM interactions
            UNION ALL SELECT 'interactions', id::text, 'status', status_id::text FROM interactions
            UNION ALL SELECT 'interactions', id::text, 'users', user_id::text FROM interactions
            UNION ALL SELECT 'pages', id, 'projects', project::text FROM pages
            UNION ALL SELECT 'project_members', project_id || '/' || user_id, 'users', user_id::text FROM project_members
            UNION ALL SELECT 'posts_tags', post_id || '/' || tag_id, 'tags', tag_id::text FROM posts_tags
            UNION ALL SELECT 'events_tags', event_id || '/' || tag_id, 'tags', tag_id::text FROM events_tags
            UNION ALL SELECT 'event_instructors', event_id || '/' || instructor_id, 'instructors', instructor_id::text
                FROM event_instructors) AS found (name, id, needed, needed_id) WHERE needed_id IS NOT NULL),
            rows (name, id) AS MATERIALIZED (
            SELECT 'users', id::text FROM users UNION ALL SELECT 'images', id::text FROM images
            UNION ALL SELECT 'instructors', id::text FROM instructors
            UNION ALL SELECT 'participants', id::text FROM participants
            UNION ALL SELECT 'status', id::text FROM status UNION ALL SELECT 'domains', id::text FROM domains
            UNION ALL SELECT 'projects', id::text FROM projects
            UNION ALL SELECT 'sysdomains', id::text FROM sysdomains UNION ALL SELECT 'tlds', name FROM tlds
            UNION ALL SELECT 'locations', id::text FROM locations UNION ALL SELECT 'tags', id::text FROM tags),
            taken (name, id) AS (
            SELECT name, id FROM owned
            UNION SELECT rows.name, rows.id FROM taken JOIN needs ON needs.name = taken.name AND needs.id = taken.id
            JOIN rows ON rows.name = needs.needed AND rows.id = needs.needed_id)
            SELECT name || ' ' || count(*) FROM taken GROUP BY name
            """
}
