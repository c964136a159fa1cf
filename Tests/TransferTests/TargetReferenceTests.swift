import Diagnostics
import Foundation
import Importing
import Planning
import PostgreSQL
import Reports
import Staging
import TableKit
import Testing

/// A target whose keys and constraints are others than the source's.
@Suite struct TargetReferenceTests {
    private static let places = """
        CREATE TABLE place (id serial PRIMARY KEY, region text NOT NULL, number int NOT NULL, title text NOT NULL UNIQUE,
            UNIQUE (region, number));
        CREATE TABLE spot (region text NOT NULL, number int NOT NULL, place_id int REFERENCES place, PRIMARY KEY (region, number));
        CREATE TABLE t (id serial PRIMARY KEY, code text NOT NULL UNIQUE, place_id int, region text, number int
        """
    private static let placed = """
        ; INSERT INTO place (region, number, title) VALUES ('de', 1, 'p1'), ('de', 2, 'p2'), ('fr', 1, 'p3');
        INSERT INTO spot SELECT region, number, id FROM place;
        INSERT INTO t (code, place_id, region, number) VALUES ('a', 3, 'fr', 1), ('b', NULL, NULL, NULL), ('c', 1, 'de', 1), ('d', NULL, 'de', NULL)
        """

    @Test func `references that the target has no constraint for are kept all the same`() async throws {
        let keyed =
            Self.places
            + ", FOREIGN KEY (place_id) REFERENCES place, FOREIGN KEY (region, number) REFERENCES place (region, number))"
        let there = "); INSERT INTO place (region, number, title) VALUES ('at', 9, 'p0'), ('de', 7, 'p1')"
        try await DatabasePair.with(source: keyed + Self.placed, target: Self.places + there) { pair in
            let archive = try pair.export().path
            // Place p1 is there under another number, which the reference of two columns follows.
            #expect(try pair.load(archive).totals.inserted == 9)
            let all = """
                SELECT t.code, p.title, t.region, t.number, q.title FROM t LEFT JOIN place p ON p.id = t.place_id
                LEFT JOIN place q ON (q.region, q.number) = (t.region, t.number) ORDER BY t.code
                """
            #expect(
                try DatabasePair.lines(all, in: pair.target) == [
                    "a|p3|fr|1|p3", "b|∅|∅|∅|∅", "c|p1|de|7|p1", "d|∅|de|∅|∅",
                ])
            #expect(try pair.load(archive).totals.inserted == 0)
            let again = try pair.load(archive, [], into: nil, .init(mode: .update))
            #expect(again.totals.updated == 1)
            try DatabasePair.run(
                "DELETE FROM t; DELETE FROM spot; DELETE FROM place WHERE title = 'p3'", in: pair.target)
            let failure = #expect(throws: Failure.self) { () throws in
                var options = LoadOptions()
                options.choice = TableChoice(tables: [.init(parsing: "t")].compactMap { $0 })
                try pair.load(archive, [], into: nil, options)
            }
            #expect(Set((failure?.problems ?? []).compactMap(\.column)) == ["place_id", "region, number"])
        }
    }

    @Test func `foreign keys of the target alone hold where the values are natural keys`() async throws {
        let source = """
            CREATE TABLE country (code char(2) PRIMARY KEY, name text); CREATE TABLE spot (region text, number int, PRIMARY KEY (region, number));
            CREATE TABLE orders (number text PRIMARY KEY);
            CREATE TABLE t (code text PRIMARY KEY, country char(2), region text, spot int);
            CREATE TABLE line (order_number text, position int, what text, PRIMARY KEY (order_number, position))
            """
        let target =
            source + """
                ; ALTER TABLE t ADD FOREIGN KEY (country) REFERENCES country, ADD FOREIGN KEY (region, spot) REFERENCES spot;
                ALTER TABLE line ADD FOREIGN KEY (order_number) REFERENCES orders
                """
        let rows = """
            ; INSERT INTO country VALUES ('de', 'D'), ('fr', 'F'); INSERT INTO spot VALUES ('x', 1), ('x', 2); INSERT INTO orders VALUES ('o1');
            INSERT INTO t VALUES ('a', 'de', 'x', 2), ('b', NULL, 'x', NULL); INSERT INTO line VALUES ('o1', 1, 'w'), ('o1', 2, 'v')
            """
        try await DatabasePair.with(source: source + rows, target: target) { pair in
            #expect(try DifferingTarget.load(pair).totals.inserted == 9)
            #expect(
                try DatabasePair.lines("SELECT * FROM t ORDER BY code", in: pair.target) == ["a|de|x|2", "b|∅|x|∅"])
            #expect(try DifferingTarget.load(pair).totals.inserted == 0)
            try DatabasePair.run(
                "UPDATE line SET what = 'n' WHERE position = 2; UPDATE t SET country = 'fr' WHERE code = 'a'",
                in: pair.source)
            #expect(try DifferingTarget.load(pair, .update).totals.updated == 2)
            #expect(try DatabasePair.lines("SELECT what FROM line ORDER BY position", in: pair.target) == ["w", "n"])
            #expect(try DifferingTarget.load(pair, .diff).totals.updated == 0)
            let base = try pair.export().path
            try DatabasePair.run("UPDATE t SET country = 'de' WHERE code = 'a'", in: pair.source)
            try DatabasePair.run("UPDATE t SET spot = 1 WHERE code = 'a'", in: pair.target)
            let merged = try pair.load(pair.export().path, [], into: nil, .init(mode: .update), base: base)
            #expect(merged.totals.updated == 1)
            #expect(try DatabasePair.lines("SELECT * FROM t WHERE code = 'a'", in: pair.target) == ["a|de|x|1"])
            try DatabasePair.run("UPDATE t SET country = 'xx' WHERE code = 'b'", in: pair.source)
            #expect(try DifferingTarget.load(pair, .diff).totals.updated == 2)
            #expect(throws: Failure.self) { () throws in try DifferingTarget.load(pair, .update) }
            #expect(try DatabasePair.lines("SELECT country FROM t WHERE code = 'b'", in: pair.target) == ["∅"])
        }
    }

    @Test func `ids that the target draws otherwise are found by the natural key`() async throws {
        let source = """
            CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL UNIQUE, boss_id int);
            CREATE TABLE t (id serial PRIMARY KEY, code text NOT NULL UNIQUE, team_id int NOT NULL REFERENCES team, other_ids int[]);
            ALTER TABLE team ADD FOREIGN KEY (boss_id) REFERENCES t;
            INSERT INTO team (name) VALUES ('red'), ('blue'), ('green'); INSERT INTO t (code, team_id, other_ids) VALUES ('a', 2, '{1,3}'), ('b', 3, NULL);
            UPDATE team SET boss_id = 1 WHERE id = 1
            """
        let target = """
            CREATE TABLE team (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL UNIQUE, boss_id uuid);
            CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), code text NOT NULL UNIQUE, team_id uuid NOT NULL REFERENCES team, other_ids uuid[]);
            ALTER TABLE team ADD FOREIGN KEY (boss_id) REFERENCES t;
            INSERT INTO team VALUES ('11111111-2222-3333-4444-555555555555', 'blue')
            """
        let handlers = [TestHandler("t", key: ["code"]) { $0.references = [.array("other_ids", to: "team")] }]
        let all = """
            SELECT t.code, e.name, b.code, (SELECT array_agg(o.name ORDER BY o.name) FROM team o WHERE o.id = ANY (t.other_ids))
            FROM t JOIN team e ON e.id = t.team_id LEFT JOIN team r ON r.boss_id = t.id LEFT JOIN t b ON b.id = r.boss_id ORDER BY t.code
            """
        try await DatabasePair.with(source: source, target: target) { pair in
            let archive = try pair.export(handlers).path
            let dry = try pair.load(archive, handlers, into: nil, .init(isDryRun: true))
            #expect(dry.totals.inserted == 4)
            #expect(try pair.load(archive, handlers).totals.inserted == 4)
            #expect(try DatabasePair.lines(all, in: pair.target) == DatabasePair.lines(all, in: pair.source))
            #expect(
                try DatabasePair.lines("SELECT id FROM team WHERE name = 'blue'", in: pair.target)
                    == ["11111111-2222-3333-4444-555555555555"])
            let again = try pair.load(archive, handlers, into: nil, .init(mode: .update))
            #expect(again.totals.inserted + again.totals.updated == 0)
            #expect(try pair.load(archive, handlers, into: nil, .init(mode: .verify)).totals.unchanged == 5)
        }
        // The other way round the UUIDs are data, unless a manifest leaves them in the archive.
        let back =
            target
            + "; INSERT INTO t (code, team_id) SELECT 'x', id FROM team; UPDATE team SET boss_id = (SELECT id FROM t)"
        let empty = source.components(separatedBy: "INSERT")[0]
        #expect(Set(try await DifferingTarget.refused(back, empty).compactMap(\.column)) == ["id", "other_ids"])
        try await DatabasePair.with(source: back, target: empty) { pair in
            let manifest =
                #"{"version": 1, "excludeColumns": {"t": {"id": "drawn", "other_ids": "of no use"}, "team": {"id": "drawn"}}}"#
            let report = try pair.load(pair.export().path, manifest: manifest)
            #expect(report.totals.inserted == 2)
            #expect(try DatabasePair.lines(all, in: pair.target) == ["x|blue|x|∅"])
        }
    }
}
