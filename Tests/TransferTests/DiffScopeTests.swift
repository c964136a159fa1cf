import Archive
import Comparing
import Declarations
import Diagnostics
import Foundation
import Planning
import PostgreSQL
import Rows
import TableKit
import Testing

/// Comparing two places: tables and columns that one of them lacks or that were not asked for, and what is refused.
@Suite struct DiffScopeTests {
    @Test func `a table, a column or a type that only one archive has`() async throws {
        let schema = """
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE, rank int, note text);
            CREATE TABLE log (id serial PRIMARY KEY, line text, extra text);
            CREATE TABLE mark (id serial PRIMARY KEY, name text NOT NULL UNIQUE, tag_id int REFERENCES tag)
            """
        let rows = """
            INSERT INTO tag (name, rank, note) VALUES ('t1', 7, 'x'), ('t2', 8, NULL); INSERT INTO log (line, extra) VALUES ('a', 'b');
            INSERT INTO mark (name, tag_id) SELECT 'm', min(id) FROM tag;
            """
        try await DatabasePair.with(
            schema: schema, source: rows,
            target: rows
                + "ALTER TABLE tag DROP note, ALTER rank TYPE text; ALTER TABLE log DROP extra; DROP TABLE mark"
        ) { pair in
            let found = try pair.diff(.archives)
            #expect(found.changes == ["- mark m"])
            #expect(found.totals == [1, 0, 0, 3])
            #expect(
                found.notes.sorted() == [
                    "\"log\".\"extra\": only \"1.tar.zst\" has this column; it is not compared",
                    "\"tag\".\"note\": only \"1.tar.zst\" has this column; it is not compared",
                ])
            #expect(try pair.diff(.archives, reversed: true).totals == [0, 1, 0, 3])
            let narrow = try pair.diff(.archives, selection: Selection(.named(["log"])))
            #expect(narrow.totals == [0, 0, 0, 1] && narrow.notes.count == 1)
        }
    }

    @Test func `columns that only a database or only its counterpart has are noted`() async throws {
        let schema = "CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE, rank int)"
        let rows = "INSERT INTO tag (name, rank) VALUES ('t1', 7);"
        try await DatabasePair.with(
            schema: schema, source: rows, target: rows + "ALTER TABLE tag ADD note text NOT NULL DEFAULT 'x'"
        ) { pair in
            for way in Difference.Way.allCases {
                let found = try pair.diff(way)
                #expect(found.totals == [0, 0, 0, 1], "\(way)")
                #expect(found.notes.count == 1 && found.notes[0].contains("\"tag\".\"note\""), "\(way)")
            }
        }
    }

    @Test func `other natural keys for one table are refused`() async throws {
        let schema = "CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL, code text NOT NULL)"
        try await DatabasePair.with(
            schema: schema, source: "ALTER TABLE tag ADD UNIQUE (name)", target: "; ALTER TABLE tag ADD UNIQUE (code)"
        ) { pair in
            let failure = #expect(throws: Failure.self) { () throws in _ = try pair.diff(.archives) }
            #expect(failure?.code == .schemaMismatch)
            #expect(failure?.problems.first?.message == "one archive knows rows by (name), the other by (code)")
        }
    }

    @Test func `tables can be chosen, and rows that are named by label are read with them`() async throws {
        let schema = """
            CREATE TABLE note (id serial PRIMARY KEY, text text);
            CREATE TABLE mark (id serial PRIMARY KEY, name text NOT NULL UNIQUE, note_id int REFERENCES note);
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE)
            """
        let rows =
            "INSERT INTO note (text) VALUES ('x'), ('y'); INSERT INTO mark (name, note_id) SELECT 'm' || text, id FROM note;"
        try await DatabasePair.with(
            schema: schema, source: rows,
            target: rows + "INSERT INTO tag (name) VALUES ('t'); INSERT INTO note (text) VALUES ('z')"
        ) { pair in
            for way in Difference.Way.allCases {
                let chosen = try pair.diff(way, selection: Selection(.named(["mark"])))
                #expect(chosen.totals == [0, 0, 0, 2], "\(way)")
                let rest = try pair.diff(way, selection: Selection(.named(["mark", "tag"]), excluding: ["note"]))
                #expect(rest.changes == ["+ tag t"], "\(way)")
                #expect(throws: Failure.self) { () throws in
                    _ = try pair.diff(way, selection: Selection(.named(["nothing"])))
                }
            }
        }
    }

    @Test func `two rows under one key are refused`() async throws {
        let schema = "CREATE TABLE tag (id serial PRIMARY KEY, name text)"
        let handlers: [any TableHandler] = [TestHandler("tag", key: ["name"])]
        let rows = "INSERT INTO tag (name) VALUES ('a');"
        try await DatabasePair.with(schema: schema, source: rows, target: rows) { pair in
            let archive = try pair.export(handlers).path
            try DatabasePair.run(rows, in: pair.target)
            let failure = #expect(throws: Failure.self) { () throws in
                let connection = try Session(pair.target)
                _ = try Comparer(modules: handlers.map { Declaration($0) })
                    .database(connection, withArchive: .init(ArchiveReader(from: .file(archive)), named: "x"))
            }
            #expect(failure?.what == "cannot compare the archive")
            #expect(failure?.problems.first?.kind == .ambiguousKey)
        }
    }

    @Test func `a damaged archive is refused on either side`() async throws {
        try await DatabasePair.with(schema: DiffTests.schema, source: DiffTests.rows, target: DiffTests.rows) { pair in
            let whole = try pair.export().path
            let cut = pair.folder.appending("cut.tar.zst")
            let bytes = FileManager.default.contents(atPath: whole.string) ?? Data()
            try bytes.dropLast(40).write(to: URL(fileURLWithPath: cut.string))
            for (left, right) in [(whole, cut), (cut, whole)] {
                let failure = #expect(throws: Failure.self) { () throws in
                    let connection = try Session(pair.source)
                    _ = try Comparer(modules: []).archives(
                        .init(ArchiveReader(from: .file(left)), named: "a"),
                        .init(ArchiveReader(from: .file(right)), named: "b"), on: connection)
                }
                #expect(failure?.code == .archiveDamaged)
            }
        }
    }
}
