import Catalogue
import Declarations
import Diagnostics
import Planning
import TableKit
import Testing

@Suite struct SelectionTests {
    /// posts → users → cities → countries; nothing leads to "notes".
    private let tables = [
        table("countries", .id, .text("code", null: false), .unique("code")),
        table(
            "cities", .id, .text("name", null: false), .to("countries", via: "country", null: false),
            .unique("name", "country")),
        table("users", .id, .text("mail", null: false), .unique("mail"), .to("cities", via: "city")),
        table("posts", .id, .text("xmlid"), .unique("xmlid"), .to("users", via: "author")),
        table("notes", .id),
    ]

    private func plan(_ selection: Selection, _ declarations: [Declaration]) throws -> Plan {
        try Planner(catalogue: catalogue(tables), declarations: declarations).plan(selection)
    }

    @Test func `registered tables bring the tables that their rows refer to`() throws {
        let found = try plan(Selection(), [declare("posts")])
        #expect(found.order == ["countries", "cities", "users", "posts"])
        #expect(found.lookups.isEmpty)
        #expect(try found.table("users").declaration.origin == .catalogue)
        #expect(try found.table("posts").declaration.origin == .module("Posts"))
    }

    @Test func `an excluded table stays, and what only it refers to stays with it`() throws {
        let found = try plan(Selection(.registered, excluding: ["users"]), [declare("posts")])
        #expect(found.order == ["posts"])
        #expect(found.lookups.map(\.displayName) == ["users"])
        #expect(
            try plan(Selection(.registered, excluding: ["posts"]), [declare("posts"), declare("notes")]).order == [
                "notes"
            ])
    }

    @Test(arguments: ["posts", "public.posts"])
    func `a table is excluded by any name that finds it`(_ name: String) throws {
        let selection = Selection(.registered, excluding: [TableName(stringLiteral: name)])
        #expect(try plan(selection, [declare("posts"), declare("notes")]).order == ["notes"])
    }

    @Test func `named tables travel alone, with lookups for the keys that they need`() throws {
        let found = try plan(Selection(.named(["users"])), [declare("posts")])
        #expect(found.order == ["users"])
        #expect(found.lookups.map(\.displayName) == ["cities", "countries"])
        #expect(found.isLookup(qualified("cities")))
        #expect(!found.isLookup(qualified("users")))
        #expect(!found.isLookup(qualified("notes")))
        #expect(found[qualified("notes")] == nil)
    }

    @Test func `a table that is named and excluded stays`() throws {
        #expect(try plan(Selection(.named(["users", "posts"]), excluding: ["users"]), []).order == ["posts"])
    }

    @Test func `a table that is named twice travels once`() throws {
        #expect(try plan(Selection(.named(["notes", "public.notes", "notes"])), []).order == ["notes"])
    }

    @Test func `a named table that does not exist is a problem`() throws {
        let failure = try #require(refusal(tables, [], Selection(.named(["ghosts"]))))
        #expect(failure.code == .schemaMismatch)
        #expect(
            failure.problems.first?.message == "the database \"theatre\" has no such table")
        #expect(failure.problems.first?.remedy == "check the name: satchel tables lists them")
    }

    @Test func `a database with none of the modules' tables is told how to be exported`() throws {
        let failure = try #require(refusal(tables, [declare("ghosts"), declare("spirits")], Selection()))
        #expect(failure.cause == "the database \"theatre\" has none of the tables that have a module")
        #expect(failure.remedy?.contains("--all") == true)
    }

    @Test func `a module for a table that does not exist is a problem until it is excluded`() throws {
        let declared = [declare("notes"), declare("ghosts")]
        let failure = try #require(refusal(tables, declared, Selection()))
        #expect(
            failure.problems.first?.message
                == "the database \"theatre\" has no such table, but module \"Ghosts\" is written for it")
        #expect(failure.problems.first?.table == "ghosts")
        #expect(try plan(Selection(.registered, excluding: ["ghosts"]), declared).order == ["notes"])
        #expect(try plan(Selection(.named(["notes"])), declared).order == ["notes"])
        #expect(Planner(catalogue: catalogue(tables), declarations: declared).findings() == failure.problems)
    }

    @Test func `a declaration of a table that stays is not checked`() throws {
        let declared = [declare("notes"), declare("posts") { $0.naturalKey = ["ghost"] }]
        #expect(try plan(Selection(.registered, excluding: ["posts"]), declared).order == ["notes"])
        #expect(try plan(Selection(.named(["notes"])), declared).order == ["notes"])
    }

    @Test(arguments: [CatalogueTable.Kind.view, .materializedView, .foreign])
    func `a relation that is no table is refused`(_ kind: CatalogueTable.Kind) throws {
        let problem = try #require(
            refusal([table("v", kind: kind, .text("a"))], [], Selection(.named(["v"])))?.problems.first)
        #expect(problem.kind == .schema)
        #expect(problem.message == "this is no table of its own: only tables travel")
        #expect(problem.remedy == "leave it out with --exclude v")
    }

    @Test func `a partition is refused in favour of its root`() throws {
        let tables = [
            table("log", kind: .partitioned, .text("a")),
            table("log_1", kind: .partition(of: "public.log"), .text("a")),
        ]
        let problem = try #require(refusal(tables, [], Selection(.named(["log_1"])))?.problems.first)
        #expect(problem.table == "log_1")
        #expect(problem.message == "this is a partition; its rows travel with \"public.log\"")
        #expect(problem.remedy == "name \"public.log\" instead")
        #expect(refusal(tables, [], Selection(.named(["log"]))) == nil)
    }

    @Test func `the search path decides which table a name means`() throws {
        let tables = [table("crm.people", .id, .text("a")), table("public.people", .id, .text("b"))]
        let both = catalogue(tables, searchPath: ["crm", "public"])
        let found = try Planner(catalogue: both, declarations: []).plan(Selection(.named(["people", "public.people"])))
        #expect(found.tables.map(\.table.name) == ["crm.people", "public.people"])
        #expect(found.order == ["people", "public.people"])
    }

    @Test func `a row without key that others point at is labelled, in a travelling table alone`() throws {
        let keyless = [table("notes", .id, .text("a")), table("replies", .id, .text("b"), .to("notes", via: "note"))]
        let whole = try PlanningTests.plan(keyless)
        #expect(whole.isLabelled("public.notes"))
        #expect(!whole.isLabelled("public.replies"))
        let part = try PlanningTests.plan(keyless, of: ["replies"])
        #expect(!part.isLabelled("public.notes"))
        #expect(part.mayBeUnmatched(try part.reference("replies", "note")))
        #expect(!whole.mayBeUnmatched(try whole.reference("replies", "note")))
    }

    @Test func `a key that leads back to its own table tells rows level by level`() throws {
        let tree = [
            table("tree", .id, .text("slug", null: false), .to("tree", via: "parent"), .unique("parent", "slug"))
        ]
        let found = try #require(try PlanningTests.plan(tree).tables.first)
        #expect(found.key.columns == [])
        #expect(found.key.all == ["parent", "slug"])
        #expect(found.mayLackKey)
        let named = try #require(
            try PlanningTests.plan(tree, [declare("tree") { $0.naturalKey = ["slug"] }]).tables.first)
        #expect(named.key.columns == ["slug"])
    }

    @Test func `a key that leads back and may be NULL tells nothing`() throws {
        let tree = [table("tree", .id, .text("slug"), .to("tree", via: "parent"), .unique("parent", "slug"))]
        #expect(try PlanningTests.plan(tree).tables.first?.key.all == [])
    }

    @Test func `keys that run in a circle are recursive, and that of a table outside the circle is not`() throws {
        let circle = [
            table("a", .id, .to("b", null: false), .unique("b")), table("b", .id, .to("a", null: false), .unique("a")),
            table("outside", .id, .to("a", null: false), .unique("a")),
        ]
        let plan = try PlanningTests.plan(circle)
        #expect(plan.tables.filter { !$0.key.recursive.isEmpty }.map(\.displayName).sorted() == ["a", "b"])
        #expect(try plan.columnNames("outside") == ["a.#"])
    }

    @Test func `a key that reaches one table by two ways is no circle`() throws {
        let diamond = [
            table("top", .id, .text("code", null: false), .unique("code")),
            table("left", .id, .to("top", null: false), .unique("top")),
            table("right", .id, .to("top", null: false), .unique("top")),
            table("bottom", .id, .to("left", null: false), .to("right", null: false), .unique("left", "right")),
        ]
        #expect(try PlanningTests.plan(diamond).columnNames("bottom") == ["left.top.code", "right.top.code"])
    }
}
