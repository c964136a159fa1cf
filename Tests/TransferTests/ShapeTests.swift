import Diagnostics
import Foundation
import PostgreSQL
import TableKit
import Testing

/// Types, identifiers and forms of tables.
@Suite struct ShapeTests {
    @Test func `values of every type arrive as they were`() async throws {
        let schema = """
            CREATE EXTENSION IF NOT EXISTS hstore; CREATE EXTENSION IF NOT EXISTS citext; CREATE EXTENSION IF NOT EXISTS ltree;
            CREATE TYPE mood AS ENUM ('sad', 'it''s "ok"', 'happy'); CREATE TYPE pt AS (x numeric, label text);
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            CREATE TABLE t (code text PRIMARY KEY, i2 smallint, i8 bigint, n numeric, n2 numeric(12,4), f4 real, f8 float8, b boolean,
                c char(4), v varchar(10), by bytea, d date, ts timestamp, tz timestamptz, ti time, tiz timetz, iv interval,
                u uuid, j json, jb jsonb, x xml, h hstore, ci citext, lt ltree, bi bit(3), vb varbit, mo money, ip inet,
                ci2 cidr, mac macaddr, tv tsvector, p point, po polygon, bo box, r int4range, mr nummultirange, m mood, co pt,
                dom positive, ai int[], at text[], am mood[], ac pt[], aj jsonb[], oid oid, nm name, ch "char", g int GENERATED ALWAYS AS (i2 * 2) STORED)
            """
        let rows = #"""
            INSERT INTO t VALUES ('full', -5, 9223372036854775807, 'NaN', 1.5000, 'Infinity', 0.1, true, 'ab', 'x,"y"',
                '\x00ff0a', '0044-03-15 BC', 'infinity', '-infinity', '23:59:59.999999', '12:00:00+05:30', '1 year -2 mons 3 days 04:05:06.7',
                '11111111-2222-3333-4444-555555555555', '{"a":  1, "a": 2}', '{"k": [1.10, null, "\u00e4"]}', '<a b="c">ü &amp; <!-- x --></a>',
                'a=>"1 \"x\"", b=>NULL', 'MiXed', 'a.b.c', '101', '1', '-12.34', '10.0.0.1/8', '10.0.0.0/8', '08:00:2b:01:02:03',
                'a:1A cat:2', '(1.5,-2)', '((0,0),(1,1),(2,0))', '((1,1),(0,0))', '[1,5)', '{[1.5,2),(3,)}', 'it''s "ok"',
                ROW(1.10, 'q"uo,te'), 7, '{1,NULL,-3}', ARRAY['', NULL, 'NULL', '{}', 'a"b\c', E'n\nl'], '{sad,happy}',
                ARRAY[ROW(1, 'a')::pt, NULL], ARRAY['{"a": 1}'::jsonb, NULL], 42, 'nm', 'c');
            INSERT INTO t (code) VALUES ('empty');
            INSERT INTO t (code, c, v, j, at, by) VALUES (E'odd\t\r\n\\.', '', '', '[]', '{}', '');
            INSERT INTO t (code) VALUES ('\.'), ('\N'), ('NULL'), (' lead and trail '), ('🎭 Änne'), (E'\u0001\u007f')
            """#
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 9)
            let all = "SELECT t::text FROM t ORDER BY code COLLATE \"C\""
            #expect(try DatabasePair.lines(all, in: pair.target) == DatabasePair.lines(all, in: pair.source))
            #expect(try pair.load(archive).totals.inserted == 0)
            #expect(try pair.rows(of: "t", in: pair.export(from: pair.target).path) == pair.rows(of: "t", in: archive))
        }
    }

    @Test func `the same values without any key are found again by content`() async throws {
        let schema = """
            CREATE TABLE t (id serial PRIMARY KEY, n numeric, f float8, j json, x xml, p point, tz timestamptz, b boolean, a text[])
            """
        let rows = """
            INSERT INTO t (n, f, j, x, p, tz, b, a) VALUES (1.50, 0.1, '{"a":  1}', '<a/>', '(1,2)', '2020-01-01 00:00+05', true, '{x,NULL}'),
            (1.50, 0.1, '{"a":  1}', '<a/>', '(1,2)', '2020-01-01 00:00+05', true, '{x,NULL}'), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 3)
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }

    @Test func `odd identifiers are quoted everywhere`() async throws {
        let long = String(repeating: "ä", count: 31)
        let schema = """
            CREATE SCHEMA "odd.schema"; CREATE SCHEMA b;
            CREATE TABLE "odd.schema"."Ta ""ble" ("ID" serial PRIMARY KEY, "select" text NOT NULL UNIQUE, "#" int, "!" int, "a.b" text, "a+b" text,
                row int, key int, c0 int, satchel_row int, satchel_missing int, "\(long)" text);
            CREATE TABLE b.item (id serial PRIMARY KEY, "order" text NOT NULL UNIQUE, "a.b" int REFERENCES "odd.schema"."Ta ""ble",
                "🎭" int REFERENCES "odd.schema"."Ta ""ble", "\(long)" text);
            CREATE TABLE public.item (id serial PRIMARY KEY, "order" text NOT NULL UNIQUE, t int REFERENCES b.item)
            """
        let rows = """
            INSERT INTO "odd.schema"."Ta ""ble" VALUES (1, 'x', 1, 2, 'd', 'p', 3, 4, 5, 6, 7, 'l'); INSERT INTO "odd.schema"."Ta ""ble" VALUES (2, 'y');
            INSERT INTO b.item VALUES (1, 'b1', 2, 1, 'z'); INSERT INTO public.item VALUES (1, 'p1', 1)
            """
        let all = """
            SELECT p."order", b."order", o."select", o2.*, b."\(long)" FROM public.item p JOIN b.item b ON b.id = p.t
            JOIN "odd.schema"."Ta ""ble" o ON o."ID" = b."a.b" JOIN (SELECT "ID" AS oid, "select", "#", "!", "a.b", "a+b", row, key, c0, satchel_row,
            satchel_missing, "\(long)" FROM "odd.schema"."Ta ""ble") o2 ON o2.oid = b."🎭"
            """
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 4)
            let without = { (lines: [String]) in
                lines.map { $0.split(separator: "|").enumerated().filter { $0.offset != 3 }.map { String($0.element) } }
            }
            let (there, here) = try (DatabasePair.lines(all, in: pair.target), DatabasePair.lines(all, in: pair.source))
            #expect(without(there) == without(here))
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }

    @Test func `identities, shared sequences, partitions and composite keys are loaded`() async throws {
        let schema = """
            CREATE SEQUENCE shared;
            CREATE TABLE a (id int PRIMARY KEY DEFAULT nextval('shared'), code text NOT NULL UNIQUE);
            CREATE TABLE b (id int PRIMARY KEY DEFAULT nextval('shared'), code text NOT NULL UNIQUE, a_id int REFERENCES a);
            CREATE TABLE c (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL UNIQUE, b_id int REFERENCES b);
            CREATE TABLE d (tenant text NOT NULL, number int NOT NULL, c_id int REFERENCES c, PRIMARY KEY (tenant, number));
            CREATE TABLE e (id serial PRIMARY KEY, code text NOT NULL UNIQUE, tenant text, number int, FOREIGN KEY (tenant, number) REFERENCES d);
            CREATE TABLE p (region text NOT NULL, code text NOT NULL, c_id int REFERENCES c, PRIMARY KEY (region, code)) PARTITION BY LIST (region);
            CREATE TABLE p_de PARTITION OF p FOR VALUES IN ('de'); CREATE TABLE p_rest PARTITION OF p DEFAULT;
            CREATE TABLE q (id serial PRIMARY KEY, code text NOT NULL UNIQUE, region text, pcode text, FOREIGN KEY (region, pcode) REFERENCES p)
            """
        let rows = """
            INSERT INTO a (code) VALUES ('a1'), ('a2'); INSERT INTO b (code, a_id) SELECT 'b' || code, id FROM a;
            INSERT INTO c (code, b_id) SELECT 'c' || code, id FROM b; INSERT INTO d SELECT 't', id, id FROM c;
            INSERT INTO e (code, tenant, number) VALUES ('e1', 't', 2), ('e2', NULL, NULL), ('e3', 'loose', NULL), ('e4', NULL, 77);
            INSERT INTO p SELECT 'de', code, id FROM c; INSERT INTO p VALUES ('at', 'x', NULL);
            INSERT INTO q (code, region, pcode) VALUES ('q1', 'at', 'x'), ('q2', 'de', 'cba1')
            """
        let all = """
            SELECT e.code, e.tenant, e.number, c.code, b.code, a.code FROM e LEFT JOIN d ON (d.tenant, d.number) = (e.tenant, e.number)
            LEFT JOIN c ON c.id = d.c_id LEFT JOIN b ON b.id = b_id LEFT JOIN a ON a.id = a_id
            UNION ALL SELECT q.code, region, NULL, pcode, c.code, tableoid::regclass::text FROM q JOIN p USING (region) LEFT JOIN c ON c.id = p.c_id
            WHERE p.code = q.pcode ORDER BY 1
            """
        try await DatabasePair.with(
            schema: schema.replacingOccurrences(of: "tableoid::", with: "p.tableoid::"), source: rows
        ) { pair in
            let plain: [TableName] = ["a", "b", "c", "d", "e", "p", "q"]
            let archive = try pair.export(tables: plain).path
            #expect(try pair.load(archive).totals.inserted == 17)
            let query = all.replacingOccurrences(of: "tableoid::", with: "p.tableoid::")
            #expect(try DatabasePair.lines(query, in: pair.target) == DatabasePair.lines(query, in: pair.source))
            #expect(try pair.load(archive).totals.inserted == 0)
            #expect(
                try DatabasePair.lines("INSERT INTO c (code) VALUES ('next') RETURNING id > 7000", in: pair.target) == [
                    "t"
                ])
        }
    }

    @Test func `a table may have nothing but an id, or no column at all`() async throws {
        let schema = """
            CREATE TABLE number (id serial PRIMARY KEY); CREATE TABLE nothing ();
            CREATE TABLE use (id serial PRIMARY KEY, code text UNIQUE NOT NULL, number_id int REFERENCES number)
            """
        let rows = """
            INSERT INTO number VALUES (5), (6), (7); INSERT INTO nothing DEFAULT VALUES; INSERT INTO nothing DEFAULT VALUES;
            INSERT INTO use (code, number_id) VALUES ('x', 6), ('y', 7)
            """
        try await DatabasePair.with(
            schema: schema, source: rows,
            target: "INSERT INTO number DEFAULT VALUES; INSERT INTO nothing DEFAULT VALUES"
        ) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 5)
            #expect(try pair.load(archive).totals.inserted == 0)
            let counts =
                "SELECT (SELECT count(*) FROM number), (SELECT count(*) FROM nothing), count(DISTINCT number_id) FROM use"
            #expect(try DatabasePair.lines(counts, in: pair.target) == ["3|2|2"])
        }
    }
}
