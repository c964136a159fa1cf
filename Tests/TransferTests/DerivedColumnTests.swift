import PostgreSQL
import Sandbox
import TableKit
import TableRegistry
import Testing

/// Columns that triggers keep: never a difference, and in line with the merged rows afterwards.
@Suite struct DerivedColumnTests {
    @Test func `the triggers that keep columns run for the rows that were written, and no others do`() async throws {
        let schema = """
            CREATE TABLE post (id serial PRIMARY KEY, slug text NOT NULL UNIQUE, likes int DEFAULT 0, title text, upper_title text, stamp text);
            CREATE TABLE fan (post_id int NOT NULL REFERENCES post, name text NOT NULL, PRIMARY KEY (post_id, name));
            CREATE FUNCTION count_likes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                UPDATE post SET likes = (SELECT count(*) FROM fan WHERE post_id = NEW.post_id) WHERE id = NEW.post_id; RETURN NULL; END $$;
            CREATE TRIGGER keep_likes AFTER INSERT OR UPDATE ON fan FOR EACH ROW EXECUTE FUNCTION count_likes();
            CREATE FUNCTION up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.upper_title = upper(NEW.title); RETURN NEW; END $$;
            CREATE TRIGGER keep_upper BEFORE INSERT OR UPDATE OF title ON post FOR EACH ROW EXECUTE FUNCTION up();
            CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.stamp = 'stamped'; RETURN NEW; END $$;
            CREATE TRIGGER stamps BEFORE UPDATE ON post FOR EACH ROW EXECUTE FUNCTION stamp()
            """
        let post = TestHandler("post", key: ["slug"]) {
            $0.derived = [DerivedColumns("likes", by: "keep_likes"), DerivedColumns("upper_title", by: "keep_upper")]
        }
        let rows =
            "INSERT INTO post VALUES (1, 'a', 0, 'one'), (2, 'b', 0, 'two'), (3, 'c', 0, 'three'); INSERT INTO fan VALUES (1, 'x'), (2, 'x')"
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            try pair.load(pair.export([post]).path, [post])
            let all = "SELECT slug, likes, title, upper_title, stamp FROM post ORDER BY 1"
            #expect(
                try DatabasePair.lines(all, in: pair.target) == [
                    "a|1|one|ONE|stamped", "b|1|two|TWO|stamped", "c|0|three|THREE|∅",
                ])
            try DatabasePair.run(
                "UPDATE post SET stamp = NULL; ALTER TABLE post DISABLE TRIGGER stamps; UPDATE post SET stamp = NULL; ALTER TABLE post ENABLE TRIGGER stamps",
                in: pair.target)
            try DatabasePair.run(
                "ALTER TABLE post DISABLE TRIGGER stamps; UPDATE post SET stamp = NULL", in: pair.source)
            // One side gets one fan, the other another, and a title; the archive's own counts are of its own fans.
            try DatabasePair.run(
                "INSERT INTO fan SELECT id, 'theirs' FROM post WHERE slug = 'a'; UPDATE post SET stamp = NULL WHERE slug = 'a'",
                in: pair.target)
            try DatabasePair.run(
                "ALTER TABLE post DISABLE TRIGGER stamps; UPDATE post SET stamp = NULL; ALTER TABLE post ENABLE TRIGGER stamps",
                in: pair.target)
            try DatabasePair.run(
                "INSERT INTO fan VALUES (1, 'ours'); UPDATE post SET title = 'zwei' WHERE id = 2", in: pair.source)
            let before = try DatabasePair.lines("SELECT xmin FROM post WHERE slug = 'c'", in: pair.target)
            let evening = try pair.export([post]).path
            let report = try pair.load(evening, [post], into: nil, .init(mode: .update))
            #expect(report.totals.inserted == 1)
            #expect(report.totals.updated == 1)
            #expect(
                try DatabasePair.lines(all, in: pair.target) == [
                    "a|3|one|ONE|∅", "b|1|zwei|ZWEI|∅", "c|0|three|THREE|∅",
                ])
            #expect(try DatabasePair.lines("SELECT xmin FROM post WHERE slug = 'c'", in: pair.target) == before)
            let states = "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
            #expect(try DatabasePair.lines(states, in: pair.target) == ["keep_likes|O", "keep_upper|O", "stamps|O"])
            let again = try pair.load(evening, [post], into: nil, .init(mode: .update))
            #expect(again.totals.updated + again.totals.inserted == 0)
        }
    }

    @Test func `tags and images of the sample agree with the merged rows, whichever side they came from`() async throws
    {
        let tables = TableRegistry.handlers.map(\.table) + ["domains", "sysdomains", "tlds"]
        try await DatabasePair.with(schema: "") { pair in
            try SampleDatabases.fill(Connection(pair.source), rows: 400)
            let target = try Connection(pair.target)
            try Sample.run("schema.sql", on: target)
            try Sample.run("target.sql", on: target)
            try pair.load(pair.export(TableRegistry.handlers, tables: tables).path, TableRegistry.handlers)
            let tag = { (order: String) in
                """
                INSERT INTO posts_tags (post_id, tag_id) SELECT p.id, t.id FROM (SELECT id FROM posts WHERE xmlid IS NOT NULL ORDER BY xmlid LIMIT 5) p,
                LATERAL (SELECT id FROM tags t WHERE NOT EXISTS (SELECT FROM posts_tags x WHERE x.post_id = p.id AND x.tag_id = t.id)
                ORDER BY name \(order) LIMIT 1) t
                """
            }
            try DatabasePair.run(tag("ASC"), in: pair.source)
            try DatabasePair.run(tag("DESC"), in: pair.target)
            let image =
                "UPDATE images SET alt_text = 'neu', ctags = '\\x21' WHERE id IN (SELECT img_id FROM users ORDER BY sysmail LIMIT 8) AND xmlid IS NOT NULL"
            try DatabasePair.run(image, in: pair.source)

            let tasks = try DatabasePair.lines("SELECT xmin, id FROM tasks ORDER BY 2", in: pair.target)
            let report = try pair.load(
                pair.export(TableRegistry.handlers, tables: tables).path, TableRegistry.handlers, into: nil,
                .init(mode: .update))
            #expect(report.tables.first { $0.table == "posts_tags" }?.inserted == 5)
            #expect(report.tables.first { $0.table == "images" }?.updated ?? 0 > 0)
            let stale = """
                SELECT 'tags', count(*) FROM posts p WHERE tags_ids IS DISTINCT FROM coalesce((SELECT array_agg(t.id ORDER BY t.name)
                    FROM posts_tags x JOIN tags t ON t.id = x.tag_id WHERE x.post_id = p.id), '{}')
                UNION ALL SELECT 'users', count(*) FROM users u JOIN images i ON i.id = u.img_id
                    WHERE (u.img_show, u.img_thumb, u.img_wide) IS DISTINCT FROM (i.img_show, i.img_thumb, i.img_wide)
                UNION ALL SELECT 'events', count(*) FROM events u JOIN images i ON i.id = u.img_id
                    WHERE (u.img_show, u.img_thumb, u.img_wide) IS DISTINCT FROM (i.img_show, i.img_thumb, i.img_wide)
                """
            #expect(try DatabasePair.lines(stale, in: pair.target) == ["tags|0", "users|0", "events|0"])
            #expect(try DatabasePair.lines("SELECT xmin, id FROM tasks ORDER BY 2", in: pair.target) == tasks)
        }
    }
}
