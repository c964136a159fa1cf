import Diagnostics
import Exporting
import Foundation
import TableKit
import Testing

/// The export of rows that changed since a time, and the times that it understands.
@Suite struct SinceTests {
    @Test(arguments: [
        ("2026-11-01", "2026-11-01T00:00:00.000Z"), ("2026-11-01T18:30", "2026-11-01T18:30:00.000Z"),
        ("2026-11-01 18:30:05.25", "2026-11-01T18:30:05.250Z"), ("2026-11-01T18:30:00Z", "2026-11-01T18:30:00.000Z"),
        ("2026-11-01T18:30:00+01:30", "2026-11-01T17:00:00.000Z"), ("2026-11-01T18:30-02", "2026-11-01T20:30:00.000Z"),
        ("12h", "2026-11-22T00:00:00.000Z"), ("30d", "2026-10-23T12:00:00.000Z"), ("2w", "2026-11-08T12:00:00.000Z"),
    ]) func `a time is a date, a date and time, or an age`(_ text: String, _ expected: String) throws {
        let now = try Date("2026-11-22T12:00:00Z", strategy: .iso8601)
        let found = try RowSelection.time(parsing: text, now: now)
        #expect(found.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) == expected)
    }

    @Test(arguments: [
        "", "yesterday", "2026-13-01", "2026-02-30", "2026-11-01T25:00", "2026-11-01T18", "30", "d", "30m", "-3d",
        "2026-11-01+99", "9999999d", "999999w", "0000-01-01", "2026-11-01x",
    ]) func `what is no time is refused`(_ text: String) {
        let failure = failure { _ = try RowSelection.time(parsing: text) }
        #expect(failure?.code == .usage)
        #expect(failure?.remedy?.contains("30d") == true)
    }

    private static let schema = """
        CREATE TABLE labels (id serial PRIMARY KEY, name text UNIQUE NOT NULL);
        CREATE TABLE a_texts (id serial PRIMARY KEY, name text UNIQUE NOT NULL, at text, label int REFERENCES labels);
        CREATE TABLE b_stamps (id serial PRIMARY KEY, name text UNIQUE NOT NULL, at timestamp);
        CREATE TABLE c_zones (id serial PRIMARY KEY, name text UNIQUE NOT NULL, at timestamptz);
        CREATE TABLE d_days (id serial PRIMARY KEY, name text UNIQUE NOT NULL, at date);
        """

    private var handlers: [TestHandler] {
        ["a_texts", "b_stamps", "c_zones", "d_days"].map { table in
            TestHandler(table, key: ["name"]) { $0.modifiedAt = "at" }
        }
    }

    private let since = RowSelection(since: Date(timeIntervalSince1970: 1_793_491_200 + 12 * 3600))

    @Test func `rows that changed at the time or later are in, whatever the column's type`() async throws {
        let rows = """
            INSERT INTO labels (name) VALUES ('x'), ('y'), ('z');
            INSERT INTO a_texts (name, at, label) VALUES ('before', '2026-11-01 11:59:59.9', 1),
                ('exact', '2026-11-01 12:00:00', 2), ('iso', '2026-11-01T12:00:00.000Z', 2),
                ('zone before', '2026-11-01 13:00:00+02', 1), ('zone after', '2026-11-01T11:00:00-01:30', NULL),
                ('german', '02.11.2026', NULL), ('german time', '01.11.2026, 12:00', NULL),
                ('german morning', '01.11.2026 11:59:59', 1), ('spaces', ' 2026-11-01 10:30:00.5 -0200 ', NULL), ('german before', '31.10.2026', 1), ('no such day', '2026-11-31', NULL),
                ('far', '9999-99-99', NULL), ('null', NULL, 1), ('empty', '', 1), ('words', 'gestern', 1), ('day of a zone', '2026-11-01+14:00', 1);
            INSERT INTO b_stamps (name, at) VALUES ('before', '2026-11-01 11:59:59.999'), ('after', '2026-11-01 12:00'),
                ('ever', 'infinity'), ('null', NULL);
            INSERT INTO c_zones (name, at) VALUES ('before', '2026-11-01 13:59+02'), ('after', '2026-11-01 14:00+02');
            INSERT INTO d_days (name, at) VALUES ('before', '2026-10-31'), ('after', '2026-11-01');
            """
        try await DatabasePair.with(schema: SinceTests.schema, source: rows) { pair in
            let archive = try pair.exportPart(since, handlers)
            func names(_ table: String) throws -> [String] {
                try pair.lines(of: table, in: archive.path).map {
                    String($0.split(separator: ",", omittingEmptySubsequences: false)[0])
                }
            }
            #expect(
                try names("a_texts") == [
                    "exact", "far", "german", "german time", "iso", "no such day", "spaces", "zone after",
                ])
            #expect(try names("b_stamps") == ["after", "ever"])
            #expect(try names("c_zones") == ["after"])
            #expect(try names("d_days") == ["after"])
            #expect(try names("labels") == ["y"])
            #expect(archive.report.problems.map(\.table).sorted() == ["a_texts", "b_stamps"])
            #expect(archive.report.problems.compactMap(\.total).sorted() == [1, 3])
            #expect(archive.report.problems.allSatisfy { $0.kind == .modificationTime && $0.severity == .warning })
        }
    }

    @Test func `of a root's data only what changed is in, and what it needs`() async throws {
        let schema = """
            CREATE TABLE shops (id serial PRIMARY KEY, name text UNIQUE NOT NULL, at date);
            CREATE TABLE shelves (id serial PRIMARY KEY, name text UNIQUE NOT NULL, shop int NOT NULL REFERENCES shops, at date);
            CREATE TABLE books (id serial PRIMARY KEY, name text UNIQUE NOT NULL, shelf int NOT NULL REFERENCES shelves, at date);
            CREATE TABLE prices (book int NOT NULL REFERENCES books, price int, PRIMARY KEY (book, price));
            """
        let rows = """
            INSERT INTO shops (name, at) VALUES ('a', '2020-01-01'), ('b', '2027-01-01');
            INSERT INTO shelves (name, shop, at) VALUES ('a1', 1, '2020-01-01'), ('a2', 1, '2020-01-01'), ('b1', 2, '2027-01-01');
            INSERT INTO books (name, shelf, at) VALUES ('old', 1, '2020-01-01'), ('new', 1, '2027-01-01'), ('other', 3, '2027-01-01');
            INSERT INTO prices VALUES (1, 5), (2, 6);
            """
        let owned = [("shops", nil), ("shelves", "shop"), ("books", "shelf")].map { table, owner in
            TestHandler(TableName(table), key: ["name"]) {
                $0.modifiedAt = "at"
                $0.belongsTo = owner.map { .via($0, to: $0 == "shop" ? "shops" : "shelves") }
            }
        }
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            var selection = since
            selection.root = try RowKey(parsing: "shops=a")
            let report = try pair.exportPart(selection, owned).report
            #expect(
                report.tables.filter { $0.rows > 0 }.map { "\($0.table) \($0.rows)" }.sorted() == [
                    "books 1", "shelves 1", "shops 1",
                ])
            #expect(
                try pair.way(to: "books=new", selection, owned) == [
                    "root|shops=a||", "belongs|shelves=a1|shop|", "belongs|books=new|shelf|at",
                ])
            #expect(
                try pair.way(to: "shops=a", selection, owned).last == "needed|shops=a|shelves.shop|")
            #expect(try pair.way(to: "books=old", selection, owned) == [])
            selection.neededRows = .stay
            #expect(try pair.exportPart(selection, owned).report.totals.rows == 1)
        }
    }

    @Test func `a modification time that is none is refused`() async throws {
        let handler = TestHandler("t", key: ["name"]) { $0.modifiedAt = "at" }
        try await DatabasePair.with(schema: "CREATE TABLE t (name text PRIMARY KEY, at jsonb)") { pair in
            let failure = try #require(failure { _ = try pair.exportPart(since, [handler]) })
            #expect(failure.code == .failed)
            #expect(failure.cause == "its modification time \"at\" is of type jsonb")
        }
    }
}
