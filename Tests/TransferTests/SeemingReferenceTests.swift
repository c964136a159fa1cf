import Catalogue
import CatalogueReading
import Declarations
import Diagnostics
import Exporting
import Importing
import Planning
import PostgreSQL
import Reports
import Rows
import Sandbox
import TableKit
import Testing

/// Numbers that are ids of another table, and that no constraint calls so: as plain numbers they would mean other rows.
@Suite struct SeemingReferenceTests {
    private let schema = """
        CREATE TABLE users (id bigserial PRIMARY KEY, email varchar NOT NULL UNIQUE);
        CREATE TABLE "BlogPosts" (id bigserial PRIMARY KEY, "userId" bigint, created_by_user_id int, parent_id bigint,
            slug varchar NOT NULL UNIQUE, house_no int, view_id int, users int, year_id int, reader_user_ids int[]);
        CREATE TABLE likes (id bigserial PRIMARY KEY, id_user bigint NOT NULL, likeable_type varchar NOT NULL,
            likeable_id bigint NOT NULL, UNIQUE (id_user, likeable_type, likeable_id));
        CREATE TABLE views (id serial PRIMARY KEY, name text UNIQUE);
        CREATE TABLE year (id int PRIMARY KEY, name text UNIQUE NOT NULL);
        """
    private let rows = """
        INSERT INTO users (email) VALUES ('ann'), ('bo'); INSERT INTO views (name) VALUES ('v'); INSERT INTO year VALUES (2020, 'y');
        INSERT INTO "BlogPosts" ("userId", created_by_user_id, slug, house_no, view_id, users, year_id)
            VALUES (1, 2, 'by-ann', 1, 77, 2, 2020), (2, 0, 'by-bo', 2, 1, 1, 2020);
        UPDATE "BlogPosts" SET parent_id = 1 WHERE id = 2; UPDATE "BlogPosts" SET reader_user_ids = '{2,1}' WHERE id = 1;
        INSERT INTO likes (id_user, likeable_type, likeable_id) VALUES (1, 'App\\Models\\BlogPost', 2), (2, 'User', 1);
        """
    private let strangers = """
        INSERT INTO users (email) VALUES ('eve'), ('zoe'); INSERT INTO "BlogPosts" ("userId", slug) VALUES (7001, 'by-eve');
        """

    private func found(_ database: Database) throws -> [LikelyReference] {
        let session = try Session(database)
        let catalogue = try Catalogue.read(from: session)
        var request = ExportRequest(modules: [])
        request.all = true
        return try SeemingReferences(request.plan(in: catalogue, on: session), in: catalogue, on: session).find()
    }

    @Test func `they are found by name and values, and no others`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let places = try found(pair.source).map {
                "\($0.table.displayName).\($0.column) \($0.fitting)/\($0.values)"
            }
            #expect(
                Set(places) == [
                    "BlogPosts.userId 2/2", "BlogPosts.created_by_user_id 1/1", "BlogPosts.parent_id 1/1",
                    "BlogPosts.reader_user_ids 2/2",
                    "likes.id_user 2/2", "likes.likeable_id 2/2",
                ])
        }
    }

    @Test func `an export stops, unless they are said to be plain`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let failure = try #require(throws: Failure.self) { try pair.export() }
            #expect(failure.code == .undecided)
            #expect(failure.problems.count == 6)
            #expect(failure.problems.allSatisfy { $0.kind == .undeclaredReference })
            let plain = [
                TestHandler("\"BlogPosts\"", key: ["slug"]) {
                    $0.plain = ["userId", "created_by_user_id", "parent_id", "reader_user_ids"]
                },
                TestHandler("likes", key: ["id_user", "likeable_type", "likeable_id"]) {
                    $0.plain = ["id_user", "likeable_id"]
                },
            ]
            try pair.export(plain)
            var request = try pair.request([], tables: nil, of: pair.source)
            request.carriesPlainNumbers = true
            _ = try Exporter(request, on: Session(pair.source)).run(
                .init(to: .file(pair.folder.appending("plain.tar.zst")), compression: .zstd))
        }
    }

    @Test func `with the manifest that is written for them everything lands on its row`() async throws {
        let content = """
            SELECT p.slug, u.email, nullif(p.created_by_user_id, 0) IS NULL OR c.email = 'bo', q.slug,
                (SELECT array_agg(r.email ORDER BY e.n) FROM unnest(p.reader_user_ids) WITH ORDINALITY AS e (id, n)
                JOIN users AS r ON r.id = e.id) FROM "BlogPosts" AS p LEFT JOIN users AS u ON u.id = p."userId"
            LEFT JOIN users AS c ON c.id = p.created_by_user_id LEFT JOIN "BlogPosts" AS q ON q.id = p.parent_id ORDER BY 1
            """
        let likes = """
            SELECT u.email, likeable_type, coalesce(p.slug, l.email) FROM likes JOIN users AS u ON u.id = id_user
            LEFT JOIN "BlogPosts" AS p ON likeable_type LIKE '%Post' AND p.id = likeable_id
            LEFT JOIN users AS l ON likeable_type = 'User' AND l.id = likeable_id ORDER BY 1
            """
        try await DatabasePair.with(schema: schema, source: rows, target: strangers) { pair in
            let session = try Session(pair.source)
            let catalogue = try Catalogue.read(from: session)
            var request = ExportRequest(modules: [])
            request.all = true
            let plan = try request.plan(in: catalogue, on: session)
            let seeming = try SeemingReferences(plan, in: catalogue, on: session).find().map { found in
                (
                    found.table.table.name,
                    [(found.declaration { TableName(parsing: catalogue.displayName($0)) ?? $0 }, note: "why")]
                )
            }
            let text = ManifestTemplate(
                plan, database: "blog", references: Dictionary(seeming, uniquingKeysWith: +)
            ).text
            request.manifest = try Manifest(parsing: Array(text.utf8), name: "blog", file: "blog.json")
            let path = pair.folder.appending("blog.tar.zst")
            _ = try Exporter(request, on: session).run(.init(to: .file(path), compression: .zstd))
            var options = LoadOptions(undecidedKeys: .data)
            for mode in [LoadOptions.Mode.skip, .update] {
                options.mode = mode
                let report = try pair.load(path, [], into: nil, options)
                if mode == .update { #expect(report.totals.inserted + report.totals.updated == 0) }
                #expect(
                    try DatabasePair.lines(content, in: pair.target) == [
                        "by-ann|ann|t|∅|{bo,ann}", "by-bo|bo|t|by-ann|∅", "by-eve|∅|t|∅|∅",
                    ])
                #expect(
                    try DatabasePair.lines(likes, in: pair.target) == [
                        "ann|App\\Models\\BlogPost|by-bo", "bo|User|ann",
                    ])
            }
        }
    }
}
