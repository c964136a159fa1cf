/// A column type with values that are awkward in it. No two of its values are equal in the type's own sense.
struct RandomType: Sendable {
    let sql: String
    let values: [String]
    /// For a type that can be part of a key: a value that is another for each number.
    var numbered: (@Sendable (Int) -> String)?

    init(_ sql: String, _ values: [String], numbered: (@Sendable (Int) -> String)? = nil) {
        self.sql = sql
        self.values = values
        self.numbered = numbered
    }

    /// The same type for a column whose values come from elsewhere.
    var withoutValues: RandomType { RandomType(sql, [], numbered: numbered) }

    /// Types that the schema itself makes.
    static let definitions = """
        CREATE TYPE "Mood" AS ENUM ('sad', 'ok', 'a "quoted", one', '');
        DO $$ BEGIN EXECUTE (SELECT format('CREATE TYPE "Level" AS ENUM (%s)', string_agg(quote_literal('level ' || n || ', "x"'), ', ')) FROM generate_series(0, 199) n); END $$;
        CREATE DOMAIN "short text" AS text CHECK (length(VALUE) < 100);
        CREATE TYPE pair AS ("left" int, "Right.one" text);
        CREATE DOMAIN positive AS int CHECK (VALUE > 0);
        """

    static let texts = [
        "", " ", "NULL", "\\N", "\\.", "a,b", "say \"hello\"", "it's", "line\nbreak", "tab\there", "\r\n", "ünïcödé",
        "😀", "é", "trailing ", "{}", "[\"a\"]", "{\"#\": \"1\"}", "?1", "0", "\\", "$1", "%s",
    ]

    /// Types that can be part of a key.
    static let keys: [RandomType] = [
        RandomType("text", texts, numbered: { texts[$0 % texts.count] + ($0 < texts.count ? "" : "\($0)") }),
        RandomType("varchar(40)", ["x"], numbered: { "v \($0)" }),
        RandomType("integer", ["0"], numbered: { "\($0 * 7 - 20)" }),
        RandomType("bigint", ["0"], numbered: { "\($0 + 9_000_000_000)" }),
        RandomType(
            "uuid", ["00000000-0000-0000-0000-000000000000"],
            numbered: { "00000000-0000-4000-8000-" + String(1_000_000_000_000 + $0).suffix(12) }),
        RandomType("date", ["infinity"], numbered: { "20\(10 + $0 / 28 % 80)-02-\(10 + $0 % 18)" }),
        RandomType("numeric(12,2)", ["NaN"], numbered: { "\($0).\(10 + $0 % 89)" }),
        RandomType("inet", ["::1"], numbered: { "10.0.\($0 / 250).\($0 % 250)" }),
        RandomType("timestamp with time zone", ["-infinity"], numbered: { "2020-01-01 00:00:\($0 % 60).\($0)+02" }),
        RandomType("\"short text\"", texts, numbered: { "short \($0)" }),
        RandomType("bytea", ["\\x"], numbered: { "\\x00" + String(1_000_000 + $0) + "f" }),
        RandomType("character(8)", ["x"], numbered: { "c\($0)" }),
        RandomType("\"char\"", ["a"], numbered: { String(UnicodeScalar(UInt8(33 + $0 % 90))) }),
        RandomType("interval", ["1 mon"], numbered: { "\($0) days 3 hours" }),
        RandomType("jsonb", ["null"], numbered: { "{\"b\": [\($0)], \"a\": null}" }),
        RandomType("integer[]", ["{}"], numbered: { "{\($0),NULL,-1}" }),
        RandomType("\"Level\"", ["level 0, \"x\""], numbered: { "level \($0 % 200), \"x\"" }),
        RandomType("pair", ["(,)"], numbered: { "(\($0),\"a, \"\"\($0)\"\"\")" }),
        RandomType("positive", ["1"], numbered: { "\($0 + 1)" }),
        RandomType("int4range", ["empty"], numbered: { "[\($0),\($0 + 7))" }),
        RandomType("int8multirange", ["{}"], numbered: { "{[\($0),\($0 + 1)),[\($0 + 9),)}" }),
        RandomType("pair[]", ["{}"], numbered: { "{\"(\($0),)\",NULL}" }),
        RandomType("\"Mood\"[]", ["{}"], numbered: { "{" + String(repeating: "sad,", count: $0 % 150) + "ok}" }),
        RandomType("double precision", ["NaN"], numbered: { "\($0).1e-7" }),
        RandomType("boolean[]", ["{}"], numbered: { "{" + String(repeating: "t,", count: $0 % 150) + "NULL}" }),
        RandomType("tstzrange", ["empty"], numbered: { "[2020-01-01 00:00:\($0 % 60).\($0)+02,infinity)" }),
    ]

    /// Types for other columns.
    static let others: [RandomType] = [
        RandomType("text", texts), RandomType("text", texts), RandomType("character varying(60)", texts),
        RandomType("numeric", ["NaN", "0", "-0.5", "1e30", "Infinity", "123456789012345678901234567890.5"]),
        RandomType("double precision", ["NaN", "Infinity", "-Infinity", "0.1", "1e-300", "3.3333333333333335"]),
        RandomType("real", ["NaN", "1.1", "3.4e38"]), RandomType("boolean", ["true", "false"]),
        RandomType("smallint", ["-32768", "0", "7"]), RandomType("positive", ["1", "2147483647"]),
        RandomType("json", ["null", "{\"a\":  1, \"a\": 2}", "[]", "\"x\\u00e9\"", "{\"#\": \"1\"}"]),
        RandomType("jsonb", ["null", "{\"a\": 1.50}", "[]", "\"\"", "{\"!\": 3}", "{\"text\": [\"\\\"\"]}"]),
        RandomType(
            "text[]",
            ["{}", "{NULL}", "{\"\"}", "{\"NULL\"}", "{a,\"b,c\",\"d\\\"e\"}", "{{a,b},{c,d}}", "[0:1]={x,y}"]),
        RandomType("\"Mood\"", ["sad", "ok", "a \"quoted\", one", ""]), RandomType("\"Mood\"[]", ["{}", "{sad,\"\"}"]),
        RandomType("pair", ["(1,x)", "(,)", "(1,\"\")", "(2,\"a,\"\"b\")"]),
        RandomType("pair[]", ["{}", "{\"(1,x)\",NULL}"]),
        RandomType("\"short text\"", texts), RandomType("int4range", ["empty", "[1,5)", "(,)", "[3,)"]),
        RandomType("tstzrange", ["[2020-01-01 00:00+00,infinity)", "empty"]),
        RandomType("int8multirange", ["{}", "{[1,2),[5,9)}"]), RandomType("numrange[]", ["{\"[1.5,2)\",empty}"]),
        RandomType("bytea", ["", "\\x00ff27", "\\x5c2e"]),
        RandomType("timestamp", ["infinity", "-infinity", "2020-02-29 23:59:59.999999", "0044-03-15 00:00 BC"]),
        RandomType("timestamp with time zone", ["infinity", "2020-02-29 23:59:59.5+14", "0044-03-15 00:00+00 BC"]),
        RandomType("date", ["infinity", "-infinity", "2020-02-29", "0044-03-15 BC"]),
        RandomType("time with time zone", ["24:00:00+00", "00:00:00.000001-12"]),
        RandomType("interval", ["-1 mon +1 day -00:00:01", "178000000 years", "0"]),
        RandomType("inet", ["::1", "10.0.0.1/8", "10.0.0.1"]), RandomType("cidr", ["10.0.0.0/8"]),
        RandomType("macaddr", ["08:00:2b:01:02:03"]), RandomType("bit(3)", ["101", "000"]),
        RandomType("bit varying(9)", ["", "101"]), RandomType("money", ["-12.34", "0"]),
        RandomType("tsvector", ["", "'a':1A,2 'it''s':3"]), RandomType("tsquery", ["'a' & !'b'"]),
        RandomType("point", ["(1,2.5)", "(NaN,-0.1)"]), RandomType("box", ["(1,1),(0,0)", "(2,0.5),(0,0)"]),
        RandomType("polygon", ["((0,0),(1,1),(1,0))"]), RandomType("xml", ["<a b=\"c\">d</a>"]),
        RandomType("character(4)", ["", "a", "abcd"]), RandomType("oid", ["4000000000"]),
        RandomType("jsonpath", ["$.\"a\"[*]"]), RandomType("uuid[]", ["{}"]), RandomType("name", ["x", ""]),
    ]
}
