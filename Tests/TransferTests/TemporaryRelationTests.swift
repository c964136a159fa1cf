import Diagnostics
import Exporting
import Importing
import Planning
import PostgreSQL
import Rows
import Sandbox
import TableKit
import Testing

/// docs/architecture.md beside what exports and imports of every sort make.
@Suite struct TemporaryRelationTests {
    private let schema = """
        CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE, colour text);
        CREATE TABLE twin (id serial PRIMARY KEY, body text);
        CREATE TABLE place (uid uuid PRIMARY KEY DEFAULT gen_random_uuid(), ref int NOT NULL UNIQUE DEFAULT random() * 1e9,
            code text NOT NULL UNIQUE);
        CREATE TABLE post (id serial PRIMARY KEY, code text NOT NULL UNIQUE, title text, twin_id int REFERENCES twin,
            place uuid REFERENCES place, near int REFERENCES place (ref), tags int[], "an odd name" text);
        CREATE TABLE post_tag (post_id int REFERENCES post, tag_id int REFERENCES tag, PRIMARY KEY (post_id, tag_id));
        CREATE TABLE reader (id serial PRIMARY KEY, code text NOT NULL UNIQUE, tags int[]);
        CREATE TABLE blank (id serial PRIMARY KEY); CREATE TABLE page (id serial PRIMARY KEY, slug text NOT NULL, up int REFERENCES page, text text,
            UNIQUE NULLS NOT DISTINCT (slug, up));
        """
    private let rows = """
        INSERT INTO tag (name) VALUES ('t1'), ('t2'), ('t3'); INSERT INTO twin (body) VALUES ('x'), ('x'), ('y');
        INSERT INTO place (code) VALUES ('p1'), ('p2');
        INSERT INTO post (code, title, twin_id, place, near, tags) SELECT 'c' || n, 'old', 1 + n % 3, uid, ref, ARRAY[1, 2]
            FROM generate_series(1, 6) AS n, place WHERE place.code = 'p' || 1 + n % 2;
        INSERT INTO post_tag VALUES (1, 1), (1, 2), (2, 1), (3, 3);
        INSERT INTO blank DEFAULT VALUES; INSERT INTO page (slug, up) VALUES ('root', NULL), ('a', 1), ('b', 2);
        """
    private let handlers: [any TableHandler] = [
        TestHandler("post", key: ["code"]) { $0.references = [.array("tags", to: "tag")] },
        TestHandler("post_tag", key: ["post_id", "tag_id"]) {
            $0.kind = .junction
            $0.belongsTo = .via("post_id", to: "post")
        },
    ]
    private let tables: [TableName] = ["tag", "twin", "place", "post", "post_tag", "blank", "page"]

    private func run(_ pair: DatabasePair) throws {
        let excluding =
            handlers + [
                TestHandler("place", key: ["code"]) {
                    $0.excludedColumns = [
                        .init("uid", reason: "the target's own"), .init("ref", reason: "the target's own"),
                    ]
                }
            ]
        let base = try pair.export(excluding, tables: tables).path
        try pair.load(base, excluding)

        // Without a base: a link that the archive no longer has goes.
        try DatabasePair.run("DELETE FROM post_tag WHERE post_id = 3", in: pair.source)
        var options = LoadOptions(mode: .update)
        options.deletes = true
        #expect(try pair.load(pair.export(excluding, tables: tables).path, excluding, options).totals.deleted == 1)

        // With one: changes, deletions and conflicts on both sides, one of a row of a tree.
        try DatabasePair.run(
            """
            UPDATE post SET title = 'new there' WHERE code IN ('c1', 'c2'); DELETE FROM post WHERE code = 'c4';
            UPDATE post SET title = 'kept' WHERE code = 'c5'; UPDATE page SET text = 'there' WHERE slug = 'b';
            INSERT INTO post (code, twin_id) VALUES ('c7', 3)
            """, in: pair.source)
        try DatabasePair.run(
            """
            UPDATE post SET title = 'new here' WHERE code IN ('c2', 'c3'); DELETE FROM post WHERE code IN ('c5', 'c6');
            UPDATE page SET text = 'here' WHERE slug = 'b'
            """, in: pair.target)
        let file = pair.folder.appending("conflicts.csv")
        options.conflictsFile = file
        let evening = try pair.export(excluding, tables: tables).path
        var conflicts = 0
        #expect(throws: Failure.self) {
            try pair.load(evening, excluding, options, base: base, observer: .init(conflict: { _ in conflicts += 1 }))
        }
        #expect(conflicts == 3)
        options.conflictsFile = nil
        options.decisionsFile = file
        options.onConflict = .take
        let report = try pair.load(evening, excluding, options, base: base)
        #expect(report.totals.conflicts == 3 && report.totals.inserted == 2 && report.totals.deleted == 1)

        // Tables whose rows refer to some that do not travel, in columns and inside a value.
        try DatabasePair.run("INSERT INTO reader (code, tags) VALUES ('r', ARRAY[1])", in: pair.source)
        let readers = [TestHandler("reader", key: ["code"]) { $0.references = [.array("tags", to: "tag")] }]
        try pair.load(pair.export(handlers + readers, tables: ["post_tag", "reader"]).path, handlers + readers)

        // Rows that are chosen, and a mask.
        try pair.exportPart(RowSelection(root: try RowKey(parsing: "post=c1")), handlers, tables: tables)
        let masked = [TestHandler("tag", key: ["name"]) { $0.masks = [Mask("colour", .hash)] }]
        try pair.export(masked, tables: ["tag"], maskKey: MaskKey("a key for tests only"))
    }

    @Test func `the temporary relations in the docs are those that runs make, column by column`() async throws {
        try await DatabasePair.with(
            source: schema + rows + WatchedRelations.trigger, target: schema + WatchedRelations.trigger
        ) { pair in
            try run(pair)
            let found = try WatchedRelations.columns(seenIn: pair.source)
                .merging(WatchedRelations.columns(seenIn: pair.target)) { $0.union($1) }
            // What a relation has of the target's own table is that table's.
            let names = tables.map { "'\($0.name)'::regclass" }.joined(separator: ", ")
            let own = try DatabasePair.lines(
                "SELECT attname FROM pg_attribute WHERE attrelid IN (\(names))", in: pair.target)
            for difference in try DocumentedRelations().differences(from: found, besides: Set(own)) {
                Issue.record("docs/architecture.md, \"The temporary relations\": \(difference)")
            }
        }
    }
}
