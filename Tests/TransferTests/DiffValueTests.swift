import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit
import Testing

/// Comparing two places: what counts as another value.
@Suite struct DiffValueTests {
    private static let types = """
        CREATE TYPE mood AS ENUM ('happy', 'sad'); CREATE TYPE size AS (width int, height text);
        CREATE DOMAIN short AS varchar(20);
        CREATE TABLE everything (name text PRIMARY KEY, j json, jb jsonb, x xml, pt point, bx box, ci circle, pl polygon,
            pa path, ls lseg, ln line, iv interval, n numeric(10, 4), f double precision, mo money, m mood, ms mood[], s size,
            ss size[], d short, b bytea, bi bit(3), vb varbit(9), c char(5), v varchar(9), a int[], na numeric[], bs box[],
            r numrange, tr tstzrange, t time(3) with time zone, ts timestamp(3), ts3 timestamptz, u uuid, i inet, ma macaddr8,
            tv tsvector, q "char", nm name, ok boolean, la text[])
        """
    private static let values = """
        INSERT INTO everything VALUES ('x', '{"a": 1}', '{"a": 1}', '<a/>', '(1,2)', '(3,4),(1,2)', '<(1,2),3>', '((0,0),(1,1),(2,0))',
            '[(0,0),(1,1)]', '[(0,0),(1,1)]', '{1,2,3}', '1 day', 1.5, 0.1, 12.5, 'happy', '{happy,sad}', '(1,"a b")',
            ARRAY['(1,a)'::size, '(2,"b,c")'], 'dom', '\\x00ff', '101', '10101', 'ab', 'abc', '{{1,2},{3,NULL}}', '{1.5,2.0}',
            '{(1,1),(0,0);(2,2),(1,1)}', '[1.5,2)', '[2020-01-01,2021-01-01)', '12:00:00.5+02', '2020-01-01 10:00', '2020-01-01 10:00+02',
            '7f1c3f1e-0d0b-4f0e-8b1f-000000000001', '10.0.0.1/8', '08:00:2b:01:02:03:04:05', 'a:1 b:2', 'q', 'nam', true, ARRAY['a,b', '"', NULL]);
        """

    @Test func `values of every type are equal to themselves`() async throws {
        try await DatabasePair.with(schema: Self.types, source: Self.values, target: Self.values) {
            pair in
            try pair.expect([], equal: 1)
        }
    }

    @Test func `values of every type differ where somebody could tell them apart`() async throws {
        let changes = [
            "j": "'{\"a\":1}'", "jb": "'{\"a\": 2}'", "x": "'<a></a>'", "pt": "'(1,3)'", "bx": "'(3,5),(1,3)'",
            "ci": "'<(2,1),3>'", "pl": "'((0,0),(1,1),(2,1))'", "pa": "'((0,0),(1,1))'", "ls": "'[(0,0),(1,2)]'",
            "ln": "'{1,2,4}'", "iv": "'24 hours'", "n": "1.6", "f": "0.2", "mo": "12.6", "m": "'sad'", "ms": "'{sad}'",
            "s": "'(1,\"a c\")'", "ss": "ARRAY['(1,a)'::size]", "d": "'Dom'", "b": "'\\x00fe'", "bi": "'100'",
            "vb": "'1010'", "c": "'aB'", "v": "'abd'", "a": "'{1,2,3,NULL}'", "na": "'{1.5,2.1}'",
            "bs": "'{(1,1),(0,0)}'", "r": "'[1.5,2]'", "tr": "'[2020-01-01,2022-01-01)'", "t": "'12:00:00.5+03'",
            "ts": "'2020-01-01 10:01'", "ts3": "'2020-01-01 10:01+02'", "u": "'7f1c3f1e-0d0b-4f0e-8b1f-000000000002'",
            "i": "'10.0.0.2/8'", "ma": "'08:00:2b:01:02:03:04:06'", "tv": "'a:1'", "q": "'r'", "nm": "'nan'",
            "ok": "NULL",
            "la": "ARRAY['a', 'b', '\"', NULL]",
        ]
        let update = changes.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        try await DatabasePair.with(
            schema: Self.types, source: Self.values,
            target: Self.values + "UPDATE everything SET \(update)"
        ) { pair in
            for way in Difference.Way.allCases {
                let columns = try pair.diff(way).changes.map {
                    $0.split(separator: ":")[0].split(separator: " ").last ?? ""
                }
                #expect(columns.map(String.init).sorted() == changes.keys.sorted(), "\(way)")
            }
        }
    }

    @Test func `numbers, jsonb and ranges are compared by value`() async throws {
        let other = """
            UPDATE everything SET n = 1.5000, jb = '{"a": 1.0}', na = '{1.50,2}', r = '[1.50,2.0)', f = 1e-1
            """
        try await DatabasePair.with(
            schema: Self.types, source: Self.values, target: Self.values + other
        ) { pair in
            try pair.expect([], equal: 1)
        }
    }

    @Test func `keys of references inside values, of composite keys and of other types are compared`() async throws {
        let schema = """
            CREATE TABLE town (id serial PRIMARY KEY, land numeric(6, 2), name text, UNIQUE (land, name));
            CREATE TABLE site (id serial PRIMARY KEY, land numeric(6, 2), name text, label text NOT NULL UNIQUE, towns jsonb, many int[],
                kind text, thing int, FOREIGN KEY (land, name) REFERENCES town (land, name))
            """
        let rows = """
            INSERT INTO town (land, name) VALUES (1.50, 'a'), (2, 'b');
            INSERT INTO site (land, name, label, towns, many, kind, thing)
            SELECT 1.5, 'a', 's', jsonb_build_array(a.id, b.id), ARRAY[a.id], 'town', b.id FROM town a, town b WHERE a.name = 'a' AND b.name = 'b';
            """
        let handlers: [any TableHandler] = [
            TestHandler("site", key: ["label"]) {
                $0.references = [
                    .json("towns", at: "[*]", to: "town"), .array("many", to: "town"),
                    .polymorphic("thing", typedBy: "kind", ["town": "town"]),
                ]
            }
        ]
        try await DatabasePair.with(schema: schema, source: rows, target: rows) { pair in
            try pair.expect([], equal: 3, handlers)
            try DatabasePair.run(
                """
                UPDATE site SET land = 2, name = 'b', towns = '[]', many = many || (SELECT id FROM town WHERE name = 'b'),
                thing = (SELECT id FROM town WHERE name = 'a')
                """, in: pair.target)
            for way in Difference.Way.allCases {
                let columns = try pair.diff(way, handlers).changes.map { $0.split(separator: ":")[0] }
                #expect(
                    columns.sorted() == [
                        "~ site s land", "~ site s many", "~ site s name", "~ site s thing", "~ site s towns",
                    ],
                    "\(way)")
            }
        }
    }
}
