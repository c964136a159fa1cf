import Diagnostics
import Importing
import Planning
import PostgreSQL
import TableKit
import Testing

/// References that name table and row in one text, `party.party,12`.
@Suite struct NamedValueTests {
    private let schema = """
        CREATE TABLE party_party (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
        CREATE TABLE party_address (id serial PRIMARY KEY, party int NOT NULL REFERENCES party_party, street text NOT NULL,
            UNIQUE (party, street));
        CREATE TABLE memo (id serial PRIMARY KEY, body text);
        CREATE TABLE attachment (id serial PRIMARY KEY, name text NOT NULL UNIQUE, resource text)
        """
    private let rows = """
        INSERT INTO party_party (code) VALUES ('p1'), ('p2');
        INSERT INTO party_address (party, street) VALUES (1, 'a'), (2, 'a');
        INSERT INTO memo (body) VALUES ('m');
        INSERT INTO attachment (name, resource) VALUES ('a', 'party.party,2'), ('b', 'party.address,1'),
            ('c', 'party.party,-1'), ('d', 'party.party,'), ('e', ''), ('f', NULL), ('g', 'memo,1'), ('h', 'note,1')
        """
    private func attachment(_ unmatched: Reference.Unmatched = .problem) -> [TestHandler] {
        [
            TestHandler("attachment", key: ["name"]) {
                $0.references = [
                    .named(
                        "resource", separator: ",", ["note": "memo"], otherwise: .replacing([".": "_"]),
                        unmatched: unmatched)
                ]
            }
        ]
    }
    private let found = """
        SELECT name, split_part(resource, ',', 1), CASE split_part(resource, ',', 1)
            WHEN 'party.party' THEN COALESCE((SELECT code FROM party_party WHERE id::text = split_part(resource, ',', 2)), resource)
            WHEN 'party.address' THEN (SELECT p.code || street FROM party_address a JOIN party_party p ON p.id = party
                WHERE a.id::text = split_part(resource, ',', 2))
            WHEN 'memo' THEN (SELECT body FROM memo WHERE id::text = split_part(resource, ',', 2))
            WHEN 'note' THEN (SELECT body FROM memo WHERE id::text = split_part(resource, ',', 2))
            ELSE resource END FROM attachment ORDER BY name
        """

    @Test func `the id becomes the target's, and what means none stays as it is`() async throws {
        try await DatabasePair.with(
            schema: schema, source: rows, target: "INSERT INTO party_party (code) VALUES ('p2')"
        ) { pair in
            let archive = try pair.export(attachment())
            #expect(archive.report.problems == [])
            let report = try pair.load(archive.path, attachment())
            #expect(report.problems == [])
            #expect(
                try DatabasePair.lines(found, in: pair.target) == [
                    "a|party.party|p2", "b|party.address|p1a", "c|party.party|party.party,-1",
                    "d|party.party|party.party,",
                    "e||", "f|∅|∅", "g|memo|m", "h|note|m",
                ])
            let again = try pair.load(archive.path, attachment(), into: nil, .init(mode: .update))
            #expect(again.totals.inserted + again.totals.updated == 0)

            try DatabasePair.run(
                "UPDATE attachment SET resource = 'party.address,2' WHERE name = 'a'", in: pair.source)
            try DatabasePair.run("UPDATE attachment SET resource = '' WHERE name = 'b'", in: pair.target)
            let merged = try pair.load(
                pair.export(attachment()).path, attachment(), into: nil, .init(mode: .update), base: archive.path)
            #expect(merged.totals.updated == 1)
            #expect(
                try DatabasePair.lines(found, in: pair.target).prefix(2) == ["a|party.address|p2a", "b||"])
        }
    }

    @Test func `a text that names no row goes the way of any such value`() async throws {
        let lost = """
            INSERT INTO attachment (name, resource) VALUES ('x', 'party.party,7'), ('y', 'gone,1'), ('z', 'party.party')
            """
        try await DatabasePair.with(schema: schema, source: lost) { pair in
            let archive = try pair.export(attachment())
            #expect(
                archive.report.problems.map(\.message) == [
                    "the value party.party,7 names no row of the table that it names; it travels as it is",
                    "the value gone,1 names no row of the table that it names; it travels as it is",
                    "the value party.party names no row of the table that it names; it travels as it is",
                ])
            let refused = try #require(failure { try pair.load(archive.path, attachment()) })
            #expect(refused.problems.map(\.kind) == Array(repeating: .missingReference, count: 3))
            let carried = try pair.export(attachment(.carriesAll)).path
            try pair.load(carried, attachment())
            #expect(
                try DatabasePair.lines("SELECT resource FROM attachment ORDER BY name", in: pair.target) == [
                    "party.party,7", "gone,1", "party.party",
                ])
        }
    }

    @Test(arguments: ["", "00"])
    func `a root's export follows the text, and deletions look at it`(zeros: String) async throws {
        var handlers = attachment()
        handlers[0].belongsTo = .via("resource", to: "party_party")
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            #expect(try pair.counts(of: "party_party=p2", handlers) == "attachment 1, party_address 1, party_party 1")
            #expect(try pair.counts(of: "attachment=b", handlers) == "attachment 1, party_address 1, party_party 1")
            let base = try pair.export(handlers).path
            try pair.load(base, handlers)
            try DatabasePair.run(
                "DELETE FROM attachment WHERE name = 'a'; DELETE FROM party_address WHERE party = 2; DELETE FROM party_party WHERE id = 2",
                in: pair.source)
            try DatabasePair.run(
                "INSERT INTO attachment (name, resource) SELECT 'own', 'party.party,\(zeros)' || id FROM party_party WHERE code = 'p2'",
                in: pair.target)
            var options = LoadOptions(mode: .update)
            options.deletes = true
            let archive = try pair.export(handlers).path
            let refused = try #require(
                failure { try pair.load(archive, handlers, into: nil, options, base: base) })
            #expect(refused.problems.map(\.kind) == [.forbiddenDelete])
        }
    }
}
