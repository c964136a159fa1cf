import Diagnostics
import Foundation
import Importing
import Index
import PostgreSQL
import Reports
import Sandbox
import SystemPackage
import TableKit
import Testing

/// The three-way merge: what one side changed since the base counts, what both changed is a conflict.
@Suite struct MergeTests {
    @Test func `each side's changes count, column by column, and a second merge changes nothing`() async throws {
        let here = """
            UPDATE person SET name = 'here' WHERE mail = 'p1'; UPDATE person SET boss_id = NULL WHERE mail = 'p2';
            UPDATE person SET kind_id = (SELECT id FROM kind WHERE name = 'guest') WHERE mail = 'p3';
            UPDATE person SET name = 'same', score = 5.00 WHERE mail = 'p5'; INSERT INTO person (mail, name) VALUES ('new here', 'x')
            """
        let there = """
            UPDATE person SET score = 77 WHERE mail = 'p1';
            UPDATE person SET boss_id = (SELECT id FROM person WHERE mail = 'p9') WHERE mail = 'p4';
            UPDATE person SET notes = '{"a": 2}', kind_id = NULL WHERE mail = 'p2'; UPDATE person SET name = 'same' WHERE mail = 'p5';
            INSERT INTO person (mail, boss_id) SELECT 'new there', id FROM person WHERE mail = 'p9'; INSERT INTO tag (name) VALUES ('t9');
            INSERT INTO person_tag SELECT p.id, t.id FROM person p, tag t WHERE p.mail = 'p1' AND t.name = 't9'
            """
        try await MergeDay.with(here: here, there: there) { day in
            let versions = "SELECT mail, xmin::text FROM person"
            let before = Set(try day.lines(versions))
            let report = try day.merge()
            #expect(report.totals.inserted == 3)
            #expect(report.totals.updated == 3)
            #expect(report.base == day.morning.lastComponent?.string)
            let people = try day.lines(MergeDay.people)
            #expect(
                people[2...].prefix(5) == [
                    "p1|here|author|∅|{\"a\": 1}|77", "p2|name 2|∅|∅|{\"a\": 2}|2", "p3|name 3|guest|p1|{\"a\": 1}|3",
                    "p4|name 4|author|p9|{\"a\": 1}|4", "p5|same|guest|p1|{\"a\": 1}|5.00",
                ])
            #expect(people[0...1] == ["new here|x|∅|∅|∅|∅", "new there|∅|∅|p9|∅|∅"])
            let written = Set(try day.lines(versions)).subtracting(before)
            #expect(Set(written.compactMap { $0.split(separator: "|").first }) == ["p1", "p2", "p4", "new there"])
            let again = try day.merge()
            #expect(again.totals.inserted + again.totals.updated + again.totals.deleted == 0)
            #expect(try day.lines(MergeDay.people) == people)
        }
    }

    @Test func `conflicts stop the merge, name all three values, and change nothing`() async throws {
        let here = """
            UPDATE person SET name = 'here', boss_id = NULL WHERE mail = 'p2'; DELETE FROM person WHERE mail = 'p3';
            UPDATE person SET score = 1 WHERE mail = 'p4'; INSERT INTO tag (name) VALUES ('t6')
            """
        let there = """
            UPDATE person SET name = 'there', boss_id = (SELECT id FROM person WHERE mail = 'p9'), kind_id = NULL WHERE mail = 'p2';
            UPDATE person SET name = 'there' WHERE mail = 'p3'; DELETE FROM person WHERE mail = 'p4'; INSERT INTO tag (name) VALUES ('t6')
            """
        try await MergeDay.with(here: here, there: there) { day in
            let before = try day.lines(MergeDay.people)
            #expect(
                try day.conflicts() == [
                    "person p2 name: name 2 | here | there", "person p2 boss_id: p1 | ∅ | p9",
                    "person p3 *: ∅ | (deleted) | (changed)", "person p4 *: ∅ | (changed) | (deleted)",
                ])
            #expect(try day.lines(MergeDay.people) == before)
            #expect(try History(Session(day.pair.source)).entries().isEmpty)
        }
    }

    @Test(arguments: [ConflictPolicy.keep, .take])
    func `one side can be preferred`(policy: ConflictPolicy) async throws {
        let here = """
            UPDATE person SET name = 'here' WHERE mail = 'p2'; DELETE FROM person WHERE mail = 'p3';
            UPDATE person SET score = 1 WHERE mail = 'p4'; UPDATE person SET score = 0 WHERE mail = 'p5'
            """
        let there = """
            UPDATE person SET name = 'there', score = 20 WHERE mail = 'p2'; UPDATE person SET name = 'there' WHERE mail = 'p3';
            DELETE FROM person WHERE mail = 'p4'
            """
        try await MergeDay.with(here: here, there: there) { day in
            let report = try day.merge { options in
                options.onConflict = policy
                options.deletes = true
            }
            #expect(report.totals.conflicts == 3)
            let people = try day.lines(
                "SELECT mail, name, score FROM person WHERE mail IN ('p2', 'p3', 'p4', 'p5') ORDER BY mail")
            #expect(
                people
                    == (policy == .keep
                        ? ["p2|here|20", "p4|name 4|1", "p5|name 5|0"]
                        : ["p2|there|20", "p3|there|3", "p5|name 5|0"]))
            let again = try day.merge { options in
                options.onConflict = policy
                options.deletes = true
            }
            #expect(again.totals.inserted + again.totals.updated + again.totals.deleted == 0)
        }
    }

    @Test func `rows inserted on both sides are merged where equal, else in conflict`() async throws {
        let same = "INSERT INTO person (mail, name, score) VALUES ('same', 'x', 1)"
        let other = "INSERT INTO person (mail, name, score) VALUES ('other', 'x', "
        try await MergeDay.with(here: "\(same); \(other) 1)", there: "\(same); \(other) 2)") { day in
            let found = try day.conflicts()
            #expect(found == ["person other score: ∅ | 1 | 2"])
        }
        try await MergeDay.with(here: same, there: same) { day in
            let report = try day.merge()
            #expect(report.totals.inserted + report.totals.updated == 0)
        }
    }

    @Test func `decisions come back from a file`() async throws {
        let here = """
            UPDATE person SET name = 'here' WHERE mail IN ('p2', 'p3', 'p4', 'p5'); UPDATE person SET boss_id = NULL WHERE mail = 'p6';
            UPDATE person SET kind_id = NULL WHERE mail = 'p7'; UPDATE person SET notes = '[]' WHERE mail = 'p8'
            """
        let there = """
            UPDATE person SET name = 'there, "quoted"' WHERE mail IN ('p2', 'p3', 'p4', 'p5');
            UPDATE person SET boss_id = (SELECT id FROM person WHERE mail = 'p9') WHERE mail = 'p6';
            UPDATE person SET kind_id = (SELECT id FROM kind WHERE name = 'actor') WHERE mail = 'p7'; UPDATE person SET notes = '{}' WHERE mail = 'p8'
            """
        try await MergeDay.with(here: here, there: there) { day in
            let path = day.pair.folder.appending("conflicts.csv")
            #expect(throws: Failure.self) { () throws in try day.merge { $0.conflictsFile = path } }
            var file = try String(contentsOfFile: path.string, encoding: .utf8)
            #expect(file.hasPrefix("table,key,column,base,target,archive,decision\n"))
            #expect(file.contains("person,p2,name,name 2,here,\"there, \"\"quoted\"\"\",\n"))
            let decisions = [
                "p2,name": "archive", "p3,name": "target", "p4,name": "=target", "p5,name": "null", "p6,boss_id": "p2",
                "p7,kind_id": "guest", "p8,notes": "\"[1, 2]\"",
            ]
            file = file.split(separator: "\n").map { line in
                let decided = decisions.first { line.hasPrefix("person,\($0.key),") }
                return line + (decided?.value ?? "") + "\r\n"
            }.joined()
            try ("\u{FEFF}" + file).write(toFile: path.string, atomically: true, encoding: .utf8)
            let report = try day.merge { $0.decisionsFile = path }
            #expect(report.problems.isEmpty)
            #expect(
                try day.lines(MergeDay.people)[1...7] == [
                    "p2|there, \"quoted\"|guest|p1|{\"a\": 1}|2", "p3|here|actor|p1|{\"a\": 1}|3",
                    "p4|target|author|p1|{\"a\": 1}|4", "p5|∅|guest|p1|{\"a\": 1}|5", "p6|name 6|actor|p2|{\"a\": 1}|6",
                    "p7|name 7|guest|p1|{\"a\": 1}|7", "p8|name 8|guest|p1|[1, 2]|8",
                ])
        }
    }

    @Test func `a decision for other values does not count`() async throws {
        try await MergeDay.with(
            here: "UPDATE person SET name = 'here' WHERE mail = 'p2'",
            there: "UPDATE person SET name = 'there' WHERE mail = 'p2'"
        ) { day in
            let path = day.pair.folder.appending("decisions.csv")
            let file = "table;key;column;base;target;archive;decision\nperson;p2;name;name 2;elsewhere;there;archive\n"
            try file.write(toFile: path.string, atomically: true, encoding: .utf8)
            let failure = #expect(throws: Failure.self) { () throws in try day.merge { $0.decisionsFile = path } }
            #expect(failure?.code == .conflicts)
        }
    }

    @Test func `rows that the archive's side deleted are told of, and deleted on request`() async throws {
        let there = """
            DELETE FROM person_tag WHERE tag_id = (SELECT id FROM tag WHERE name = 't1');
            DELETE FROM person WHERE mail IN ('p8', 'p4'); DELETE FROM remark WHERE body = 'remark 1'
            """
        try await MergeDay.with(here: "INSERT INTO remark (body) VALUES ('here')", there: there) { day in
            let told = try day.merge()
            #expect(told.totals.deleted == 0)
            let listed = told.problems.filter { $0.kind == .deleted }
            #expect(Set(listed.map { "\($0.table) \($0.total ?? 0)" }) == ["person 2", "person_tag 13", "remark 2"])
            let report = try day.merge { $0.deletes = true }
            #expect(report.totals.deleted == 17)
            #expect(try day.lines("SELECT count(*) FROM person_tag") == ["14"])
            #expect(try day.lines("SELECT body FROM remark ORDER BY body") == ["here", "remark 2", "remark 3"])
            let again = try day.merge { $0.deletes = true }
            #expect(again.totals.deleted == 0)
        }
    }

    @Test func `a row that others refer to is not deleted, and all of them are named`() async throws {
        let here = """
            INSERT INTO remark (person_id, body) SELECT id, 'late' FROM person WHERE mail = 'p8';
            UPDATE person SET boss_id = (SELECT id FROM person WHERE mail = 'p7') WHERE mail = 'p2'
            """
        try await MergeDay.with(here: here, there: "DELETE FROM person WHERE mail IN ('p7', 'p8')") { day in
            let before = try day.lines(MergeDay.people)
            let failure = #expect(throws: Failure.self) { () throws in try day.merge { $0.deletes = true } }
            #expect(failure?.code == .failed)
            #expect(
                failure?.problems.map(\.description) == [
                    "\"person\" (mail=p7): cannot be deleted: a row of \"person\" (mail=p2) refers to it (boss_id)",
                    "\"person\" (mail=p8): cannot be deleted: a row of \"remark\" refers to it (person_id)",
                ])
            #expect(try day.lines(MergeDay.people) == before)
        }
    }

    @Test func `a row deleted here is not inserted again, and references to it that did not change are kept`()
        async throws
    {
        let here =
            "UPDATE person SET boss_id = NULL WHERE boss_id = (SELECT id FROM person WHERE mail = 'p1'); DELETE FROM person WHERE mail = 'p1'"
        try await MergeDay.with(here: here, there: "UPDATE person SET name = 'there' WHERE mail = 'p2'") { day in
            let report = try day.merge()
            #expect(report.totals.inserted == 0)
            #expect(report.totals.updated == 1)
            // The person, three of its links and its remark.
            #expect(report.totals.skipped == 5)
            #expect(try day.lines("SELECT count(*), count(boss_id), max(name) FROM person") == ["8|0|there"])
        }
        try await MergeDay.with(
            here: here,
            there:
                "UPDATE person SET boss_id = NULL WHERE mail = 'p2'; INSERT INTO person (mail, boss_id) SELECT 'x', id FROM person WHERE mail = 'p1'"
        ) { day in
            let failure = #expect(throws: Failure.self) { () throws in try day.merge() }
            #expect(failure?.problems.map(\.key) == ["mail=x"])
            #expect(failure?.problems.first?.message.contains("deleted") == true)
        }
    }

    @Test func `modification times are no conflict: the later one is taken`() async throws {
        let handlers = [TestHandler("person", key: ["mail"]) { $0.modifiedAt = "changed" }]
        let here = """
            UPDATE person SET name = 'here', changed = '2026-01-03' WHERE mail = 'p1'; UPDATE person SET name = 'here', changed = '2026-01-01' WHERE mail = 'p2';
            UPDATE person SET changed = '2026-01-01' WHERE mail = 'p3'
            """
        let there = """
            UPDATE person SET score = 0, changed = '2026-01-02' WHERE mail IN ('p1', 'p2'); DELETE FROM person WHERE mail = 'p3'
            """
        try await MergeDay.with(here: here, there: there, handlers) { day in
            try day.merge { $0.deletes = true }
            #expect(
                try day.lines("SELECT mail, name, score, changed::date FROM person WHERE mail <= 'p3' ORDER BY mail")
                    == [
                        "p1|here|0|2026-01-03", "p2|here|0|2026-01-02",
                    ])
        }
    }

    @Test func `without a base links that the archive no longer has are removed for its parents`() async throws {
        let there = """
            DELETE FROM person_tag WHERE tag_id = (SELECT id FROM tag WHERE name = 't1'); DELETE FROM person WHERE mail = 'p9'
            """
        try await MergeDay.with(
            here: "INSERT INTO person_tag SELECT p.id, t.id FROM person p, tag t WHERE p.mail = 'p1' AND t.name = 't5'",
            there: there
        ) { day in
            let handlers = [
                TestHandler("person_tag", key: ["person_id", "tag_id"]) {
                    $0.kind = .junction
                    $0.belongsTo = .via("person_id", to: "person")
                }
            ]
            var options = LoadOptions(mode: .update)
            options.deletes = true
            let report = try day.pair.load(day.evening, handlers, into: day.pair.source, options)
            #expect(report.totals.deleted == 9)
            #expect(
                try day.lines(
                    "SELECT p.mail, count(*) FROM person p JOIN person_tag ON p.id = person_id WHERE p.mail IN ('p1', 'p9') GROUP BY 1 ORDER BY 1"
                ) == ["p1|2", "p9|3"])
        }
    }

    @Test func `what will change is shown before it does`() async throws {
        let here = "UPDATE person SET name = 'here' WHERE mail = 'p1'"
        let there = """
            UPDATE person SET boss_id = NULL, name = repeat('x', 300) WHERE mail = 'p2'; INSERT INTO tag (name) VALUES ('t7'); DELETE FROM tag WHERE name = 't5'
            """
        try await MergeDay.with(here: here, there: there) { day in
            var shown: [String] = []
            try day.merge(
                { options in
                    options.deletes = true
                    options.isDryRun = true
                }, observer: .init(change: { shown.append($0.line) }))
            #expect(
                shown == [
                    "update person p2 name: name 2 → \(String(repeating: "x", count: 200))… (300 characters)",
                    "update person p2 boss_id: p1 → ∅", "insert tag t7", "delete tag t5",
                ])
        }
    }
}

extension Change {
    fileprivate var line: String {
        "\(kind.rawValue) \(table) \(key ?? "-")" + (column.map { " \($0): \(old ?? "∅") → \(new ?? "∅")" } ?? "")
    }
}
