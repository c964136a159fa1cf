import Diagnostics
import Foundation
import Importing
import Planning
import PostgreSQL
import Reports
import Staging
import TableKit
import Testing

/// A target whose tables differ from the source's: what fits is loaded, what does not is named before a row is written.
@Suite struct TargetShapeTests {
    @Test func `fewer columns are refused, and accepted where a manifest leaves them in the archive`() async throws {
        let source = """
            CREATE TABLE g (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
            CREATE TABLE t (id serial PRIMARY KEY, code text NOT NULL UNIQUE, note text, g_id int REFERENCES g, more int);
            INSERT INTO g (code) VALUES ('g1'); INSERT INTO t (code, note, g_id, more) VALUES ('a', 'n', 1, 5), ('b', NULL, NULL, NULL)
            """
        let target = """
            CREATE TABLE g (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
            CREATE TABLE t (id serial PRIMARY KEY, code text NOT NULL UNIQUE, more int DEFAULT 7)
            """
        let lacking = try await DifferingTarget.refused(source, target)
        #expect(lacking.compactMap(\.column) == ["note", "g_id"])
        try await DatabasePair.with(source: source, target: target) { pair in
            let archive = try pair.export().path
            let manifest =
                #"{"version": 1, "excludeColumns": {"public.t": {"note": "not here", "g_id": "not here", "more": "ours"}}}"#
            #expect(try pair.load(archive, manifest: manifest).totals.inserted == 3)
            #expect(
                try DatabasePair.lines("SELECT code, more FROM t ORDER BY code", in: pair.target) == ["a|7", "b|7"])
            let again = try pair.load(archive, [], into: nil, .init(mode: .update), manifest: manifest)
            #expect(again.totals.inserted + again.totals.updated == 0)
        }
    }

    @Test func `more columns are filled by defaults, and refused without`() async throws {
        let source = "CREATE TABLE t (code text PRIMARY KEY); INSERT INTO t VALUES ('a')"
        let target =
            "CREATE TABLE t (extra text NOT NULL DEFAULT 'x', code text PRIMARY KEY, free int, n int GENERATED ALWAYS AS IDENTITY"
        try await DatabasePair.with(source: source, target: target + ")") { pair in
            let report = try DifferingTarget.load(pair)
            #expect(report.totals.inserted == 1)
            #expect(try DatabasePair.lines("SELECT * FROM t", in: pair.target) == ["x|a|∅|1"])
        }
        let problems = try await DifferingTarget.refused(source, target + ", needed int NOT NULL)")
        #expect(
            problems.map(\.description) == [
                "\"t\".\"needed\": the target demands a value here, and the archive has none"
            ])
    }

    @Test func `wider types take the values as they mean`() async throws {
        let source = """
            CREATE TYPE mood AS ENUM ('sad', 'happy');
            CREATE TABLE t (code char(6) PRIMARY KEY, i int, v varchar(10), n numeric(8,2), d date, m mood, s smallint, ts timestamp(0));
            CREATE TABLE u (id serial PRIMARY KEY, day date NOT NULL UNIQUE, t_code char(6) REFERENCES t);
            CREATE TABLE w (name text PRIMARY KEY, u_id int REFERENCES u);
            INSERT INTO t VALUES ('ab', 5, 'vv', 1.50, '2026-01-02', 'sad', 7, '2026-01-02 03:04:05'); INSERT INTO t VALUES ('abcdef');
            INSERT INTO u (day, t_code) VALUES ('2026-02-03', 'ab'); INSERT INTO w VALUES ('w', 1)
            """
        let target = """
            CREATE TABLE t (code text PRIMARY KEY, i bigint, v text, n numeric, d timestamp, m text, s int, ts timestamp(6));
            CREATE TABLE u (id bigserial PRIMARY KEY, day timestamp NOT NULL UNIQUE, t_code text REFERENCES t);
            CREATE TABLE w (name varchar PRIMARY KEY, u_id bigint REFERENCES u)
            """
        try await DatabasePair.with(source: source, target: target) { pair in
            let first = try DifferingTarget.load(pair)
            #expect(first.totals.inserted == 4)
            #expect(
                try DatabasePair.lines("SELECT *, length(code) FROM t ORDER BY code", in: pair.target) == [
                    "ab|5|vv|1.50|2026-01-02 00:00:00|sad|7|2026-01-02 03:04:05|2", "abcdef|∅|∅|∅|∅|∅|∅|∅|6",
                ])
            let joined = "SELECT w.name, u.day, u.t_code FROM w JOIN u ON u.id = w.u_id"
            #expect(try DatabasePair.lines(joined, in: pair.target) == ["w|2026-02-03 00:00:00|ab"])
            let again = try DifferingTarget.load(pair, .update)
            #expect(again.totals.inserted + again.totals.updated == 0)
        }
    }

    private static let narrow = """
        CREATE TABLE t (code text PRIMARY KEY, i bigint, v text, n numeric, f numeric, ts timestamp, d timestamp, m text, c char(5))
        """
    private static let narrower = """
        CREATE TYPE mood AS ENUM ('sad', 'happy');
        CREATE TABLE t (code varchar(3) PRIMARY KEY, i int, v varchar(4), n numeric(5,2), f bigint, ts timestamp(0), d date, m mood, c varchar(2))
        """

    @Test func `narrower types take the values that fit`() async throws {
        let rows = """
            ; INSERT INTO t VALUES ('a', -2147483648, 'abcd', 999.990, 12.00, '2026-01-02 03:04:05', '2026-01-02', 'sad', 'xy'),
            ('b', 2147483647, '', -999.99, -9223372036854775808, 'infinity', '-infinity', NULL, NULL); INSERT INTO t VALUES ('c', 0, NULL, 'NaN')
            """
        try await DatabasePair.with(source: Self.narrow + rows, target: Self.narrower) { pair in
            #expect(try DifferingTarget.load(pair).totals.inserted == 3)
            #expect(
                try DatabasePair.lines("SELECT * FROM t ORDER BY code", in: pair.target) == [
                    "a|-2147483648|abcd|999.99|12|2026-01-02 03:04:05|2026-01-02|sad|xy",
                    "b|2147483647||-999.99|-9223372036854775808|infinity|-infinity|∅|∅", "c|0|∅|NaN|∅|∅|∅|∅|∅",
                ])
            let again = try DifferingTarget.load(pair, .update)
            #expect(again.totals.inserted + again.totals.updated == 0)
        }
    }

    @Test func `values that a narrower type would change are all named`() async throws {
        let rows = """
            ; INSERT INTO t VALUES ('good', 1, 'abcd', 1, 1, '2026-01-01', '2026-01-01', 'sad', 'x');
            INSERT INTO t VALUES ('i', 2147483648);
            INSERT INTO t VALUES ('v', 0, 'abcde');
            INSERT INTO t VALUES ('n', 0, NULL, 1.005);
            INSERT INTO t VALUES ('o', 0, NULL, 1000);
            INSERT INTO t VALUES ('f', 0, NULL, NULL, 1.5);
            INSERT INTO t VALUES ('fn', 0, NULL, NULL, 'NaN');
            INSERT INTO t VALUES ('ts', 0, NULL, NULL, NULL, '2026-01-01 00:00:00.5');
            INSERT INTO t VALUES ('d', 0, NULL, NULL, NULL, NULL, '2026-01-01 00:00:01');
            INSERT INTO t VALUES ('m', 0, NULL, NULL, NULL, NULL, NULL, 'glad');
            INSERT INTO t VALUES ('c', 0, NULL, NULL, NULL, NULL, NULL, NULL, 'xyz');
            INSERT INTO t VALUES ('v2', 0, 'secret!');
            """
        let problems = try await DifferingTarget.refused(Self.narrow + rows, Self.narrower)
        #expect(Set(problems.compactMap(\.column)) == ["code", "i", "v", "n", "f", "ts", "d", "m", "c"])
        #expect(
            problems.filter { $0.column == "v" }.map(\.key) == ["row 11 of tables/t.csv", "row 12 of tables/t.csv"])
        #expect(problems.first { $0.column == "v" }?.total == 2)
        #expect(problems.filter { ["n", "f"].contains($0.column) }.count == 4)
        #expect(problems.first { $0.column == "n" }?.message == "the value does not fit numeric(5,2) as it is")
        #expect(!problems.contains { $0.description.contains("secret!") })
    }

    private static let arrays = """
        CREATE TABLE t (code text PRIMARY KEY, i bigint[], v text[], n numeric[], ts timestamp[], p interval)
        """
    private static let narrowerArrays = """
        CREATE TABLE t (code text PRIMARY KEY, i int[], v varchar(4)[], n numeric(5,2)[], ts timestamp(0)[], p interval(0))
        """

    @Test func `of arrays every element has to fit`() async throws {
        let good = """
            ; INSERT INTO t VALUES ('a', '{1,NULL,2147483647}', '{abcd,""}', '{1.50,NaN}', '{2026-01-01}', '1 mon 3 s'),
            ('b', '{{1,2},{3,4}}', '{}', '[2:3]={1,2}', NULL, NULL)
            """
        try await DatabasePair.with(source: Self.arrays + good, target: Self.narrowerArrays) { pair in
            let report = try DifferingTarget.load(pair)
            #expect(report.totals.inserted == 2)
            #expect(
                try DatabasePair.lines("SELECT * FROM t ORDER BY code", in: pair.target) == [
                    #"a|{1,NULL,2147483647}|{abcd,""}|{1.50,NaN}|{"2026-01-01 00:00:00"}|1 mon 00:00:03"#,
                    "b|{{1,2},{3,4}}|{}|[2:3]={1.00,2.00}|∅|∅",
                ])
        }
        let bad = """
            ; INSERT INTO t VALUES ('i', '{1,2147483648}'), ('j', '{{1},{2147483648}}');
            INSERT INTO t (code, v) VALUES ('v', '{abcde}'); INSERT INTO t (code, n) VALUES ('n', '{1,1.005}');
            INSERT INTO t (code, n) VALUES ('o', '{1000}'); INSERT INTO t (code, p) VALUES ('p', '1.5 s');
            INSERT INTO t (code, ts) VALUES ('ts', '{2026-01-01 00:00:00.5}')
            """
        let problems = try await DifferingTarget.refused(Self.arrays + bad, Self.narrowerArrays)
        #expect(problems.compactMap(\.column) == ["i", "i", "v", "n", "n", "ts", "p"])
    }

    @Test func `wider elements of arrays take all values`() async throws {
        try await DatabasePair.with(
            source: "CREATE TABLE t (code text PRIMARY KEY, i int[]); INSERT INTO t VALUES ('a', '{1,NULL,3}')",
            target: "CREATE TABLE t (code text PRIMARY KEY, i bigint[])"
        ) { pair in
            let report = try DifferingTarget.load(pair)
            #expect(report.totals.inserted == 1)
            #expect(try DatabasePair.lines("SELECT i FROM t", in: pair.target) == ["{1,NULL,3}"])
        }
    }

    @Test func `types with nothing in common are refused`() async throws {
        let problems = try await DifferingTarget.refused(
            "CREATE TABLE t (code text PRIMARY KEY, a text, b timestamptz, c float8, d uuid)",
            "CREATE TABLE t (code text PRIMARY KEY, a int, b timestamp, c real, d int)")
        #expect(problems.compactMap(\.column) == ["a", "b", "c", "d"])
    }

    @Test func `a label that the target's enumeration lacks is named by row and column`() async throws {
        let source = """
            CREATE TYPE mood AS ENUM ('sad', 'odd'); CREATE TABLE t (code text PRIMARY KEY, m mood);
            INSERT INTO t VALUES ('a', 'sad'), ('b', 'odd')
            """
        try await DatabasePair.with(
            source: source,
            target: "CREATE TYPE mood AS ENUM ('happy', 'sad'); CREATE TABLE t (code text PRIMARY KEY, m mood)"
        ) { pair in
            let failure = #expect(throws: Failure.self) { () throws in try DifferingTarget.load(pair) }
            #expect(failure?.what == "cannot read tables/t.csv, row 2 of part 1")
            #expect(failure?.cause?.hasPrefix("column \"m\": ") == true)
            #expect(try DatabasePair.lines("SELECT count(*) FROM t", in: pair.target) == ["0"])
            try DatabasePair.run("UPDATE t SET m = 'sad'", in: pair.source)
            #expect(try DifferingTarget.load(pair).totals.inserted == 2)
        }
    }

    @Test(arguments: ["id serial PRIMARY KEY, code text NOT NULL UNIQUE, ", ""])
    func `a column that one side alone generates is no hindrance`(_ key: String) async throws {
        let plain = "CREATE TABLE t (\(key)a int, twice int)"
        let made = "CREATE TABLE t (\(key)a int, twice int GENERATED ALWAYS AS (a * 2) STORED)"
        let code = key.isEmpty ? "" : "code, "
        let value = key.isEmpty ? "" : "'x', "
        try await DatabasePair.with(
            source: plain + "; INSERT INTO t (\(code)a, twice) VALUES (\(value)1, 99)", target: made
        ) { pair in
            let report = try DifferingTarget.load(pair)
            #expect(report.totals.inserted == 1)
            #expect(report.problems.map(\.column) == ["twice"])
            #expect(try DatabasePair.lines("SELECT a, twice FROM t", in: pair.target) == ["1|2"])
            let again = try DifferingTarget.load(pair, .update)
            #expect(again.totals.inserted + again.totals.updated == 0)
        }
        try await DatabasePair.with(source: made + "; INSERT INTO t (\(code)a) VALUES (\(value)1)", target: plain) {
            pair in
            let report = try DifferingTarget.load(pair)
            #expect(report.totals.inserted == 1)
            #expect(report.problems.map(\.column) == ["twice"])
            #expect(report.problems.allSatisfy { $0.severity == .warning })
            #expect(try DatabasePair.lines("SELECT a, twice FROM t", in: pair.target) == ["1|∅"])
            let again = try DifferingTarget.load(pair, .update)
            #expect(again.totals.inserted + again.totals.updated == 0)
        }
        let problems = try await DifferingTarget.refused(made, plain.replacing("twice int", with: "twice int NOT NULL"))
        #expect(problems.map(\.column) == ["twice"])
    }
}
