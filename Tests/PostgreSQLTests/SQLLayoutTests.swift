import Testing

@testable import PostgreSQL

@Suite struct SQLLayoutTests {
    @Test func clausesBeginLines() {
        let sql: SQL = """
            SELECT DISTINCT ON (a.x) a.x, b.y FROM a LEFT JOIN b ON b.id = a.id AND b.kind = 1 CROSS JOIN c \
            WHERE a.x IS DISTINCT FROM 5 AND b.y BETWEEN 1 AND 2 GROUP BY a.x HAVING count(*) > 1 ORDER BY a.x LIMIT 5
            """
        #expect(
            sql.laidOut() == """
                SELECT DISTINCT ON (a.x) a.x, b.y
                FROM a
                LEFT JOIN b ON b.id = a.id AND b.kind = 1
                CROSS JOIN c
                WHERE a.x IS DISTINCT FROM 5 AND b.y BETWEEN 1 AND 2
                GROUP BY a.x
                HAVING count(*) > 1
                ORDER BY a.x
                LIMIT 5
                """)
    }

    @Test func itemsStandOneALineWhereTheyDoNotFit() {
        let columns = SQL.join((1...12).map { "t.\(name: "column \($0)")" }, ", ")
        let lines = ("SELECT \(columns) FROM t" as SQL).laidOut().split(separator: "\n")
        #expect(
            lines.count == 14 && lines[0] == "SELECT" && lines[12] == "    t.\"column 12\"" && lines[13] == "FROM t")
        #expect(("INSERT INTO t (\(columns)) VALUES (1), (2)" as SQL).laidOut().hasSuffix("\n)\nVALUES (1), (2)"))
    }

    @Test func subSelectsAreIndentedAndShortOnesStayOnTheirLine() {
        let sql: SQL = """
            WITH short AS (SELECT a FROM t), long AS (SELECT a, b, c FROM t WHERE EXISTS (SELECT FROM short WHERE \
            short.a = t.a) UNION ALL SELECT 1, 2, 3) INSERT INTO x (a) SELECT a FROM long JOIN (short JOIN t ON true) ON \
            CASE WHEN long.a = 1 THEN true ELSE false END ON CONFLICT (a) DO UPDATE SET a = 1, b = 2 RETURNING a
            """
        #expect(
            sql.laidOut() == """
                WITH
                    short AS (SELECT a FROM t),
                    long AS (
                        SELECT a, b, c
                        FROM t
                        WHERE EXISTS (SELECT FROM short WHERE short.a = t.a)
                        UNION ALL
                        SELECT 1, 2, 3
                    )
                INSERT INTO x (a)
                SELECT a
                FROM long
                JOIN (short JOIN t ON true) ON CASE WHEN long.a = 1 THEN true ELSE false END
                ON CONFLICT (a) DO UPDATE
                SET a = 1, b = 2
                RETURNING a
                """)
    }

    @Test func conditionsAndCasesBreakBeforeTheirWords() {
        let value: SQL = "pg_catalog.concat(t.first_name, t.second_name, t.third_name)"
        let sql: SQL = """
            UPDATE t SET a = CASE WHEN \(value) = \(literal: "x") THEN \(value) ELSE \(value) || \(value) || \(value) END \
            FROM u WHERE (\(value) = u.a OR \(value) = u.b) AND \(value) <> u.c
            """
        #expect(
            sql.laidOut() == """
                UPDATE t
                SET a = CASE
                    WHEN pg_catalog.concat(t.first_name, t.second_name, t.third_name) = 'x'
                        THEN pg_catalog.concat(t.first_name, t.second_name, t.third_name)
                    ELSE pg_catalog.concat(t.first_name, t.second_name, t.third_name)
                        || pg_catalog.concat(t.first_name, t.second_name, t.third_name)
                        || pg_catalog.concat(t.first_name, t.second_name, t.third_name)
                END
                FROM u
                WHERE (
                    pg_catalog.concat(t.first_name, t.second_name, t.third_name) = u.a
                        OR pg_catalog.concat(t.first_name, t.second_name, t.third_name) = u.b
                )
                    AND pg_catalog.concat(t.first_name, t.second_name, t.third_name) <> u.c
                """)
    }

    @Test func severalStatementsAndOtherCommands() {
        #expect(("SET a TO on; SET b TO 'x'; " as SQL).laidOut() == "SET a TO on;\nSET b TO 'x';")
        #expect(
            ("CREATE TEMPORARY TABLE t ON COMMIT DROP AS SELECT 1 AS a" as SQL).laidOut()
                == "CREATE TEMPORARY TABLE t\nON COMMIT DROP AS\nSELECT 1 AS a")
        #expect(
            ("COPY (SELECT a FROM t WHERE t.a = 1 AND t.b = 2 ORDER BY a, b, c, d, e) TO STDOUT (FORMAT csv)" as SQL)
                .laidOut() == """
                    COPY (
                        SELECT a
                        FROM t
                        WHERE t.a = 1 AND t.b = 2
                        ORDER BY a, b, c, d, e
                    ) TO STDOUT (FORMAT csv)
                    """)
        #expect(("" as SQL).laidOut() == "" && (";" as SQL).laidOut() == ";")
    }

    @Test func whatStandsInQuotesIsNoClause() {
        let words = " FROM x, (y WHERE -- z\nSELECT $$ /* ' \" "
        for quoted: SQL in [
            "\(literal: words)", "\(name: words)", "\(literal: "\\" + words)", "$a$\(literal: words)$a$",
            SQL(verbatim: "$tag$" + words + "$tag$"), "/* FROM /* x */ SELECT */",
            SQL(verbatim: "E'\\' FROM x WHERE'"), SQL(verbatim: "U&\"FROM x WHERE\""), "'FROM'\n   'x' -- '\n 'SELECT'",
        ] {
            let laidOut = ("SELECT a, \(quoted) AS b FROM t" as SQL).laidOut()
            #expect(
                laidOut
                    == "SELECT a, \(quoted.text.hasPrefix(" ") ? quoted.text.dropFirst() : quoted.text[...]) AS b\nFROM t"
            )
        }
    }

    @Test func aCommentEndsItsLine() {
        #expect(
            SQL(verbatim: "SELECT a -- FROM b, c\n, d--e\nFROM f").laidOut()
                == "SELECT\n    a -- FROM b, c\n    ,\n    d--e\nFROM f")
    }

    @Test func brokenStatementsAreLaidOutAsTheyAre() {
        for text in [
            "SELECT (a", "SELECT a) FROM", "CASE WHEN", "END)", "'open", "$$ open", "/* open", "\"open", "(([",
        ] {
            #expect(
                SQLScanner.tokens(of: SQL(verbatim: text).laidOut()).map(\.text)
                    == SQLScanner.tokens(of: text).map(\.text))
        }
    }

    @Test func literalsAreRedactedAndNamesAndNumbersStay() {
        let secret = "s3cret 'x' \\ $$"
        let sql: SQL = """
            SELECT \(literal: secret), E's3cret\\'' , $q$s3cret$q$, U&'s3cret', X'5ec1e7', \
            42, 1.5e-3, /* s3cret */ t.\(name: "it's kept") FROM t WHERE a LIKE\(literal: "\\" + secret) -- s3cret
            """
        let redacted = sql.laidOut(literals: .redacted)
        #expect(
            redacted == """
                SELECT '…', '…', '…', '…', '…', 42, 1.5e-3, /* … */ t."it's kept"
                FROM t
                WHERE a LIKE '…' -- …
                """)
        #expect(!("DO $$ BEGIN \(literal: secret) END $$" as SQL).laidOut(literals: .redacted).contains("s3cret"))
        #expect(!("SELECT \" \(literal: secret)\"" as SQL).laidOut(literals: .redacted).contains("s3cret"))
    }

    /// Statements of every token there is, in any order.
    @Test(arguments: 0..<300) func layingOutKeepsEveryToken(seed: Int) {
        var generator = SplitMix(state: UInt64(seed))
        let pieces: [SQL] = [
            "SELECT ", "FROM ", " WHERE a ", "JOIN", " LEFT JOIN ", "ON", " AND ", " OR ", "||", "CASE ", " WHEN",
            " THEN ",
            "END", "(", ")", "[", "]", ", ", ",", ";", "a", "b.c", "1", " 2.5", "::", "->>", "-", "--c\n", "/*x*/",
            "'s'",
            "E'\\''", "$1", "$$d$$", " $t$e$$t$t$", "\n", " ", "\(literal: "it's")", "\(literal: "\\")",
            "\(name: "q\"q")",
            "WITH ", "AS (", "VALUES (1)", "UNION ALL ", "SET ", "UPDATE ", "BETWEEN ", "ORDER BY ", "é", "'", "\"",
            "$",
        ]
        let sql = SQL.join((0..<40).map { _ in pieces.randomElement(using: &generator) ?? "" }, "")
        let before = SQLScanner.tokens(of: sql)
        let after = SQLScanner.tokens(of: sql.laidOut())
        #expect(after.map(\.text) == before.map(\.text), "\(sql)")
        #expect(after.map(\.kind) == before.map(\.kind))
        #expect(before.map(\.text) == SQLScanner.tokens(of: sql.text).map(\.text), "parts are cut as their text is")
    }

    @Test func theServerReadsALaidOutStatementAsTheSame() async throws {
        try await withConnection { connection throws in
            let texts = SQLTests.texts.map { "\(literal: $0) AS \(name: "a, FROM (\($0)")" as SQL }
            let sql: SQL = """
                SELECT \(SQL.join(texts, ", ")), 'one'\n'two' AS continued, $x$ FROM $$ $x$ AS dollars, \
                (SELECT string_agg(v, \(literal: "\\'") ORDER BY v DESC) FROM (VALUES ('a'), (E'\\'b')) AS x(v)) AS agg, \
                CASE WHEN 1 BETWEEN 0 AND 2 AND NOT false THEN 'yes' ELSE 'no' END, 3 - -1, @ -5, (ARRAY[1, 2])[1] \
                FROM generate_series(1, 2) AS n -- 'comment
                WHERE n IN (1, 2) /* "comment */ ORDER BY n
                """
            let rows = try connection.rows(sql)
            let again = try connection.rows(SQL(verbatim: sql.laidOut()))
            func values(_ rows: [Row]) -> [[String?]] { rows.map { row in (0..<row.count).map { row[$0] } } }
            #expect(values(rows) == values(again) && rows.count == 2)
            #expect(sql.laidOut().split(separator: "\n").count > 20)
        }
    }

    @Test func wideAndDeepStatementsAreLaidOutInNoTime() {
        let wide = SQL.join((0..<1600).map { "(t.\(name: "column \($0)"))::text AS c\($0)" }, ", ")
        var deep: SQL = "a"
        for _ in 0..<5_000 { deep = "f(\(deep))" }
        let start = ContinuousClock.now
        #expect(("SELECT \(wide) FROM t" as SQL).laidOut().split(separator: "\n").count == 1602)
        #expect(SQLScanner.tokens(of: ("SELECT \(deep)" as SQL).laidOut()).count == 15_002)
        #expect(start.duration(to: .now) < .seconds(10))
    }
}
