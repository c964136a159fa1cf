import Catalogue
import Declarations
import Diagnostics
import TableKit
import Testing

@testable import Planning

@Suite struct ReferenceTests {
    private let users = table("users", .id, .text("mail", null: false), .unique("mail"))
    private let projects = table("projects", .id, .text("code", null: false), .unique("code"))

    private func target(_ table: TableName, _ columns: String...) -> ReferencePlan.Destination {
        .table(.init(table: qualified(table), columns: columns))
    }

    @Test func `a foreign key is a reference without a declaration`() throws {
        let found = try plan([users, table("posts", .id, .to("users", via: "author"))]).reference("posts", "author")
        #expect(found.destination == target("users", "id"))
        #expect(found.constraint?.name == "author_users_fkey")
        #expect(found.isNullable)
        #expect(!found.isUnguarded)
        #expect(found.demandsOrder)
        #expect(found.unmatched == .problem)
        #expect(found.description == "author → users")
    }

    @Test func `a reference is nullable where one of its columns takes NULL`() throws {
        let pair = table("pair", .text("a"), .text("b"), .primary("a", "b"))
        func nullable(_ first: Bool, _ second: Bool) throws -> Bool {
            let row = table(
                "row", .id, .text("x", null: first), .text("y", null: second),
                .foreignKey(["x", "y"], to: "pair", ["a", "b"]))
            return try plan([pair, row]).reference("row", "x", "y").isNullable
        }
        #expect(try !nullable(false, false))
        #expect(try nullable(true, false))
        #expect(try nullable(false, true))
    }

    @Test func `a declaration of the same reference keeps the constraint and adds what it says`() throws {
        let posts = table("posts", .id, .to("users", via: "author"))
        let declared = [
            declare("posts") { $0.references = [.logical("author", to: "users", unmatched: .carries(["0"]))] }
        ]
        let found = try plan([users, posts], declared).table("posts").references
        #expect(found.count == 1)
        #expect(found.first?.constraint?.name == "author_users_fkey")
        #expect(found.first?.unmatched == .carries(["0"]))
    }

    @Test func `a logical reference has no constraint, demands no order and may dangle`() throws {
        let posts = table("posts", .id, .int("author", null: false))
        let declared = [declare("posts") { $0.references = [.logical("author", to: "users")] }]
        let found = try plan([users, posts], declared).reference("posts", "author")
        #expect(found.destination == target("users", "id"))
        #expect(found.constraint == nil)
        #expect(found.isUnguarded)
        #expect(!found.demandsOrder)
        #expect(!found.isNullable)
    }

    @Test func `a constraint that was never validated may dangle`() throws {
        let posts = table("posts", .id, .to("users", via: "author", validated: false))
        #expect(try plan([users, posts]).reference("posts", "author").isUnguarded)
    }

    @Test func `a reference by another column holds that column's value`() throws {
        let posts = table("posts", .id, .text("author"))
        let declared = [declare("posts") { $0.references = [.logical("author", to: "users", by: "mail")] }]
        #expect(try plan([users, posts], declared).reference("posts", "author").destination == target("users", "mail"))
    }

    @Test func `another target than the foreign key's is a problem`() throws {
        let posts = table("posts", .id, .to("users", via: "author"))
        for reference in [Reference.logical("author", to: "projects"), .logical("author", to: "users", by: "mail")] {
            let failure = try #require(
                refusal([users, projects, posts], [declare("posts") { $0.references = [reference] }]))
            let problem = try #require(failure.problems.first)
            #expect(failure.problems.count == 1)
            #expect(problem.kind == .declaration)
            #expect(problem.column == "author")
            #expect(
                problem.message == "module \"Posts\" declares another target than the foreign key \"author_users_fkey\""
            )
            #expect(problem.remedy == "remove the reference from the module: the foreign key says it already")
        }
    }

    @Test func `a declaration finds its foreign key among several on one column`() throws {
        let posts = table("posts", .id, .to("projects", via: "author"), .to("users", via: "author"))
        let declared = [declare("posts") { $0.references = [.logical("author", to: "users", unmatched: .carriesAll)] }]
        let found = try plan([users, projects, posts], declared).table("posts").references
        #expect(found.map(\.unmatched) == [.problem, .carriesAll])
    }

    @Test func `two declared targets for one column are named as such`() throws {
        let posts = table("posts", .id, .int("author"))
        let declared = [
            declare("posts") { $0.references = [.logical("author", to: "users"), .logical("author", to: "projects")] }
        ]
        let problem = try #require(refusal([users, projects, posts], declared)?.problems.first)
        #expect(problem.message == "module \"Posts\" declares two targets for the column")
        #expect(problem.remedy == "keep one of the references, or declare it as polymorphic")
    }

    @Test func `the same foreign key twice is one reference`() throws {
        let posts = table(
            "posts", .id, .to("users", via: "author", deferrable: true, validated: false, named: "old"),
            .to("users", via: "author", named: "young"))
        let found = try plan([users, posts])
        #expect(try found.table("posts").references.map(\.constraint?.name) == ["young"])
        #expect(try found.columnNames("posts") == ["author.mail"])
    }

    @Test func `ids inside a value are references beside the column's own`() throws {
        let posts = table("posts", .id, .to("users", via: "author"), .text("tree"))
        let declared = [
            declare("posts") {
                $0.references = [
                    .json("tree", at: "blocks[*].owner", to: "users"), .text("tree", after: "project:", to: "projects"),
                    .array("author", to: "projects"),
                ]
            }
        ]
        let found = try plan([users, projects, posts], declared).table("posts")
        #expect(
            found.references.map(\.description).sorted() == [
                "author → users", "author[*] → projects", "tree(project:…) → projects", "tree.blocks[*].owner → users",
            ])
        #expect(found.references(in: "tree").count == 2)
    }

    @Test func `a polymorphic reference drops the tables that are absent`() throws {
        let tasks = table("tasks", .id, .text("kind"), .text("record"))
        let reference = Reference.polymorphic(
            "record", typedBy: "kind", ["user": "users", "users": "users", "project": "projects", "ghost": "ghosts"])
        let found = try plan([users, projects, tasks], [declare("tasks") { $0.references = [reference] }]).reference(
            "tasks", "record")
        #expect(found.referencedTables == [qualified("projects"), qualified("users")])
        #expect(found.namedTables.map(\.names) == [["project"], ["user", "users"]])
        #expect(found.namedTables.map(\.referenced.columns) == [["id"], ["id"]])
        #expect(found.description == "record → by kind")
        #expect(!found.travelsAsColumns)
    }

    @Test func `a table without a single primary key in a polymorphic reference is a problem`() throws {
        let pair = table("pair", .text("a"), .text("b"), .primary("a", "b"))
        let tasks = table("tasks", .id, .text("kind"), .text("record"))
        let reference = Reference.polymorphic("record", typedBy: "kind", ["pair": "pair"])
        let problem = try #require(
            refusal([pair, tasks], [declare("tasks") { $0.references = [reference] }])?.problems.first)
        #expect(problem.message == "\"public.pair\" has no primary key of one column to refer to")
        #expect(problem.remedy == "name the referenced column with by:")
    }

    @Test func `an absent table is carried where every value may be carried`() throws {
        let posts = table("posts", .id, .text("blog"))
        func declared(_ unmatched: Reference.Unmatched) -> [Declaration] {
            [declare("posts") { $0.references = [.logical("blog", to: "blogs", unmatched: unmatched)] }]
        }
        let found = try plan([posts], declared(.carriesAll))
        #expect(try found.reference("posts", "blog").destination == .absent("blogs"))
        #expect(try found.reference("posts", "blog").description == "blog → blogs (absent)")
        #expect(try found.columnNames("posts") == ["blog.!"])
        for unmatched in [Reference.Unmatched.problem, .carries(["0"])] {
            let problem = try #require(refusal([posts], declared(unmatched))?.problems.first)
            #expect(problem.kind == .declaration)
            #expect(problem.message == "module \"Posts\" declares a reference to \"blogs\", which does not exist")
            #expect(problem.remedy == "correct the name in its references, or remove the reference")
        }
    }

    @Test func `a reference in an excluded column is forgotten`() throws {
        let posts = table("posts", .id, .to("users", via: "author"), .text("title"))
        let declared = [declare("posts") { $0.excludedColumns = [.init("author", reason: "private")] }]
        let found = try plan([users, posts], declared)
        #expect(try found.table("posts").references.isEmpty)
        #expect(try found.columnNames("posts") == ["title"])
    }

    @Test func `composite references come first, then the order of the columns`() throws {
        let pair = table("pair", .text("a"), .text("b"), .primary("a", "b"))
        let row = table(
            "row", .id, .to("users", via: "z"), .to("users", via: "x"), .int("y"),
            .foreignKey(["x", "y"], to: "pair", ["a", "b"]),
            .to("projects", via: "w"))
        let found = try plan([users, projects, pair, row]).table("row")
        #expect(found.references.map(\.columns) == [["x", "y"], ["z"], ["x"], ["w"]])
        #expect(found.references(in: "x").map { $0.columns.count } == [2, 1])
    }
}
