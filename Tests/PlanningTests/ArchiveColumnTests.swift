import Catalogue
import Planning
import TableKit
import Testing

@Suite struct ArchiveColumnTests {
    private let users = table("users", .id, .text("mail", null: false), .unique("mail"))
    private let status = table(
        "status", .id, .text("table", null: false), .text("name", null: false), .unique("table", "name"))
    private let projects = table("projects", .id, .text("domaincode", null: false), .unique("domaincode"))
    private var pages: CatalogueTable {
        table(
            "pages", .id, .to("projects", via: "project", null: false), .text("type", null: false),
            .unique("project", "type"))
    }

    @Test func `a reference stands as the key of the row that it points at`() throws {
        let posts = table(
            "posts", .id, .text("title"), .to("status", via: "status_id"), .to("users", via: "author"), .text("md"))
        let found = try plan([users, status, posts])
        #expect(try found.columnNames("posts") == ["title", "status_id.table", "status_id.name", "author.mail", "md"])
        let reference = try found.reference("posts", "status_id")
        let columns = found.archiveColumns(of: try found.table("posts"))
        #expect(columns[0].content == .value(try #require(posts.column("title"))))
        #expect(columns[1].content == .key(reference, path: ["table"]))
        #expect(columns[2].content == .key(reference, path: ["name"]))
    }

    @Test func `keys nest`() throws {
        let blocks = table("blocks", .id, .to("pages", via: "page"))
        let found = try plan([projects, pages, blocks])
        #expect(try found.columnNames("pages") == ["project.domaincode", "type"])
        #expect(try found.columnNames("blocks") == ["page.project.domaincode", "page.type"])
        #expect(
            found.archiveColumns(of: try found.table("blocks"))[0].content
                == .key(try found.reference("blocks", "page"), path: ["project", "domaincode"]))
    }

    @Test func `keys of tables that stay nest as well`() throws {
        let blocks = table("blocks", .id, .to("pages", via: "page"))
        #expect(
            try plan([projects, pages, blocks], of: ["blocks"]).columnNames("blocks") == [
                "page.project.domaincode", "page.type",
            ])
    }

    @Test func `a row without key bears a label where others point at it`() throws {
        let notes = table("notes", .id, .text("text"))
        let replies = table("replies", .id, .to("notes", via: "note"))
        let found = try plan([notes, replies])
        #expect(try found.columnNames("notes") == ["#", "text"])
        #expect(try found.columnNames("replies") == ["note.#"])
        #expect(found.archiveColumns(of: try found.table("notes"))[0].content == .ownLabel)
        #expect(try plan([notes]).columnNames("notes") == ["text"])
        #expect(try plan([notes, replies], of: ["replies"]).columnNames("replies") == ["note.!"])
    }

    @Test func `a key that may be NULL stands beside a label`() throws {
        let images = table("images", .id, .text("xmlid"), .unique("xmlid"))
        let posts = table("posts", .id, .to("images", via: "img"))
        let found = try plan([images, posts])
        #expect(try found.columnNames("images") == ["#", "xmlid"])
        #expect(try found.columnNames("posts") == ["img.xmlid", "img.#"])
        #expect(try plan([images, posts], of: ["posts"]).columnNames("posts") == ["img.xmlid", "img.!"])
    }

    @Test func `a value that may point at no row has a column of its own`() throws {
        let posts = table("posts", .id, .int("author"))
        let declared = [declare("posts") { $0.references = [.logical("author", to: "users", unmatched: .carriesAll)] }]
        #expect(try plan([users, posts], declared).columnNames("posts") == ["author.mail", "author.!"])
        let loose = table("posts", .id, .to("users", via: "author", validated: false))
        #expect(try plan([users, loose]).columnNames("posts") == ["author.mail", "author.!"])
    }

    @Test func `a composite reference stands under both columns, with a value where one of them may be NULL`() throws {
        let halls = table("halls", .text("house"), .text("no"), .primary("house", "no"))
        func names(null: Bool) throws -> [String] {
            let seats = table(
                "seats", .id, .text("house", null: false), .text("row"), .text("hall", null: null),
                .foreignKey(["house", "hall"], to: "halls", ["house", "no"]))
            return try plan([halls, seats]).columnNames("seats")
        }
        #expect(try names(null: false) == ["house+hall.house", "house+hall.no", "row"])
        #expect(try names(null: true) == ["house+hall.house", "house+hall.no", "house+hall.!", "row"])
    }

    @Test func `of two references in the same columns the first stands for both`() throws {
        let people = table("people", .text("code"), .primary("code"))
        let rows = table(
            "rows", .id, .to("people", via: "owner", by: "code"), .to("projects", via: "owner", by: "domaincode"))
        #expect(try plan([people, projects, rows]).columnNames("rows") == ["owner.code"])
    }

    @Test func `ids inside a value stay in place, in one column`() throws {
        let tasks = table("tasks", .id, .text("kind"), .text("record"), .text("tree"))
        let declared = [
            declare("tasks") {
                $0.references = [
                    .polymorphic("record", typedBy: "kind", ["user": "users"]), .json("tree", at: "a", to: "users"),
                    .json("tree", at: "b", to: "projects"),
                ]
            }
        ]
        let found = try plan([users, projects, tasks], declared)
        #expect(try found.columnNames("tasks") == ["kind", "record", "tree"])
        let table = try found.table("tasks")
        let columns = found.archiveColumns(of: table)
        #expect(columns[1].content == .embedded(try #require(tasks.column("record")), table.references(in: "record")))
        #expect(columns[2].content == .embedded(try #require(tasks.column("tree")), table.references(in: "tree")))
        #expect(table.references(in: "tree").count == 2)
    }

    @Test func `a polymorphic reference in a key is one value`() throws {
        let tasks = table(
            "tasks", .id, .text("kind", null: false), .text("record", null: false), .unique("kind", "record"))
        let notes = table("notes", .id, .to("tasks", via: "task"))
        let declared = [
            declare("tasks") { $0.references = [.polymorphic("record", typedBy: "kind", ["user": "users"])] }
        ]
        #expect(try plan([users, tasks, notes], declared).columnNames("notes") == ["task.kind", "task.record"])
    }

    @Test func `excluded, generated and numbered columns stay at home, each with its reason`() throws {
        let posts = table("posts", .id, .text("title"), .text("shown", generated: true), .text("secret"))
        let found = try plan([posts], [declare("posts") { $0.excludedColumns = [.init("secret", reason: "private")] }])
        #expect(try found.columnNames("posts") == ["title"])
        let table = try found.table("posts")
        #expect(table.table.columns.map(table.whyLeftOut) == ["generated id", nil, "generated column", "private"])
    }

    @Test func `a generated column that names the row travels`() throws {
        let posts = table("posts", .id, .text("name"), .text("slug", null: false, generated: true), .unique("slug"))
        #expect(try plan([posts]).columnNames("posts") == ["name", "slug"])
    }

    @Test(arguments: [
        ("plain", "plain"), ("Two Words", "Two Words"), ("🎭", "🎭"), ("a.b", #""a.b""#), ("a+b", #""a+b""#),
        ("#", "\"#\""),
        ("!", "\"!\""), ("a#", "\"a#\""), ("a\"b", #""a""b""#), ("a.\u{301}b", "\"a.\u{301}b\""),
    ])
    func `a name that could be taken for something else is quoted`(_ name: String, _ written: String) throws {
        #expect(try plan([table("t", .id, .text(name))]).columnNames("t") == [written])
        let parent = table("parent", .id, .text(name, null: false), .unique(name))
        #expect(
            try plan([parent, table("t", .id, .to("parent", via: name))]).columnNames("t").last
                == "\(written).\(written)")
    }

    @Test func `a key named like a label is told from the label`() throws {
        let parent = table("parent", .id, .text("#"), .text("!"), .unique("#", "!"))
        let names = try plan([parent, table("t", .id, .to("parent", via: "p", validated: false))]).columnNames("t")
        #expect(names == ["p.\"#\"", "p.\"!\"", "p.#", "p.!"])
    }

    /// Tables with hostile column names that refer to each other in every way.
    private func oddTables(seed: Int) -> [CatalogueTable] {
        let odd = [
            "a", "b", "a.b", "a+b", "a+b.c", "\"a\"", "\"a.b\"", "\"", "\"\"", "#", "!", "\"#\"", "\"!\"", "a.#", "a.!",
            "a.a", "a.\u{301}b", ".", "+", "a\"+\"b",
            "b.a", "c",
        ]
        var random = SeededGenerator(seed: seed)
        var tables: [CatalogueTable] = []
        for number in 0..<4 {
            let names = odd.shuffled(using: &random)
            var parts: [TablePart] = [.id]
            let pair = names[4...5]
            parts += names.map { .text($0, null: Bool.random(using: &random)) }
            for name in names[0...3] {
                if let parent = tables.randomElement(using: &random) {
                    parts.append(
                        .foreignKey(
                            [name], to: parent.name, ["id"], validated: Bool.random(using: &random), named: "f\(name)"))
                }
            }
            if let parent = tables.last {
                parts.append(
                    .foreignKey(
                        Array(pair), to: parent.name, Array(parent.columns.prefix(2).map(\.name)), named: "pair"))
            }
            let key = Array((names[2...7]).shuffled(using: &random).prefix(Int.random(in: 1...6, using: &random)))
            parts.append(TablePart(keys: [UniqueKey(name: "key", columns: key)]))
            tables.append(table(TableName("t\(number)"), parts))
        }
        return tables
    }

    @Test(arguments: 0..<200)
    func `no two columns of a file have one name`(_ seed: Int) throws {
        let found = try plan(oddTables(seed: seed))
        for table in found.tables {
            let names = found.archiveColumns(of: table).map { Array($0.name.utf8) }
            #expect(Set(names).count == names.count, "\(found.archiveColumns(of: table).map(\.name).sorted())")
        }
    }

    @Test func `the odd tables hold labels, values without row and nested pairs`() throws {
        let names = try (0..<200).flatMap { seed in
            let found = try plan(oddTables(seed: seed))
            return found.tables.flatMap { found.archiveColumns(of: $0).map(\.name) }
        }
        #expect(names.contains { $0.hasSuffix(".#") })
        #expect(names.contains { $0.hasSuffix(".!") })
        #expect(names.contains { $0.hasSuffix(".\"#\"") })
        #expect(names.contains { $0.split(separator: ".").count > 3 })
    }
}
