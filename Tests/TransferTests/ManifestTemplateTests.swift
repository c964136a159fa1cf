import Catalogue
import CatalogueReading
import Declarations
import Foundation
import Planning
import PostgreSQL
import Rows
import TableKit
import Testing

/// The manifest that is written for a live schema: with it the plan is the one without it.
@Suite struct ManifestTemplateTests {
    /// What of a plan decides what travels and in which order.
    private struct Facts: Equatable {
        let tables: [String]
        let lookups: [String]
        let groups: [[TableName]]
        let columns: [[String]]
        let owners: [[String]]

        init(_ plan: Plan) {
            func facts(_ table: TablePlan) -> String {
                let references = table.references.map { "\($0) \(Facts.seeding($0))" }
                return "\(table.displayName) \(table.kind) \(table.phase) \(table.key.columns) \(table.key.recursive) "
                    + "\(table.surrogate?.column ?? "") \(table.address) \(references)"
            }
            tables = plan.tables.map(facts)
            lookups = plan.lookups.map(facts)
            groups = plan.groups
            columns = plan.tables.map { plan.archiveColumns(of: $0).map(\.name) }
            owners = plan.tables.map { table in plan.owners(of: table).map { "\($0.reference) \($0.table)" } }
        }

        private static func seeding(_ reference: ReferencePlan) -> String {
            switch reference.seeding {
            case .direct: "direct"
            case .late(let placeholder, _): "late \(placeholder?.values ?? [:])"
            case .together: "together"
            }
        }
    }

    private static let shop: String = {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "CommandTests/Scripts/any-schema.script")
        // Without the script the schema is empty, and the test that counts its tables fails.
        let text = (try? String(contentsOf: script, encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n").drop { !$0.hasPrefix("> CREATE") }.prefix { !$0.hasPrefix("> END") }
        return lines.map { $0.dropFirst(2) }.joined(separator: "\n")
    }()

    private static let schemas = [
        "a shop": shop,
        "odd names in several schemas": """
        CREATE SCHEMA "odd.schema"; CREATE SCHEMA b;
        CREATE TABLE "odd.schema"."Ta ""ble" ("ID" serial PRIMARY KEY, "select" text NOT NULL UNIQUE, "a.b" text);
        CREATE TABLE b."it*em" (id serial PRIMARY KEY, "or""der" text NOT NULL UNIQUE,
            "a.b" int REFERENCES "odd.schema"."Ta ""ble", "🎭" int REFERENCES "odd.schema"."Ta ""ble");
        CREATE TABLE public."it*em" (id serial PRIMARY KEY, code text NOT NULL UNIQUE, t int REFERENCES b."it*em");
        CREATE TABLE public."new\nline" (a int, b int, PRIMARY KEY (b, a)); CREATE TABLE b."itXem" (id serial PRIMARY KEY)
        """,
        "cycles": """
        CREATE TABLE a (id serial PRIMARY KEY, code text NOT NULL UNIQUE, b_id int);
        CREATE TABLE b (id serial PRIMARY KEY, code text NOT NULL UNIQUE, c_id int NOT NULL, a_id int NOT NULL REFERENCES a);
        CREATE TABLE c (id serial PRIMARY KEY, code text NOT NULL UNIQUE, a_id int REFERENCES a, b_id int NOT NULL REFERENCES b,
            parent int REFERENCES c);
        ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b; ALTER TABLE b ADD FOREIGN KEY (c_id) REFERENCES c;
        CREATE TABLE d (tenant text, number int, e_id int, PRIMARY KEY (tenant, number));
        CREATE TABLE e (id serial PRIMARY KEY, name text UNIQUE, tenant text NOT NULL, number int,
            FOREIGN KEY (tenant, number) REFERENCES d);
        ALTER TABLE d ADD FOREIGN KEY (e_id) REFERENCES e
        """,
        "trees and tables without a key": """
        CREATE TABLE folder (id serial PRIMARY KEY, parent_id int REFERENCES folder, name text NOT NULL, UNIQUE (parent_id, name));
        CREATE TABLE note (id serial PRIMARY KEY, folder_id int NOT NULL REFERENCES folder, body text);
        CREATE TABLE link (note_id int REFERENCES note, folder_id int REFERENCES folder, PRIMARY KEY (note_id, folder_id));
        CREATE TABLE part (region text, code text, PRIMARY KEY (region, code)) PARTITION BY LIST (region);
        CREATE TABLE part_de PARTITION OF part FOR VALUES IN ('de'); CREATE TABLE kept (id uuid PRIMARY KEY, t tsrange, EXCLUDE USING gist (t WITH &&))
        """,
    ]

    private func catalogue(_ database: Database) throws -> Catalogue {
        let connection = try Session(database)
        return try Catalogue.read(from: connection)
    }

    @Test(arguments: schemas.keys.sorted())
    func `the plan with it is the plan without it`(_ name: String) async throws {
        let schema = try #require(Self.schemas[name])
        try await DatabasePair.with(source: schema, target: "") { pair in
            let catalogue = try catalogue(pair.source)
            let bare = Planner(catalogue: catalogue, declarations: [])
            let whole = try bare.plan(Selection(.all))
            #expect(whole.tables.count >= 5)
            let tables = whole.tables.map(\.table.name)
            for names in [tables] + tables.map({ [$0] }) {
                let plan = try bare.plan(Selection(.named(names)))
                let text = ManifestTemplate(plan, database: "shop").text
                let manifest = try Manifest(parsing: Array(text.utf8), name: "new", file: "new.json")
                let declarations = manifest.declarations(over: [], in: catalogue)
                let selection = try Selection(
                    manifest.tables, excluding: manifest.exclude, declared: declarations.map(\.table), in: catalogue)
                let planner = Planner(catalogue: catalogue, declarations: declarations)
                let found = try planner.plan(selection)
                #expect(Facts(found) == Facts(plan))
                #expect(found.tables.allSatisfy { $0.declaration.origin == .manifest("new") })
                #expect(planner.findings().filter { $0.severity == .error }.isEmpty)
                #expect(
                    ManifestTemplate(try bare.plan(Selection(.named(names.reversed()))), database: "shop").text == text)
            }
        }
    }

    @Test func `a table that has a module is named and not declared`() async throws {
        try await DatabasePair.with(source: Self.shop, target: "") { pair in
            let handlers = [TestHandler("product", key: ["sku"])]
            let plan = try pair.plan(handlers, tables: ["product", "category"], of: pair.source)
            let text = ManifestTemplate(plan, database: "shop").text
            #expect(
                text == """
                    {
                      "version": 1,
                      "description": "2 tables of shop, read from the catalogue",
                      "tables": [
                        "category",
                        "product"
                      ],
                      "declarations": [
                        {"table":"category","kind":"entity","naturalKey":["slug"]}
                      ]
                    }

                    """)
        }
    }
}
