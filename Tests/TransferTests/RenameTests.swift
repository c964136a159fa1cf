import Archive
import Comparing
import Declarations
import Diagnostics
import Importing
import Index
import Planning
import PostgreSQL
import Rows
import Staging
import SystemPackage
import TableKit
import Testing

/// Tables that the target calls otherwise: a manifest's `renames`.
@Suite struct RenameTests {
    private static let source = """
        CREATE SCHEMA shop;
        CREATE TABLE shop.customers (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, name text, sponsor_id int REFERENCES shop.customers);
        CREATE TABLE folder (id serial PRIMARY KEY, parent_id int REFERENCES folder, name text NOT NULL, UNIQUE (parent_id, name));
        CREATE TABLE bill (id serial PRIMARY KEY, number text NOT NULL UNIQUE, customer_id int NOT NULL REFERENCES shop.customers,
            folder_id int REFERENCES folder, others int[], total numeric);
        CREATE TABLE line (bill_id int REFERENCES bill, position int, label text, PRIMARY KEY (bill_id, position));
        CREATE TABLE mark (id serial PRIMARY KEY, owner_kind text, owner_id int, body text)
        """
    private static let target = """
        CREATE SCHEMA crm;
        CREATE TABLE crm.clients (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, name text, sponsor_id int REFERENCES crm.clients);
        CREATE TABLE directory (id serial PRIMARY KEY, parent_id int REFERENCES directory, name text NOT NULL, UNIQUE (parent_id, name));
        CREATE TABLE invoice (id serial PRIMARY KEY, number text NOT NULL UNIQUE, customer_id int NOT NULL REFERENCES crm.clients,
            folder_id int REFERENCES directory, others int[], total numeric);
        CREATE TABLE line (bill_id int REFERENCES invoice, position int, label text, PRIMARY KEY (bill_id, position));
        CREATE TABLE mark (id serial PRIMARY KEY, owner_kind text, owner_id int, body text);
        INSERT INTO crm.clients (id, mail) VALUES (77, 'x'), (78, 'b')
        """
    private static let rows = """
        ; INSERT INTO shop.customers (mail, sponsor_id) VALUES ('a', NULL), ('b', 1), ('c', 2);
        INSERT INTO folder (parent_id, name) VALUES (NULL, 'root'), (1, 'in'), (1, 'out');
        INSERT INTO bill (number, customer_id, folder_id, others, total) VALUES ('n1', 2, 2, '{1,3}', 10), ('n2', 3, 3, '{}', 20);
        INSERT INTO line VALUES (1, 1, 'x'), (1, 2, 'y'), (2, 1, 'z'); INSERT INTO mark (owner_kind, owner_id, body) VALUES ('bill', 2, 'm')
        """
    private static let handlers = [
        TestHandler("bill", key: ["number"]) { $0.references = [.array("others", to: "shop.customers")] },
        TestHandler("mark", key: ["owner_kind", "body"]) {
            $0.references = [
                .polymorphic("owner_id", typedBy: "owner_kind", ["bill": "bill", "customer": "shop.customers"])
            ]
        },
    ]
    private static let manifest = """
        {"version": 1, "renames": {"shop.customers": "crm.clients", "bill": "invoice", "folder": "public.directory"}}
        """

    private func bills(_ database: Database, _ bill: String, _ customer: String, _ folder: String) throws -> [String] {
        try DatabasePair.lines(
            """
            SELECT b.number, b.total, c.mail, s.mail, f.name, p.name, l.position, l.label, m.body,
            (SELECT array_agg(o.mail ORDER BY o.mail) FROM \(customer) o WHERE o.id = ANY (b.others))
            FROM \(bill) b JOIN \(customer) c ON c.id = b.customer_id LEFT JOIN \(customer) s ON s.id = c.sponsor_id
            LEFT JOIN \(folder) f ON f.id = b.folder_id LEFT JOIN \(folder) p ON p.id = f.parent_id JOIN line l ON l.bill_id = b.id
            LEFT JOIN mark m ON m.owner_id = b.id AND m.owner_kind = 'bill' ORDER BY b.number, l.position
            """, in: database)
    }

    private func old(_ pair: DatabasePair) throws -> [String] {
        try bills(pair.source, "bill", "shop.customers", "folder")
    }

    private func new(_ pair: DatabasePair) throws -> [String] {
        try bills(pair.target, "invoice", "crm.clients", "directory")
    }

    @Test func `rows references keys trees and history follow the names`() async throws {
        try await DatabasePair.with(source: Self.source + Self.rows, target: Self.target) { pair in
            let archive = try pair.export(Self.handlers).path
            let report = try pair.load(archive, manifest: Self.manifest)
            #expect(report.totals.inserted == 11 && report.totals.skipped == 1)
            // Customer b was there, and knew no sponsor.
            let expected = try old(pair).map { $0.replacing("n1|10|b|a", with: "n1|10|b|∅") }
            #expect(try new(pair) == expected)
            #expect(try DatabasePair.lines("SELECT id FROM crm.clients WHERE mail = 'b'", in: pair.target) == ["78"])
            #expect(try pair.load(archive, manifest: Self.manifest).totals.inserted == 0)
            let recorded = """
                SELECT string_agg(t ->> 'table', ',' ORDER BY t ->> 'table') FROM satchel.history h, jsonb_array_elements(h.report -> 'tables') t
                WHERE h.id = 1
                """
            #expect(
                try DatabasePair.lines(recorded, in: pair.target) == ["crm.clients,directory,invoice,line,mark"])
            let updated = try pair.load(archive, [], into: nil, .init(mode: .update), manifest: Self.manifest)
            #expect(updated.totals.updated == 1)
            #expect(try new(pair) == old(pair))
        }
    }

    @Test func `tables are chosen by either name`() async throws {
        try await DatabasePair.with(source: Self.source + Self.rows, target: Self.target) { pair in
            let archive = try pair.export(Self.handlers).path
            for (names, tables) in [
                (["shop.*"], ["crm.clients"]), (["crm.clients"], ["crm.clients"]), (["folder"], ["directory"]),
                (["dir*"], ["directory"]),
            ] {
                var options = LoadOptions(isDryRun: true)
                options.choice = TableChoice(tables: names.compactMap { TablePattern(parsing: $0) })
                let report = try pair.load(archive, [], into: nil, options, manifest: Self.manifest)
                #expect(report.tables.map(\.table) == tables)
            }
        }
    }

    @Test func `a merge finds the rows of a base under the old names too`() async throws {
        try await DatabasePair.with(source: Self.source + Self.rows, target: Self.target) { pair in
            let morning = try pair.export(Self.handlers).path
            try pair.load(morning, [], into: nil, .init(mode: .update), manifest: Self.manifest)
            try DatabasePair.run(
                "UPDATE bill SET total = 11 WHERE number = 'n1'; UPDATE folder SET name = 'inbox' WHERE name = 'in'; DELETE FROM line WHERE label = 'z'",
                in: pair.source)
            try DatabasePair.run(
                "UPDATE invoice SET total = 22 WHERE number = 'n2'; UPDATE crm.clients SET name = 'Ada' WHERE mail = 'a'",
                in: pair.target)
            let evening = try pair.export(Self.handlers).path
            var options = LoadOptions(mode: .update)
            options.deletes = true
            let report = try pair.load(evening, [], into: nil, options, manifest: Self.manifest, base: morning)
            #expect(report.totals.deleted == 2)
            #expect(
                try DatabasePair.lines("SELECT number, total FROM invoice ORDER BY 1", in: pair.target)
                    == ["n1|11", "n2|22"])
            #expect(try DatabasePair.lines("SELECT name FROM crm.clients WHERE mail = 'a'", in: pair.target) == ["Ada"])
            #expect(
                try DatabasePair.lines("SELECT name FROM directory ORDER BY 1", in: pair.target) == [
                    "inbox", "out", "root",
                ])
            try DatabasePair.run("UPDATE invoice SET total = 33 WHERE number = 'n1'", in: pair.target)
            try DatabasePair.run("UPDATE bill SET total = 44 WHERE number = 'n1'", in: pair.source)
            let night = try pair.export(Self.handlers).path
            let failure = #expect(throws: Failure.self) { () throws in
                try pair.load(night, [], into: nil, options, manifest: Self.manifest, base: evening)
            }
            #expect(failure?.code == .conflicts)
        }
    }

    @Test func `a merge goes on where the source has taken the new names over since the base`() async throws {
        try await DatabasePair.with(source: Self.source + Self.rows, target: Self.target) { pair in
            let morning = try pair.export().path
            try pair.load(morning, [], into: nil, .init(mode: .update), manifest: Self.manifest)
            try DatabasePair.run(
                "ALTER TABLE bill RENAME TO invoice; UPDATE invoice SET total = 11 WHERE number = 'n1'", in: pair.source
            )
            try DatabasePair.run("UPDATE invoice SET total = 22 WHERE number = 'n2'", in: pair.target)
            let evening = try pair.export().path
            let report = try pair.load(
                evening, [], into: nil, .init(mode: .update), manifest: Self.manifest, base: morning)
            #expect(report.totals.updated == 1 && report.totals.inserted == 0)
            #expect(
                try DatabasePair.lines("SELECT number, total FROM invoice ORDER BY 1", in: pair.target)
                    == ["n1|11", "n2|22"])
        }
    }

    @Test func `a database is compared with an archive that has the old names`() async throws {
        try await DatabasePair.with(source: Self.source + Self.rows, target: Self.target) { pair in
            let path = try pair.export(Self.handlers).path
            try pair.load(path, [], into: nil, .init(mode: .update), manifest: Self.manifest)
            let connection = try Session(pair.target)
            let manifest = try Manifest(parsing: Array(Self.manifest.utf8), name: "own", file: "own.json")
            func compare(_ selection: Selection? = nil) throws -> [String] {
                var lines: [String] = []
                let comparer = Comparer(
                    modules: [], manifest: manifest, selection: selection,
                    observer: .init(change: { lines.append("\($0.kind) \($0.table) \($0.key ?? "")") }))
                let input = NamedArchive(try ArchiveReader(from: .file(path)), named: "morning")
                let comparison = try comparer.database(connection, withArchive: input)
                #expect(comparison.totals.equal > 0)
                return lines
            }
            #expect(try compare() == ["delete crm.clients x"])
            try DatabasePair.run("UPDATE directory SET name = 'og' WHERE name = 'out'", in: pair.target)
            #expect(try compare(Selection(.named(["shop.customers"]))) == ["delete crm.clients x"])
            #expect(try compare(Selection(.named(["folder"]))).count == 2)
            #expect(try compare(Selection(excluding: ["folder", "shop.customers", "bill"])).isEmpty)
        }
    }

    @Test(arguments: [
        (#"{"bil": "invoice"}"#, ["\"bil\": the manifest renames this table, which the archive does not have"]),
        (
            #"{"bill": "invoices", "folder": "directory"}"#,
            ["\"invoices\": the manifest renames \"bill\" to this table, which the database does not have"]
        ),
        (
            #"{"bill": "invoice", "folder": "public.invoice"}"#,
            ["\"invoice\": the manifest's renames make one table of \"bill\" and \"folder\""]
        ),
        (#"{"bill": "line"}"#, ["\"line\": the manifest's renames make one table of \"bill\" and \"line\""]),
    ])
    func `names that lead nowhere or together are named before a row is read`(_ renames: String, _ expected: [String])
        async throws
    {
        try await DatabasePair.with(source: Self.source + Self.rows, target: Self.target) { pair in
            let archive = try pair.export(Self.handlers).path
            let failure = #expect(throws: Failure.self) { () throws in
                try pair.load(archive, manifest: "{\"version\": 1, \"renames\": \(renames)}")
            }
            #expect(failure?.code == .schemaMismatch)
            #expect(failure?.problems.map(\.description) == expected)
            #expect(failure?.problems.allSatisfy { $0.remedy != nil } == true)
        }
    }
}
