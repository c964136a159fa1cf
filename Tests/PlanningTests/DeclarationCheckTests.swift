import Catalogue
import Declarations
import Diagnostics
import Planning
import TableKit
import Testing

@Suite struct DeclarationCheckTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let kind: Problem.Kind
        let column: String?
        let message: String
        let remedy: String
        let change: @Sendable (inout Declaration) -> Void

        /// A column that the table does not have, in the named role.
        static func unknown(_ role: String, _ change: @escaping @Sendable (inout Declaration) -> Void) -> Wrong {
            Wrong(
                testDescription: "unknown column in the \(role)", kind: .schema, column: "ghost",
                message: "module \"Posts\" names the column in its \(role), but the table has no such column",
                remedy:
                    "correct the module, or bring the database to the schema that it is written for; --no-modules leaves all modules aside",
                change: change
            )
        }

        static func declaration(
            _ name: String, column: String? = nil, _ message: String, remedy: String,
            _ change: @escaping @Sendable (inout Declaration) -> Void
        ) -> Wrong {
            Wrong(
                testDescription: name, kind: .declaration, column: column, message: message, remedy: remedy,
                change: change)
        }
    }

    private static let tables = [
        table("users", .id, .text("mail", null: false), .unique("mail")),
        table("pair", .text("a"), .text("b"), .primary("a", "b")),
        table(
            "posts", .id, .text("title"), .to("users", via: "author", null: false), .to("users", via: "editor"),
            .text("tree")),
    ]

    static let wrong: [Wrong] = [
        .unknown("natural key") { $0.naturalKey = ["title", "ghost"] },
        .unknown("excluded columns") { $0.excludedColumns = [.init("ghost", reason: "old")] },
        .unknown("references") { $0.references = [.logical("ghost", to: "users")] },
        .unknown("late seeds") { $0.lateSeeds = [LateSeed("ghost")] },
        .unknown("derived columns") { $0.derived = [DerivedColumns("title", "ghost", by: "trigger")] },
        .unknown("ownership") { $0.belongsTo = .via("ghost", to: "users") },
        .unknown("modification time") { $0.modifiedAt = "ghost" },
        .unknown("masks") { $0.masks = [Mask("ghost", .hash)] },
        Wrong(
            testDescription: "unknown type column", kind: .schema, column: "ghost",
            message: "module \"Posts\" lets the column name a reference's table, but the table has no such column",
            remedy:
                "correct the module, or bring the database to the schema that it is written for; --no-modules leaves all modules aside"
        ) { $0.references = [.polymorphic("tree", typedBy: "ghost", ["user": "users"])] },
        .declaration(
            "excluded key", column: "title", "module \"Posts\" excludes a column of the natural key",
            remedy: "let the column travel, or choose another key"
        ) {
            $0.naturalKey = ["title"]
            $0.excludedColumns = [.init("title", reason: "private")]
        },
        .declaration(
            "unknown dependency", "module \"Posts\" depends on \"ghosts\", which does not exist",
            remedy: "correct the name in its dependencies, or remove it"
        ) { $0.dependencies = ["users", "ghosts"] },
        .declaration(
            "unknown owner", column: "author",
            "module \"Posts\" says that rows belong to \"ghosts\", which does not exist",
            remedy: "correct the name in belongsTo, or remove it"
        ) { $0.belongsTo = .via("author", to: "ghosts") },
        .declaration(
            "ownership through a value", column: "title",
            "module \"Posts\" says that rows belong to another through the column, but it is no reference",
            remedy: "declare the reference, or remove belongsTo"
        ) { $0.belongsTo = .via("title", to: "users") },
        .declaration(
            "late seed on a value", column: "title",
            "module \"Posts\" declares a late seed, but the column is no reference",
            remedy: "declare the reference, or remove the late seed"
        ) { $0.lateSeeds = [LateSeed("title")] },
        .declaration(
            "late seed on ids inside a value", column: "tree",
            "module \"Posts\" declares a late seed, but the column is no reference",
            remedy: "declare the reference, or remove the late seed"
        ) {
            $0.references = [.json("tree", at: "[*]", to: "users")]
            $0.lateSeeds = [LateSeed("tree")]
        },
        .declaration(
            "late seed without NULL", column: "author", "the late seed cannot be left empty: the column takes no NULL",
            remedy: "declare a placeholder for it, or remove the late seed and let both tables be inserted together"
        ) { $0.lateSeeds = [LateSeed("author")] },
        .declaration(
            "unknown referenced column", column: "title", "\"public.users\" has no column \"ghost\" to refer to",
            remedy: "name the referenced column with by:"
        ) { $0.references = [.logical("title", to: "users", by: "ghost")] },
        .declaration(
            "referenced table without a single primary key", column: "title",
            "\"public.pair\" has no primary key of one column to refer to",
            remedy: "name the referenced column with by:"
        ) { $0.references = [.logical("title", to: "pair")] },
        .declaration(
            "generated id as key", column: "id",
            "module \"Posts\" names a row by a generated id, which means nothing elsewhere",
            remedy: "choose another key, or say that the ids are preserved"
        ) { $0.naturalKey = ["id"] },
    ]

    @Test(arguments: wrong)
    func `what the catalogue contradicts is refused with a remedy`(_ wrong: Wrong) throws {
        let declaration = declare("posts", wrong.change)
        let failure = try #require(refusal(Self.tables, [declaration]))
        let problem = try #require(failure.problems.first)
        #expect(failure.problems.count == 1)
        #expect(problem.kind == wrong.kind)
        #expect(problem.severity == .error)
        #expect(problem.table == "posts")
        #expect(problem.column == wrong.column)
        #expect(problem.message == wrong.message)
        #expect(problem.remedy == wrong.remedy)
        #expect(failure.code == (wrong.kind == .schema ? .schemaMismatch : .failed))
        #expect(failure.what == "cannot make a plan")
        #expect(failure.cause == problem.description)
        #expect(failure.remedy == wrong.remedy)
        let planner = Planner(catalogue: catalogue(Self.tables), declarations: [declaration])
        #expect(planner.findings().filter { $0.severity == .error } == failure.problems)
    }

    @Test func `what the catalogue bears out is accepted`() throws {
        let right = declare("posts") {
            $0.naturalKey = ["title"]
            $0.excludedColumns = [.init("tree", reason: "large")]
            $0.dependencies = ["users", "public.pair"]
            $0.lateSeeds = [LateSeed("editor"), LateSeed("author", placeholder: Placeholder(["mail": "nobody"]))]
            $0.derived = [DerivedColumns("title", by: "trigger")]
            $0.belongsTo = .via("author", to: "users")
            $0.modifiedAt = "title"
        }
        #expect(refusal(Self.tables, [right]) == nil)
        let preserved = declare("posts") {
            $0.naturalKey = ["id"]
            $0.preservesIDs = true
        }
        #expect(refusal(Self.tables, [preserved]) == nil)
    }

    @Test func `a late seed on a logical reference is accepted`() {
        let declared = declare("posts") {
            $0.references = [.logical("tree", to: "users", by: "mail")]
            $0.lateSeeds = [LateSeed("tree")]
        }
        #expect(refusal(Self.tables, [declared]) == nil)
    }

    @Test func `every problem of every table is listed, not the first one`() throws {
        let declared = [
            declare("posts") {
                $0.naturalKey = ["ghost"]
                $0.modifiedAt = "spectre"
            },
            declare("users") { $0.dependencies = ["ghosts"] },
        ]
        let failure = try #require(refusal(Self.tables, declared))
        #expect(Set(failure.problems.compactMap(\.column)) == ["ghost", "spectre"])
        #expect(failure.problems.count == 3)
        #expect(failure.cause == "3 declarations do not fit")
        #expect(failure.remedy == "see the list; satchel doctor compares every module with the database")
        #expect(failure.code == .schemaMismatch)
    }

    @Test(arguments: ["posts", "public.posts"])
    func `two modules for one table are named, however they spell it`(_ spelling: String) throws {
        let declared = [declare("posts", by: "Posts"), declare(TableName(stringLiteral: spelling), by: "Articles")]
        let failure = try #require(refusal(Self.tables, declared))
        #expect(failure.problems.count == 1)
        #expect(failure.code == .failed)
        let problem = try #require(failure.problems.first)
        #expect(problem.table == "posts")
        #expect(problem.message == "module \"Articles\" and module \"Posts\" both declare this table")
        #expect(problem.remedy == "keep one of them: delete the other folder in Modules/ and build again")
        #expect(Planner(catalogue: catalogue(Self.tables), declarations: declared).findings().contains(problem))
    }

    @Test func `tables of one name in two schemas are two tables`() throws {
        let tables = [table("posts", .id), table("old.posts", .id)]
        let found = try plan(tables, [declare("posts"), declare("old.posts", by: "OldPosts")])
        #expect(found.order == ["old.posts", "posts"])
        #expect(found.tables.map(\.declaration.origin) == [.module("OldPosts"), .module("Posts")])
    }

    @Test func `a key without a guard is worth knowing`() throws {
        let found = Planner(
            catalogue: catalogue(Self.tables), declarations: [declare("posts") { $0.naturalKey = ["title"] }]
        ).findings()
        #expect(found.count == 1)
        let advice = try #require(found.first)
        #expect(advice.severity == .warning)
        #expect(advice.kind == .ambiguousKey)
        #expect(advice.message == "no unique constraint guards the natural key (title)")
        #expect(advice.remedy?.isEmpty == false)
    }

    @Test func `an excluded column that a new row needs is worth knowing`() throws {
        func findings(_ part: TablePart) -> [Problem] {
            let tables = [table("posts", .id, .text("title"), .unique("title"), part)]
            let declared = declare("posts") { $0.excludedColumns = [.init("secret", reason: "private")] }
            return Planner(catalogue: catalogue(tables), declarations: [declared]).findings()
        }
        let needed = findings(.text("secret", null: false))
        #expect(needed.map(\.kind) == [.notNull])
        #expect(needed.map(\.column) == ["secret"])
        #expect(needed.map(\.severity) == [.warning])
        #expect(findings(.text("secret")).isEmpty)
        #expect(findings(.text("secret", null: false, defaultExpression: "''")).isEmpty)
    }
}
