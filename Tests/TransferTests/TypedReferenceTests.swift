import Archive
import Comparing
import Diagnostics
import Exporting
import Importing
import Index
import Planning
import PostgreSQL
import SystemPackage
import TableKit
import Testing

/// References whose table a row of another table names, as Django's generic relations do.
@Suite struct TypedReferenceTests {
    private static let schema = """
        CREATE TABLE ctype (id serial PRIMARY KEY, app text NOT NULL, model text NOT NULL, UNIQUE (app, model));
        CREATE TABLE crm_person (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, name text,
            about_type int REFERENCES ctype, about_id bigint);
        CREATE TABLE crm_room (id serial PRIMARY KEY, house text NOT NULL, number int NOT NULL, UNIQUE (house, number));
        CREATE TABLE crm_asset (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), serial text NOT NULL UNIQUE);
        CREATE TABLE crm_memo (id serial PRIMARY KEY, body text);
        CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE crm_tagged (id serial PRIMARY KEY, tag_id int NOT NULL REFERENCES tag,
            type_id int NOT NULL REFERENCES ctype, object_id int NOT NULL, UNIQUE (tag_id, type_id, object_id));
        CREATE TABLE crm_note (id serial PRIMARY KEY, code text NOT NULL UNIQUE, type_id int REFERENCES ctype,
            object_id varchar(64), body text);
        CREATE TABLE crm_tracked (code text PRIMARY KEY, type_id int REFERENCES ctype, object_id uuid)
        """
    private static let types = """
        INSERT INTO ctype (app, model) VALUES ('crm', 'person'), ('crm', 'room'), ('crm', 'asset'), ('crm', 'memo'),
            ('crm', 'note'), ('crm', 'tagged'), ('old', 'gone');
        """
    private static let rows =
        types + """
            INSERT INTO crm_person (mail, name) VALUES ('anna', 'Anna'), ('bert', 'Bert');
            INSERT INTO crm_room (house, number) VALUES ('north', 1), ('south', 1);
            INSERT INTO crm_asset (id, serial) VALUES ('a0000000-0000-0000-0000-000000000001', 's1');
            INSERT INTO crm_memo (body) VALUES ('first'), ('second');
            INSERT INTO tag (name) VALUES ('red'), ('blue');
            INSERT INTO crm_tagged (tag_id, type_id, object_id) VALUES (1, 1, 1), (1, 2, 2), (2, 1, 1);
            INSERT INTO crm_note (code, type_id, object_id) VALUES ('to anna', 1, '1'), ('to south', 2, '2'),
                ('to asset', 3, 'a0000000-0000-0000-0000-000000000001'), ('to memo', 4, '2'), ('to itself', 5, '5'),
                ('nothing', NULL, NULL), ('of no id', 1, NULL), ('to tagged', 6, '2');
            INSERT INTO crm_tracked VALUES ('t', 3, 'a0000000-0000-0000-0000-000000000001');
            UPDATE crm_person SET about_type = 5, about_id = 1 WHERE mail = 'anna';
            """
    /// Other ids for everything, and rows of types that the source does not point at.
    private static let there = """
        INSERT INTO ctype (app, model) VALUES ('crm', 'memo'), ('crm', 'room'), ('site', 'page'), ('crm', 'person');
        INSERT INTO crm_person (mail, name) VALUES ('carl', 'Carl'), ('anna', 'Anna');
        INSERT INTO crm_room (house, number) VALUES ('south', 1);
        INSERT INTO crm_asset (id, serial) VALUES ('b0000000-0000-0000-0000-000000000001', 's1');
        INSERT INTO tag (name) VALUES ('red');
        INSERT INTO crm_tagged (tag_id, type_id, object_id) SELECT t.id, c.id, p.id FROM tag t, ctype c, crm_person p
            WHERE c.model = 'person' AND p.mail = 'anna';
        """

    private func handlers(_ unmatched: Reference.Unmatched = .problem) -> [TestHandler] {
        func named(_ column: String, by type: String) -> Reference {
            .polymorphic(column, typedBy: type, as: "{app}_{model}", unmatched: unmatched)
        }
        return [
            TestHandler("crm_note", key: ["code"]) { $0.references = [named("object_id", by: "type_id")] },
            TestHandler("crm_person", key: ["mail"]) { $0.references = [named("about_id", by: "about_type")] },
            TestHandler("crm_tagged", key: ["tag_id", "type_id", "object_id"]) {
                $0.references = [named("object_id", by: "type_id")]
            },
            TestHandler("crm_tracked", key: ["code"]) { $0.references = [named("object_id", by: "type_id")] },
        ]
    }

    /// What each note points at, by names.
    private static let notes = """
        SELECT n.code, c.app, c.model, CASE c.model
            WHEN 'person' THEN (SELECT mail FROM crm_person WHERE id::text = object_id)
            WHEN 'room' THEN (SELECT house || number FROM crm_room WHERE id::text = object_id)
            WHEN 'asset' THEN (SELECT serial FROM crm_asset WHERE id::text = object_id)
            WHEN 'memo' THEN (SELECT body FROM crm_memo WHERE id::text = object_id)
            WHEN 'note' THEN (SELECT code FROM crm_note WHERE id::text = n.object_id)
            WHEN 'tagged' THEN (SELECT t.name FROM crm_tagged g JOIN tag t ON t.id = tag_id WHERE g.id::text = n.object_id)
            ELSE object_id END FROM crm_note n LEFT JOIN ctype c ON c.id = n.type_id ORDER BY n.code COLLATE "C"
        """

    @Test func `each finds its row of the target by the names of type and row`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows, target: Self.there) { pair in
            let archive = try pair.export(handlers())
            #expect(archive.report.problems == [])
            let file = try pair.rows(of: "crm_note", in: archive.path)
            #expect(file.contains(#"to south,crm,room,"[""south"", ""1""]""#))
            #expect(file.contains(#"to anna,crm,person,"""anna""""#))

            let first = try pair.load(archive.path, handlers())
            #expect(first.problems == [])
            #expect(
                try DatabasePair.lines(Self.notes, in: pair.target) == [
                    "nothing|∅|∅|∅", "of no id|crm|person|∅", "to anna|crm|person|anna", "to asset|crm|asset|s1",
                    "to itself|crm|note|to itself", "to memo|crm|memo|second", "to south|crm|room|south1",
                    "to tagged|crm|tagged|red",
                ])
            let tagged = """
                SELECT t.name, c.model, CASE c.model WHEN 'person' THEN (SELECT mail FROM crm_person WHERE id = object_id)
                ELSE (SELECT house FROM crm_room WHERE id = object_id) END
                FROM crm_tagged JOIN tag t ON t.id = tag_id JOIN ctype c ON c.id = type_id ORDER BY 1, 2
                """
            #expect(
                try DatabasePair.lines(tagged, in: pair.target) == [
                    "blue|person|anna", "red|person|anna", "red|room|south",
                ])
            let others = """
                SELECT (SELECT code FROM crm_note WHERE id = about_id) FROM crm_person WHERE mail = 'bert' OR mail = 'anna'
                ORDER BY mail
                """
            // Anna was there, and an import leaves her alone.
            #expect(try DatabasePair.lines(others, in: pair.target) == ["∅", "∅"])
            #expect(
                try DatabasePair.lines("SELECT object_id::text FROM crm_tracked", in: pair.target) == [
                    "b0000000-0000-0000-0000-000000000001"
                ])
            #expect(try pair.load(archive.path, handlers()).totals.inserted == 0)
            #expect(
                try pair.load(archive.path, handlers(), into: nil, .init(mode: .update)).totals.updated == 1)
            #expect(try DatabasePair.lines(others, in: pair.target) == ["to anna", "∅"])
        }
    }

    @Test func `two new rows of two tables may point at each other`() async throws {
        let circle =
            Self.types + """
                INSERT INTO crm_person (mail, about_type, about_id) VALUES ('dora', 5, 1);
                INSERT INTO crm_note (code, type_id, object_id) VALUES ('circle', 1, '1')
                """
        try await DatabasePair.with(schema: Self.schema, source: circle) { pair in
            let archive = try pair.export(handlers()).path
            let report = try pair.load(archive, handlers())
            #expect(report.totals.lateSeeded == 0)
            let found = """
                SELECT p.mail, n.code FROM crm_person p JOIN crm_note n ON n.id = p.about_id AND n.object_id = p.id::text
                """
            #expect(try DatabasePair.lines(found, in: pair.target) == ["dora|circle"])
            #expect(try pair.load(archive, handlers()).totals.inserted == 0)
        }
    }

    @Test func `unknown types and ids without a row are reported, refused, or carried`() async throws {
        let lost =
            Self.types + """
                INSERT INTO crm_note (code, type_id, object_id) VALUES ('gone', 7, '3'), ('dangling', 1, '99'),
                    ('no type', NULL, '4'), ('no number', 2, 'x')
                """
        try await DatabasePair.with(schema: Self.schema, source: lost, target: Self.there) { pair in
            let archive = try pair.export(handlers())
            #expect(archive.report.problems.count == 4)
            #expect(
                archive.report.problems.first?.message
                    == "the value 99 names no row of the table that \"type_id\" names; it travels as it is")
            let refused = try #require(failure { try pair.load(archive.path, handlers()) })
            #expect(refused.problems.map(\.kind) == Array(repeating: .missingReference, count: 4))
            #expect(try DatabasePair.lines("SELECT count(*) FROM crm_note", in: pair.target) == ["0"])

            let carried = try pair.export(handlers(.carriesAll))
            #expect(carried.report.problems.map(\.severity) == Array(repeating: .warning, count: 4))
            #expect(try pair.load(carried.path, handlers()).totals.inserted > 0)
            #expect(
                try DatabasePair.lines(
                    "SELECT code, object_id FROM crm_note ORDER BY code COLLATE \"C\"", in: pair.target)
                    == ["dangling|99", "gone|3", "no number|x", "no type|4"])
            #expect(try pair.load(carried.path, handlers(), into: nil, .init(mode: .update)).totals.updated == 0)

            let emptied = try pair.export(handlers(.carries(["99", "3", "4"])))
            #expect(emptied.report.problems.map(\.key) == ["code=no number"])
        }
    }

    @Test func `a type that the archive writes as another table's name is looked up in the list first`() async throws {
        let rows =
            Self.types + """
                INSERT INTO crm_person (mail) VALUES ('anna');
                INSERT INTO crm_note (code, type_id, object_id) VALUES ('old', 7, '1'), ('new', 1, '1')
                """
        let listed = [
            TestHandler("crm_note", key: ["code"]) {
                $0.references = [
                    .polymorphic("object_id", typedBy: "type_id", as: "{app}_{model}", ["old_gone": "crm_person"])
                ]
            }
        ]
        try await DatabasePair.with(schema: Self.schema, source: rows) { pair in
            let archive = try pair.export(listed).path
            try pair.load(archive, listed)
            let found = "SELECT code FROM crm_note n JOIN crm_person p ON p.id::text = n.object_id ORDER BY code"
            #expect(try DatabasePair.lines(found, in: pair.target) == ["new", "old"])
        }
    }

    @Test func `an update and a merge write the row that a side meant`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let base = try pair.export(handlers()).path
            try pair.load(base, handlers())
            func id(_ model: String) -> String {
                "(SELECT id FROM ctype WHERE model = '\(model)')"
            }
            // Only the source's side moves these away from memo and asset: no row of the new archive points there.
            try DatabasePair.run(
                """
                UPDATE crm_note SET type_id = \(id("room")), object_id = '1' WHERE code = 'to memo';
                UPDATE crm_note SET type_id = \(id("person")), object_id = '2' WHERE code = 'to asset';
                DELETE FROM crm_tracked; UPDATE crm_note SET body = 'theirs' WHERE code = 'to itself'
                """, in: pair.source)
            try DatabasePair.run(
                """
                UPDATE crm_note SET object_id = (SELECT id FROM crm_room WHERE house = 'north') WHERE code = 'to south';
                UPDATE crm_note SET body = 'ours' WHERE code = 'to memo'
                """, in: pair.target)
            let archive = try pair.export(handlers()).path
            #expect(
                try pair.load(archive, handlers(), into: nil, .init(mode: .update, isDryRun: true)).totals.updated == 4)
            var options = LoadOptions(mode: .update)
            options.deletes = true
            let merged = try pair.load(archive, handlers(), into: nil, options, base: base)
            #expect(merged.totals.conflicts == 0)
            #expect(merged.totals.updated == 3)
            #expect(merged.totals.deleted == 1)
            let notes = try DatabasePair.lines(Self.notes, in: pair.target)
            #expect(notes.contains("to memo|crm|room|north1"))
            #expect(notes.contains("to asset|crm|person|bert"))
            #expect(notes.contains("to south|crm|room|north1"))
            let again = try pair.load(archive, handlers(), into: nil, options, base: base)
            #expect(again.totals.updated + again.totals.deleted + again.totals.inserted == 0)
        }
    }

    @Test func `a row that another points at by type is not deleted, whatever the archive points at`() async throws {
        let rows = Self.types + "INSERT INTO crm_person (mail) VALUES ('anna'), ('bert')"
        try await DatabasePair.with(schema: Self.schema, source: rows) { pair in
            let base = try pair.export(handlers()).path
            try pair.load(base, handlers())
            try DatabasePair.run("DELETE FROM crm_person WHERE mail = 'bert'", in: pair.source)
            let note = """
                INSERT INTO crm_note (code, type_id, object_id) SELECT 'here', c.id, p.id::text FROM ctype c, crm_person p
                WHERE c.model = 'person' AND p.mail = 'bert'
                """
            try DatabasePair.run(note, in: pair.target)
            let archive = try pair.export(handlers()).path
            var options = LoadOptions(mode: .update)
            options.deletes = true
            let refused = try #require(
                failure { try pair.load(archive, handlers(), into: nil, options, base: base) })
            #expect(refused.problems.map(\.kind) == [.forbiddenDelete])
            try DatabasePair.run("DELETE FROM crm_note", in: pair.target)
            #expect(try pair.load(archive, handlers(), into: nil, options, base: base).totals.deleted == 1)
        }
    }

    @Test func `a link goes without a base where the archive has the row that it names`() async throws {
        var handlers = handlers()
        handlers[2].kind = .junction
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            let more = """
                INSERT INTO crm_person (mail) VALUES ('anna'), ('here'); INSERT INTO tag (name) VALUES ('red');
                INSERT INTO ctype (app, model) VALUES ('crm', 'room'), ('crm', 'person');
                INSERT INTO crm_room (house, number) VALUES ('north', 1);
                INSERT INTO crm_tagged (tag_id, type_id, object_id) SELECT t.id, c.id, p.id FROM tag t, ctype c, crm_person p
                    WHERE c.model = 'person';
                INSERT INTO crm_tagged (tag_id, type_id, object_id) SELECT t.id, c.id, r.id FROM tag t, ctype c, crm_room r
                    WHERE c.model = 'room'
                """
            try DatabasePair.run(more, in: pair.target)
            var options = LoadOptions(mode: .update)
            options.deletes = true
            // The room is the archive's, and no longer red there; the person "here" is none of it.
            let report = try pair.load(pair.export(handlers).path, handlers, into: nil, options)
            #expect(report.totals.deleted == 1)
            let kept =
                "SELECT mail FROM crm_tagged g JOIN crm_person p ON p.id = object_id JOIN ctype c ON c.id = type_id WHERE model = 'person' ORDER BY 1"
            #expect(try DatabasePair.lines(kept, in: pair.target) == ["anna", "anna", "here"])
        }
    }

    @Test func `the export of a root takes what a row points at, and what belongs to it by type`() async throws {
        var handlers = handlers()
        handlers[2].belongsTo = .via("object_id", to: "crm_person")
        try await DatabasePair.with(schema: Self.schema, source: Self.rows) { pair in
            // The note to anna is what she is about; it points back at her.
            #expect(
                try pair.counts(of: "crm_person=anna", handlers)
                    == "crm_note 1, crm_person 1, crm_tagged 2, ctype 2, tag 2")
            #expect(try pair.counts(of: "crm_note=to south", handlers) == "crm_note 1, crm_room 1, ctype 1")
            let archive = try pair.exportPart(
                RowSelection(root: RowKey(parsing: "crm_person=anna"), neededRows: .travel), handlers
            ).path
            #expect(try pair.load(archive, handlers).totals.inserted == 8)
            #expect(try pair.load(archive, handlers).totals.inserted == 0)
        }
    }

    @Test func `places are compared by what they mean, types of either side included`() async throws {
        try await DatabasePair.with(schema: Self.schema, source: Self.rows, target: Self.there) { pair in
            let first = try pair.export(handlers()).path
            try pair.load(first, handlers(), into: nil, .init(mode: .update))
            let only =
                "INSERT INTO crm_note (code, type_id, object_id) SELECT 'x', id, '1' FROM ctype WHERE model = 'page'"
            try DatabasePair.run(only + "; DELETE FROM crm_note WHERE code = 'to memo'", in: pair.target)
            let second = try pair.export(handlers(.carriesAll), from: pair.target).path
            let workbench = try Session(pair.source)
            func input(_ path: FilePath) throws -> NamedArchive {
                .init(try ArchiveReader(from: .file(path)), named: "archive")
            }
            let comparer = Comparer(modules: [], selection: nil, observer: .init())
            let archives = try comparer.archives(input(first), input(second), on: workbench).totals
            let database = try comparer.database(workbench, withArchive: input(second)).totals
            for totals in [archives, database] {
                // Only here: the type "note" was there already; "page" and "carl" are the target's.
                #expect(totals.different == 0)
                #expect(totals.onlyInA == 1)
                #expect(totals.onlyInB == 3)
            }
        }
    }

    @Test func `a table that is named by nothing in the key of its row is refused`() async throws {
        let wrong = TestHandler("crm_note", key: ["code"]) {
            $0.references = [.polymorphic("object_id", typedBy: "type_id", as: "{app}_{label}")]
        }
        try await DatabasePair.with(schema: Self.schema) { pair in
            let refused = try #require(failure { try pair.export([wrong]) })
            #expect(refused.problems.map(\.column) == ["object_id"])
            #expect(refused.problems.first?.message.contains("which \"ctype\" does not have") == true)
        }
    }
}
