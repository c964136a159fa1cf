import Catalogue
import Declarations
import Diagnostics
import TableKit
import Testing

@testable import Planning

/// Which tables a name can mean, and what is wrong with how one is found.
@Suite struct NamedTableTests {
    private let types = table(
        "ctype", .id, .text("app", null: false), .text("model", null: false), .unique("app", "model"), .text("label"))
    private let person = table("crm_person", .id, .text("mail", null: false), .unique("mail"))
    private let room = table("crm_room", .id, .text("name", null: false), .unique("name"))
    private let plain = table("plain", .id, .text("name", null: false), .unique("name"))
    private let pair = table("crm_pair", .text("a"), .text("b"), .primary("a", "b"))
    private let note = table(
        "note", .id, .text("code", null: false), .unique("code"), .to("ctype", via: "ctype_id"), .text("object"))

    private func target(
        _ reference: Reference, names: [String]? = nil, type: CatalogueTable? = nil
    ) throws -> ReferencePlan.Named {
        let tables = catalogue([type ?? types, person, room, plain, pair, note])
        let declared = [declare("note") { $0.references = [reference] }]
        var inUse: NamesInUse?
        if let names {
            inUse = NamesInUse()
            let open = Planner(catalogue: tables, declarations: declared).openReferences
            inUse?.insert(names, of: try #require(open.first).reference, in: "public.note")
        }
        let plan = try Planner(catalogue: tables, declarations: declared, names: inUse)
            .plan(Selection(.named(["note"])))
        return try #require(plan.reference("note", "object").named)
    }

    private func byType(
        _ template: NameTemplate = "{app}_{model}", _ tables: [String: TableName] = [:]
    ) -> Reference {
        .polymorphic("object", typedBy: "ctype_id", as: template, tables)
    }

    @Test func `a name of columns means any table that has such a name and a key of one column`() throws {
        let found = try target(byType())
        #expect(
            Set(found.tables.keys) == ["crm_person", "crm_room", "public.crm_person", "public.crm_room"])
        #expect(found.type == .init(table: qualified("ctype"), columns: ["id"]))
        #expect(
            Set(try target(byType("public.{model}")).tables.keys).isSuperset(of: ["public.crm_room", "public.plain"]))
    }

    @Test func `of these the names count that rows hold, and those that are listed`() throws {
        let found = try target(byType("{app}_{model}", ["old_gone": "plain"]), names: ["crm_room", "site_page"])
        #expect(found.tables.mapValues(\.table) == ["crm_room": qualified("crm_room"), "old_gone": qualified("plain")])
        #expect(try target(byType(), names: []).tables.isEmpty)
    }

    @Test func `a name may be written with other characters`() throws {
        let named = Reference.named(
            "object", separator: ",", ["old.one": "plain"], otherwise: .replacing([".": "_"]))
        #expect(try target(named, names: ["crm.room", "old.one"]).tables.keys.sorted() == ["crm_room", "old_one"])
    }

    @Test func `a listed name that means a missing table means no other`() throws {
        let found = try target(byType("{app}_{model}", ["crm_room": "gone"]), names: ["crm_room", "crm_person"])
        #expect(found.tables.keys.sorted() == ["crm_person"])
    }

    @Test(arguments: [
        ("{app}_{label}", "which is no value in the natural key of \"ctype\""),
        ("{app}_{kind}", "which \"ctype\" does not have"),
    ])
    func `a name that would not travel is refused`(_ template: NameTemplate, _ message: String) {
        let refused = refusal(
            [types, person, note], [declare("note") { $0.references = [byType(template)] }])
        #expect(refused?.problems.map(\.column) == ["object"])
        #expect(refused?.problems.first?.message.contains(message) == true)
    }

    @Test func `the naming column leads to one table, or holds the name`() {
        let lone = table("note", .id, .int("ctype_id"), .text("object"))
        let refused = refusal([types, lone], [declare("note") { $0.references = [byType()] }])
        #expect(refused?.problems.first?.message.contains("is no reference to one table") == true)
        let value = refusal(
            [types, person, note],
            [declare("note") { $0.references = [.polymorphic("object", typedBy: "ctype_id", ["1": "crm_person"])] }])
        #expect(value?.problems.first?.message.contains("is a reference, and its value names no table") == true)
        let logical = declare("note") { $0.references = [byType(), .logical("ctype_id", to: "ctype")] }
        #expect(refusal([types, lone], [logical]) == nil)
    }

    @Test func `what names a table is neither masked nor excluded alone`() {
        let excluded = declare("note") {
            $0.references = [byType()]
            $0.excludedColumns = [ExcludedColumn("ctype_id", reason: "x")]
        }
        #expect(
            refusal([types, person, note], [excluded])?.problems.first?.message.contains(
                "excludes the column that names")
                == true)
        let masked = declare("ctype") { $0.masks = [Mask("model", .hash)] }
        let refused = refusal([types, person, note], [masked, declare("note") { $0.references = [byType()] }])
        #expect(refused?.problems.contains { $0.message.contains("\"ctype\".\"model\", which is masked") } == true)
    }

    @Test func `a reference to anything forces no order`() throws {
        let back = table("crm_person", .id, .text("mail", null: false), .unique("mail"), .to("note", null: false))
        let found = try plan([types, back, note], [declare("note") { $0.references = [byType()] }])
        #expect(found.order == ["ctype", "note", "crm_person"])
        #expect(found.lateSeeds == [])
    }

    @Test(arguments: ["", "plain", "{a", "a}", "{}", "{a{b}}"])
    func `a text that is no template is none`(_ text: String) {
        #expect(NameTemplate(parsing: text) == nil)
    }

    @Test func `a template is written as it was read`() throws {
        let template = try #require(NameTemplate(parsing: "x_{app}{model}.y"))
        #expect(template.columns == ["app", "model"])
        #expect(template.description == "x_{app}{model}.y")
    }
}

/// Manifests whose declarations hold where a database has what they name.
@Suite struct WhereverTests {
    private let tables = catalogue([
        table("ctype", .id, .text("app", null: false), .text("model", null: false), .unique("app", "model")),
        table("crm_person", .id, .text("mail", null: false), .unique("mail")),
        table("note", .id, .to("ctype", via: "ctype_id"), .text("object_id")),
        table("other", .id, .int("ctype_id"), .text("object_id")),
        table("bound", .id, .to("ctype", via: "ctype_id"), .to("crm_person", via: "object_id")),
        table("own", .id, .to("ctype", via: "ctype_id"), .text("object_id")),
    ])

    private func declarations(_ text: String) throws -> [Declaration] {
        try ManifestTests.read("{\"version\": 1, \(text)}").declarations(over: [], in: tables)
    }

    @Test func `a reference holds in any table that has its columns`() throws {
        let found = try declarations(
            """
            "wherever": [{"column": "object_id", "namedBy": "ctype_id", "template": "{app}_{model}", "byName": true}],
            "declarations": [{"table": "own", "references": [{"column": "object_id", "table": "crm_person"}]}]
            """)
        #expect(found.map(\.table.description) == ["own", "note"])
        let note = try #require(found.last)
        #expect(
            note.references == [
                .polymorphic("object_id", typedBy: "ctype_id", as: "{app}_{model}", otherwise: .asWritten)
            ])
        #expect(!note.isRegistered)
        #expect(found.first?.references == [.logical("object_id", to: "crm_person")])
    }

    @Test func `an optional declaration says nothing of what is not there`() throws {
        let found = try declarations(
            """
            "declarations": [{"table": "gone", "optional": true, "naturalKey": ["x"]}, {"table": "other", "optional": true,
              "references": [{"column": "object_id", "table": "crm_person"}, {"column": "absent", "table": "note"}]}]
            """)
        #expect(found.map(\.table.description) == ["other"])
        #expect(found.first?.references.map(\.column) == ["object_id"])
        #expect(throws: Never.self) { try Planner(catalogue: tables, declarations: found).plan() }
    }

    @Test func `rows belong to what they name where that takes no NULL`() throws {
        let tables = catalogue([
            table("ctype", .id, .text("app", null: false), .text("model", null: false), .unique("app", "model")),
            table("crm_person", .id, .text("mail", null: false), .unique("mail")),
            table("tagged", .id, .to("ctype", via: "ctype_id", null: false), .text("object_id", null: false)),
        ])
        let manifest = try ManifestTests.read(
            """
            {"version": 1, "wherever": [
              {"column": "object_id", "namedBy": "ctype_id", "template": "{app}_{model}", "byName": true}]}
            """)
        let plan = try Planner(catalogue: tables, declarations: manifest.declarations(over: [], in: tables))
            .plan(Selection(.all))
        #expect(plan.owners(of: try plan.table("tagged")).map(\.table) == [qualified("crm_person")])
    }

    @Test(arguments: [
        (#"{"column": "a", "namedBy": "b", "template": "x", "byName": true}"#, "expected a text with columns in it"),
        (#"{"column": "a", "namedBy": "b", "template": "{x}"}"#, "\"tables\" is missing, or \"byName\""),
        (#"{"column": "a", "template": "{x}", "byName": true}"#, "\"namedBy\" is missing: the column that points at"),
        (#"{"column": "a", "byName": true}"#, "\"namedBy\" is missing: the column that names the table"),
        (#"{"column": "a", "namedBy": "b", "separator": ",", "byName": true}"#, "no column does"),
        (#"{"column": "a", "separator": "", "byName": true}"#, "expected the text between name and id"),
        (#"{"column": "a", "separator": ",", "path": "[*]", "byName": true}"#, "not two of them"),
        (#"{"column": "a", "separator": ",", "byName": {"..": "_"}}"#, "expected one character for one character"),
        (#"{"column": "a", "separator": ",", "table": "b", "byName": true}"#, "a name says which table it is"),
    ])
    func `what does not go together is an error`(_ reference: String, _ message: String) throws {
        let failure = try #require(throws: Failure.self) {
            try ManifestTests.read("{\"version\": 1, \"wherever\": [\(reference)]}")
        }
        #expect(failure.cause?.contains(message) == true, "\(failure.cause ?? "")")
    }

    @Test func `a text of name and id is read with its separator`() throws {
        let manifest = try ManifestTests.read(
            #"{"version": 1, "wherever": [{"column": "a", "separator": ",", "tables": {"x": "y"}, "byName": {".": "_"}}]}"#
        )
        #expect(
            manifest.wherever == [.named("a", separator: ",", ["x": "y"], otherwise: .replacing([".": "_"]))])
    }
}
