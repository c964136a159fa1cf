import Catalogue
import Planning
import TableKit
import Testing

@Suite struct NaturalKeyTests {
    private func key(_ parts: TablePart..., declared: NaturalKey? = nil) throws -> NaturalKeyChoice {
        let declarations = declared.map { key in [declare("t") { $0.naturalKey = key }] } ?? []
        return try plan([table("t", parts)], declarations).table("t").key
    }

    @Test func `a unique constraint beside the serial primary key names the row`() throws {
        let key = try key(.id, .text("mail", null: false), .unique("mail"))
        #expect(key.columns == ["mail"])
        #expect(key.guardedBy == "mail_key")
        #expect(key.reason == "unique \"mail_key\"")
    }

    @Test func `the surrogate names no row, alone or within a unique key`() throws {
        #expect(try key(.id, .text("name", null: false)).columns == [])
        #expect(try key(.id, .text("name", null: false), .unique("id", "name")).columns == [])
        #expect(try key(.serial("no"), .unique("no"), .text("name")).columns == [])
    }

    @Test func `a partial index and an index on an expression name no row`() throws {
        let name = TablePart.text("name", null: false)
        #expect(try key(.id, name, .unique("name", partial: true)).columns == [])
        #expect(try key(.id, name, .unique("name", expressions: true)).columns == [])
        #expect(try key(.id, name, .unique(named: "lower_name", expressions: true)).columns == [])
        #expect(
            try key(.id, name, .unique("name", partial: true), .unique("name", named: "whole")).guardedBy == "whole")
    }

    @Test func `columns that take no NULL go before fewer columns and before the name`() throws {
        let key = try key(
            .id, .text("a"), .unique("a"), .text("x", null: false), .text("y", null: false), .unique("x", "y"))
        #expect(key.columns == ["x", "y"])
    }

    @Test func `the fewest columns win, then the constraint's name`() throws {
        let parts: [TablePart] = ["a", "b", "c"].map { .text($0, null: false) }
        let wide = TablePart.unique("a", "b", named: "a_first")
        #expect(
            try plan([table("t", [.id] + parts + [wide, .unique("c", named: "z")])]).table("t").key.columns == ["c"])
        let tie = [TablePart.unique("c", named: "y"), .unique("b", named: "x"), .unique("a", named: "z")]
        #expect(try plan([table("t", [.id] + parts + tie)]).table("t").key.columns == ["b"])
    }

    @Test func `a nullable unique key counts as whole where two NULLs are the same`() throws {
        let nullable = try key(.id, .text("a"), .unique("a"), .text("b"), .unique("b", nullsNotDistinct: true))
        #expect(nullable.columns == ["b"])
        let natural = try key(.text("a"), .unique("a", nullsNotDistinct: true), .text("code"), .primary("code"))
        #expect(natural.columns == ["a"])
    }

    @Test func `a primary key that is not generated goes before a nullable unique key, after a whole one`() throws {
        let nullable = try key(.text("code"), .primary("code"), .text("mail"), .unique("mail"))
        #expect(nullable.columns == ["code"])
        #expect(nullable.reason == "the primary key, which is not generated")
        let whole = try key(.text("code"), .primary("code"), .text("mail", null: false), .unique("mail"))
        #expect(whole.columns == ["mail"])
    }

    @Test func `a nullable unique key is taken where there is no other`() throws {
        let found = try plan([table("t", .id, .text("xmlid"), .unique("xmlid"))]).table("t")
        #expect(found.key.columns == ["xmlid"])
        #expect(found.mayLackKey)
    }

    @Test func `an exclusion constraint by equality names rows where nothing better does`() throws {
        let room = TablePart.text("room", null: false)
        let found = try key(.id, room, .unique("room", named: "one_each", exclusion: true))
        #expect(found.columns == ["room"])
        #expect(found.reason == "exclusion \"one_each\"")
        let unique = try key(
            .id, room, .unique("room", named: "a", exclusion: true), .text("code"), .unique("code", named: "z"))
        #expect(unique.guardedBy == "z")
    }

    @Test func `a generated column names rows unless it is made from an id`() throws {
        let name = TablePart.text("name", null: false)
        func slug(_ from: String...) -> TablePart { .text("slug", null: false, generated: true, from: from) }
        #expect(try key(.id, name, slug("name"), .unique("slug")).columns == ["slug"])
        #expect(try key(.id, name, slug("id", "name"), .unique("slug")).columns == [])
        let child = table(
            "t", .id, name, .to("parent", null: false), slug("parent", "name"), .unique("slug"))
        #expect(try plan([table("parent", .id), child]).table("t").key.columns == [])
        let named = table("parent", .text("id"), .primary("id"))
        #expect(try plan([named, child]).table("t").key.columns == ["slug"])
    }

    @Test func `numbers that sequences draw do not make a key by themselves`() throws {
        let numbered = try key(.id, .serial("ticket"), .unique("ticket"))
        #expect(numbered.columns == [])
        #expect(try key(.id, .serial("a"), .serial("b"), .unique("a", "b")).columns == [])
    }

    @Test func `a UUID with a default is data, and names its row`() throws {
        let key = try key(.text("id", defaultExpression: "gen_random_uuid()"), .primary("id"), .text("note"))
        #expect(key.columns == ["id"])
    }

    @Test func `the other keys are named, best first`() throws {
        let parts: [TablePart] = ["a", "b", "c", "d"].map { .text($0, null: false) }
        let keys: [TablePart] = [
            .unique("c", named: "z"), .unique("a", named: "y"), .unique("a", named: "y_again"), .unique("b", "c"),
            .unique("d", partial: true),
        ]
        let found = try plan([table("t", [.id] + parts + keys)]).table("t").key
        #expect(found.guardedBy == "y")
        #expect(found.rivals.map(\.name) == ["z", "b_c_key"])
        let nullable = try key(.id, .text("a", null: false), .unique("a"), .text("b"), .unique("b"))
        #expect(nullable.rivals.map(\.name) == ["b_key"])
    }

    @Test func `without any of these rows are compared by content`() throws {
        let found = try plan([table("t", .id, .text("note"))]).table("t")
        #expect(found.key.columns == [])
        #expect(found.key.guardedBy == nil)
        #expect(found.key.reason.hasSuffix("rows are compared by content"))
        #expect(found.mayLackKey)
        #expect(try key(.text("note")).columns == [])
    }

    @Test func `one column without NULL is enough for a key`() throws {
        let found = try plan([table("t", .id, .text("a", null: false), .text("b"), .unique("a", "b"))]).table("t")
        #expect(!found.mayLackKey)
    }

    @Test func `a declared key wins, and the constraint that guards it is found in any order of columns`() throws {
        let parts: [TablePart] = [
            .id, .text("mail", null: false), .unique("mail"), .text("a"), .text("b"), .unique("b", "a", named: "both"),
        ]
        func declared(_ key: NaturalKey) throws -> NaturalKeyChoice {
            try plan([table("t", parts)], [declare("t", by: "People") { $0.naturalKey = key }]).table("t").key
        }
        let both = try declared(["a", "b"])
        #expect(both.columns == ["a", "b"])
        #expect(both.guardedBy == "both")
        #expect(both.reason == "declared by module \"People\"")
        #expect(try declared(["a"]).guardedBy == nil)
        let none = try declared(.none)
        #expect(none.columns == [])
        #expect(none.reason == "module \"People\" says that rows have no key")
    }

    @Test func `a declared key is not guarded by a partial index`() throws {
        #expect(try key(.id, .text("a"), .unique("a", partial: true), declared: ["a"]).guardedBy == nil)
    }

    @Test func `a key of references alone makes a junction, unless the module says another kind`() throws {
        let parents = [table("a", .id), table("b", .id)]
        let link = table("link", .to("a", null: false), .to("b", null: false), .primary("a", "b"))
        #expect(try plan(parents + [link]).table("link").kind == .junction)
        #expect(try plan(parents + [link], [declare("link") { $0.kind = .system }]).table("link").kind == .system)
        let detail = table("detail", .to("a", null: false), .text("no"), .primary("a", "no"))
        #expect(try plan(parents + [detail]).table("detail").kind == .entity)
        let single = table("single", .to("a", null: false), .primary("a"))
        #expect(try plan(parents + [single]).table("single").kind == .entity)
    }
}

@Suite struct SurrogateTests {
    private func surrogate(_ parts: TablePart...) throws -> Surrogate? {
        try plan([table("t", parts)]).table("t").surrogate
    }

    @Test func `a serial primary key is a surrogate with its sequence`() throws {
        let found = try #require(try surrogate(.id, .text("name")))
        #expect(found.column == "id")
        #expect(found.drawing.sequence == TableName(schema: "public", "t_seq"))
    }

    @Test(arguments: [CatalogueColumn.Identity.always, .byDefault])
    func `an identity is a surrogate`(_ identity: CatalogueColumn.Identity) throws {
        #expect(try surrogate(.serial("no", identity: identity), .primary("no"))?.column == "no")
    }

    @Test func `a numbered column that names nothing is a value`() throws {
        #expect(try surrogate(.text("code"), .primary("code"), .serial("position")) == nil)
        #expect(try surrogate(.text("code", null: false), .serial("position"), .unique("code", "position")) == nil)
        let found = try plan([table("t", .text("code"), .primary("code"), .serial("position"))])
        #expect(try found.columnNames("t") == ["code", "position"])
    }

    @Test func `a numbered column with a unique key of its own is a surrogate`() throws {
        #expect(try surrogate(.text("code"), .primary("code"), .serial("no"), .unique("no"))?.column == "no")
    }

    @Test func `the serial part of a composite primary key is a surrogate`() throws {
        let parts: [TablePart] = [
            .text("region"), .serial("no"), .text("name", null: false), .primary("region", "no"), .unique("name"),
        ]
        let found = try plan([table("t", parts)])
        #expect(try found.table("t").surrogate?.column == "no")
        #expect(try found.table("t").key.columns == ["name"])
        #expect(try found.columnNames("t") == ["region", "name"])
    }

    @Test func `a primary key of text is none`() throws {
        #expect(try surrogate(.text("code"), .primary("code")) == nil)
    }

    @Test func `the surrogate stays at home unless ids are preserved`() throws {
        let status = table("status", .id, .text("name", null: false), .unique("name"))
        #expect(try plan([status]).columnNames("status") == ["name"])
        let preserved = [declare("status") { $0.preservesIDs = true }]
        #expect(try plan([status], preserved).columnNames("status") == ["id", "name"])
    }
}
