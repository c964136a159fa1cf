import Declarations
import Diagnostics
import Importing
import Planning
import Staging
import SystemPackage
import TableKit
import Testing

/// Importing some of an archive's tables.
@Suite struct TableChoiceTests {
    private static let schema = """
        CREATE TABLE country (id serial PRIMARY KEY, name text NOT NULL UNIQUE, capital text);
        CREATE TABLE author (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, country_id int NOT NULL REFERENCES country, note text);
        CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE, note text);
        CREATE TABLE scrap (id serial PRIMARY KEY, body text);
        CREATE TABLE book (id serial PRIMARY KEY, isbn text NOT NULL UNIQUE, author_id int NOT NULL REFERENCES author,
            tag_ids int[], scrap_id int REFERENCES scrap, title text)
        """
    private static let rows = """
        INSERT INTO country (name) VALUES ('at'), ('de'), ('cz');
        INSERT INTO author (mail, country_id) VALUES ('anna', 1), ('ben', 2), ('cyril', 3);
        INSERT INTO tag (name) VALUES ('t1'), ('t2'), ('t3'); INSERT INTO scrap (body) VALUES ('one'), ('two');
        INSERT INTO book (isbn, author_id, tag_ids, scrap_id) VALUES ('b1', 1, '{1,3}', 2), ('b2', 2, '{}', NULL)
        """
    private static let handlers = [
        TestHandler("book", key: ["isbn"]) { $0.references = [.array("tag_ids", to: "tag")] }
    ]
    private static let books = """
        SELECT b.isbn, a.mail, c.name, (SELECT array_agg(t.name ORDER BY t.name) FROM tag t WHERE t.id = ANY (b.tag_ids)), s.body
        FROM book b JOIN author a ON a.id = b.author_id JOIN country c ON c.id = a.country_id LEFT JOIN scrap s ON s.id = b.scrap_id ORDER BY 1
        """

    private func options(
        _ tables: [String]? = nil, excluding excluded: [String] = [], withDependencies: Bool = false,
        mode: LoadOptions.Mode = .skip
    ) -> LoadOptions {
        var options = LoadOptions(mode: mode)
        options.choice = TableChoice(
            tables: tables?.compactMap { TablePattern(parsing: $0) },
            excluded: excluded.compactMap { TablePattern(parsing: $0) }, withDependencies: withDependencies)
        return options
    }

    private func counts(_ pair: DatabasePair) throws -> [String] {
        try DatabasePair.lines(
            """
            SELECT (SELECT count(*) FROM country), (SELECT count(*) FROM author), (SELECT count(*) FROM tag),
            (SELECT count(*) FROM scrap), (SELECT count(*) FROM book)
            """, in: pair.target)
    }

    @Test func `references to tables that are left out resolve in the target`() async throws {
        let there = """
            INSERT INTO country (name, capital) VALUES ('de', 'mine'), ('at', 'mine'); INSERT INTO tag (name) VALUES ('t3'), ('t1');
            INSERT INTO scrap (body) VALUES ('two'); INSERT INTO author (mail, country_id, note) SELECT m, id, 'mine' FROM country, (VALUES ('anna', 'at'), ('ben', 'de')) AS v(m, c) WHERE name = c
            """
        try await DatabasePair.with(schema: TableChoiceTests.schema, source: TableChoiceTests.rows, target: there) {
            pair in
            try DatabasePair.run("UPDATE author SET note = 'other'; UPDATE book SET scrap_id = NULL", in: pair.source)
            let archive = try pair.export(TableChoiceTests.handlers).path
            let report = try pair.load(archive, TableChoiceTests.handlers, into: nil, options(["book"], mode: .update))
            #expect(report.tables.map(\.table) == ["book"])
            #expect(try counts(pair) == ["2|2|2|1|2"])
            #expect(
                try DatabasePair.lines(TableChoiceTests.books, in: pair.target) == [
                    "b1|anna|at|{t1,t3}|∅", "b2|ben|de|∅|∅",
                ])
            #expect(try DatabasePair.lines("SELECT DISTINCT note FROM author", in: pair.target) == ["mine"])
        }
    }

    @Test func `what is missing is named at both ends, and dependencies mend it`() async throws {
        let there = "INSERT INTO country (name, capital) VALUES ('de', 'mine')"
        try await DatabasePair.with(schema: TableChoiceTests.schema, source: TableChoiceTests.rows, target: there) {
            pair in
            let archive = try pair.export(TableChoiceTests.handlers).path
            let failure = #expect(throws: Failure.self) { () throws in
                try pair.load(archive, TableChoiceTests.handlers, into: nil, options(["bo*"]))
            }
            let problems = failure?.problems ?? []
            #expect(
                problems.prefix(2).map(\.description) == [
                    "\"book\".\"author_id\" (isbn=b1): refers to (anna) of \"author\", which is not in the target",
                    "\"book\".\"author_id\" (isbn=b2): refers to (ben) of \"author\", which is not in the target",
                ])
            #expect(Set(problems.compactMap(\.column)) == ["author_id", "tag_ids", "scrap_id"])
            #expect(problems.allSatisfy { $0.remedy?.contains("--with-dependencies") == true })
            #expect(try counts(pair) == ["1|0|0|0|0"])

            let report = try pair.load(
                archive, TableChoiceTests.handlers, into: nil, options(["book"], withDependencies: true))
            #expect(
                report.tables.map { "\($0.table) \($0.rows) \($0.inserted)" }.sorted() == [
                    "author 2 2", "book 2 2", "country 1 1", "scrap 1 1", "tag 2 2",
                ])
            #expect(try counts(pair) == ["2|2|2|1|2"])
            #expect(
                try DatabasePair.lines(TableChoiceTests.books, in: pair.target)
                    == DatabasePair.lines(TableChoiceTests.books, in: pair.source))
            #expect(
                try DatabasePair.lines("SELECT capital FROM country WHERE name = 'de'", in: pair.target) == ["mine"])
            let again = try pair.load(
                archive, TableChoiceTests.handlers, into: nil, options(["book"], withDependencies: true, mode: .update))
            #expect(again.totals.inserted + again.totals.updated == 0)
        }
    }

    @Test func `tables are chosen by name and pattern, and left out`() async throws {
        try await DatabasePair.with(schema: TableChoiceTests.schema, source: TableChoiceTests.rows) { pair in
            let archive = try pair.export(TableChoiceTests.handlers).path
            let report = try pair.load(
                archive, TableChoiceTests.handlers, into: nil, options(excluding: ["b?ok", "public.tag"]))
            #expect(Set(report.tables.map(\.table)) == ["author", "country", "scrap"])
            #expect(try counts(pair) == ["3|3|0|2|0"])
            for wrong in [options(["bok"]), options(excluding: ["x*"]), options(["book"], excluding: ["*"])] {
                let failure = #expect(throws: Failure.self) { () throws in
                    try pair.load(archive, TableChoiceTests.handlers, into: nil, wrong)
                }
                #expect(failure?.code == .usage)
            }
        }
    }
}
