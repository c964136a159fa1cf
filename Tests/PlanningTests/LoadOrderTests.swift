import Catalogue
import Declarations
import Diagnostics
import Foundation
import Planning
import TableKit
import Testing

@Suite struct LoadOrderTests {
    @Test func `a table comes after the tables that it refers to`() throws {
        let tables = [table("a", .id, .to("b")), table("b", .id, .to("c")), table("c", .id)]
        let found = try plan(tables)
        #expect(found.order == ["c", "b", "a"])
        #expect(found.groups == [["public.c"], ["public.b"], ["public.a"]])
        #expect(found.lateSeeds == [])
    }

    @Test func `a declared dependency orders like a constraint`() throws {
        let tables = [table("a", .id), table("b", .id)]
        #expect(try plan(tables).order == ["a", "b"])
        #expect(try plan(tables, [declare("a") { $0.dependencies = ["b"] }]).order == ["b", "a"])
        #expect(try plan(tables, [declare("a") { $0.dependencies = ["b"] }], of: ["a"]).order == ["a"])
    }

    @Test func `tables without a demand go by kind, then by name`() throws {
        let tables = ["z", "y", "x", "w"].map { table(TableName($0), .id) }
        let declared = [declare("w") { $0.kind = .junction }, declare("z") { $0.kind = .system }]
        #expect(try plan(tables, declared).order == ["z", "x", "y", "w"])
    }

    @Test func `a nullable reference of a cycle becomes a late seed`() throws {
        let found = try plan([table("a", .id, .to("b", null: false)), table("b", .id, .to("a"))])
        #expect(found.order == ["b", "a"])
        #expect(try found.reference("b", "a").seeding == .late(nil, declared: false))
        #expect(try found.reference("a", "b").seeding == .direct)
        #expect(found.groups.map(\.count) == [1, 1])
    }

    @Test func `of two that would do the first by table order is chosen`() throws {
        #expect(try plan([table("a", .id, .to("b")), table("b", .id, .to("a"))]).lateSeeds == ["a.b"])
    }

    @Test func `one reference that opens two cycles is chosen before two`() throws {
        let tables = [
            table("hub", .id, .to("out")), table("out", .id, .to("x"), .to("y")), table("x", .id, .to("hub")),
            table("y", .id, .to("hub")),
        ]
        #expect(try plan(tables).lateSeeds == ["hub.out"])
    }

    @Test func `all references from one table to another are opened together`() throws {
        let found = try plan([
            table("a", .id, .to("b", via: "x"), .to("b", via: "y")), table("b", .id, .to("a", null: false)),
        ])
        #expect(found.lateSeeds == ["a.x", "a.y"])
        let mixed = try plan([
            table("a", .id, .to("b", via: "x"), .to("b", via: "y", null: false)), table("b", .id, .to("a")),
        ])
        #expect(mixed.lateSeeds == ["b.a"])
    }

    @Test func `a late seed that opens nothing is not chosen`() throws {
        // a, b and c stay one group whatever happens to a.c: it is written with the rest.
        let tables = [
            table("a", .id, .to("b", null: false), .to("c")), table("b", .id, .to("c", null: false)),
            table("c", .id, .to("a", null: false)),
        ]
        let found = try plan(tables)
        #expect(found.lateSeeds == [])
        #expect(try found.reference("a", "c").seeding == .together)
        #expect(found.groups == [["public.a", "public.b", "public.c"]])
    }

    @Test func `a declared late seed wins over the one that would be chosen`() throws {
        let tables = [table("a", .id, .to("b")), table("b", .id, .to("a"))]
        let found = try plan(tables, [declare("b") { $0.lateSeeds = [LateSeed("a")] }])
        #expect(found.lateSeeds == ["b.a"])
        #expect(try found.reference("b", "a").seeding == .late(nil, declared: true))
        #expect(found.order == ["b", "a"])
    }

    @Test func `a declared late seed with a placeholder opens a cycle without NULL`() throws {
        let placeholder = Placeholder(["name": "none"])
        let tables = [table("a", .id, .to("b", null: false)), table("b", .id, .text("name"), .to("a", null: false))]
        let found = try plan(tables, [declare("a") { $0.lateSeeds = [LateSeed("b", placeholder: placeholder)] }])
        #expect(found.groups == [["public.a"], ["public.b"]])
        #expect(try found.reference("a", "b").seeding == .late(placeholder, declared: true))
    }

    @Test func `a cycle without NULL is one group that is inserted together`() throws {
        let tables = [
            table("a", .id, .to("b", null: false)), table("b", .id, .to("c", null: false)),
            table("c", .id, .to("a", null: false)),
            table("before", .id), table("after", .id, .to("a")),
        ]
        let found = try plan(tables)
        #expect(found.groups == [["public.a", "public.b", "public.c"], ["public.after"], ["public.before"]])
        #expect(found.lateSeeds == [])
        for (table, column) in [("a", "b"), ("b", "c"), ("c", "a")] {
            #expect(try found.reference(TableName(table), column).seeding == .together)
        }
        #expect(try found.reference("after", "a").seeding == .direct)
    }

    @Test func `a nullable reference in the row's address cannot be left empty`() throws {
        // "a" is known by b and no, both without NULL in truth; "b" has no address to be found by afterwards.
        let first = table("a", .text("no", null: false), .to("b", null: false), .unique("b", "no"))
        #expect(try plan([first, table("b", .text("x"), .to("a", by: "no"))]).groups == [["public.a", "public.b"]])
        #expect(try plan([first, table("b", .id, .to("a", by: "no"))]).lateSeeds == ["b.a"])
    }

    @Test func `a cycle that declared dependencies close is named`() throws {
        let tables = [table("a", .id, .to("b", null: false)), table("b", .id)]
        let failure = try #require(refusal(tables, [declare("b", by: "Bees") { $0.dependencies = ["a"] }]))
        #expect(failure.problems.count == 1)
        let problem = try #require(failure.problems.first)
        #expect(problem.kind == .declaration)
        #expect(problem.table == "b")
        #expect(
            problem.message == "no late seed can open the cycle of \"a\", \"b\": module \"Bees\" demands \"a\" first")
        #expect(
            problem.remedy == "remove \"a\" from its dependencies, or declare a late seed on a reference of the cycle")
        #expect(failure.code == .failed)
    }

    @Test func `dependencies that run in a circle are named`() throws {
        let tables = [table("a", .id), table("b", .id)]
        let declared = [declare("a") { $0.dependencies = ["b"] }, declare("b") { $0.dependencies = ["a"] }]
        let problem = try #require(refusal(tables, declared)?.problems.first)
        #expect(problem.message == "no late seed can open the cycle of \"a\", \"b\": module \"A\" demands \"b\" first")
    }

    @Test func `each circle of dependencies is named`() throws {
        let tables = ["a", "b", "c", "d"].map { table(TableName($0), .id) }
        let declared = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")].map { from, to in
            declare(TableName(from)) { $0.dependencies = [TableName(to)] }
        }
        #expect(refusal(tables, declared)?.problems.map(\.table) == ["a", "c"])
    }

    @Test func `a dependency against a nullable reference makes the reference late`() throws {
        let tables = [table("a", .id, .to("b")), table("b", .id)]
        let found = try plan(tables, [declare("b") { $0.dependencies = ["a"] }])
        #expect(found.order == ["a", "b"])
        #expect(found.lateSeeds == ["a.b"])
    }

    @Test func `a dependency against a declared late seed is in order`() throws {
        let tables = [table("a", .id, .to("b")), table("b", .id)]
        let declared = [declare("a") { $0.lateSeeds = [LateSeed("b")] }, declare("b") { $0.dependencies = ["a"] }]
        #expect(try plan(tables, declared).order == ["a", "b"])
    }

    @Test func `deferrable and logical references demand no order, and follow it where they can`() throws {
        let deferred = try plan([
            table("a", .id, .to("b", null: false, deferrable: true)), table("b", .id, .to("a", null: false)),
        ])
        #expect(deferred.order == ["a", "b"])
        #expect(deferred.lateSeeds == [])
        #expect(try deferred.reference("a", "b").seeding == .direct)
        #expect(try plan([table("a", .id, .to("b", deferrable: true)), table("b", .id)]).order == ["b", "a"])

        let logical = [declare("a") { $0.references = [.logical("b", to: "b")] }]
        let circle = try plan([table("a", .id, .int("b")), table("b", .id, .to("a", null: false))], logical)
        #expect(circle.order == ["a", "b"])
        #expect(try circle.reference("a", "b").seeding == .direct)
        #expect(try plan([table("a", .id, .int("b")), table("b", .id)], logical).order == ["b", "a"])
    }

    @Test func `a self reference is direct and demands nothing`() throws {
        let found = try plan([table("tree", .id, .to("tree", via: "parent", null: false))])
        #expect(found.groups == [["public.tree"]])
        #expect(try found.reference("tree", "parent").seeding == .direct)
    }

    @Test func `a reference to a table that stays demands nothing`() throws {
        let tables = [table("a", .id, .to("b", null: false)), table("b", .id, .to("a", null: false))]
        let found = try plan(tables, of: ["a"])
        #expect(found.groups == [["public.a"]])
        #expect(try found.reference("a", "b").seeding == .direct)
    }

    @Test func `a partly declared cycle is opened once`() throws {
        // users ⇄ images is opened by its module; only projects ⇄ images is left to choose.
        let tables = [
            table("users", .id, .to("images", via: "img_id")),
            table("images", .id, .to("users", via: "owner_id"), .to("projects", via: "project_id")),
            table("projects", .id, .to("images", via: "img_id"), .to("users", via: "owner_id", null: false)),
        ]
        let found = try plan(tables, [declare("users") { $0.lateSeeds = [LateSeed("img_id")] }])
        #expect(found.lateSeeds == ["images.project_id", "users.img_id"])
        #expect(found.order == ["users", "images", "projects"])
    }

    @Test func `phases follow the kind, and system tables their references`() throws {
        let tables = [
            table("status", .id), table("tree", .id, .to("tree", via: "parent")), table("users", .id, .to("status")),
            table("tasks", .id, .to("users")), table("notes", .id),
            table("linked", .to("users", null: false), .to("status", null: false), .primary("users", "status")),
        ]
        let declared = ["status", "tree", "tasks", "notes"].map { name in
            declare(TableName(name)) {
                $0.kind = .system
                if name == "notes" { $0.dependencies = ["users"] }
            }
        }
        let found = try plan(tables, declared)
        #expect(
            found.tables.map(\.phase) == [
                .systemTables, .systemTables, .entities, .dependentSystemTables, .dependentSystemTables, .junctions,
            ])
        #expect(found.order == ["status", "tree", "users", "notes", "tasks", "linked"])
        let alone = try plan(tables, declared, of: ["tasks"])
        #expect(alone.tables.map(\.phase) == [.systemTables])
        #expect(Phase.allCases.map(\.rawValue) == [0, 1, 2, 3, 4])
        #expect(Set(Phase.allCases.map(\.title)).count == 5)
    }

    @Test func `a demand goes before the phase`() throws {
        let tables = [table("users", .id, .to("links")), table("links", .id)]
        let found = try plan(tables, [declare("links") { $0.kind = .junction }])
        #expect(found.order == ["links", "users"])
        #expect(found.tables.map(\.phase) == [.junctions, .entities])
    }

    @Test func `5,000 tables in a chain are ordered within two seconds`() throws {
        let count = 5_000
        let tables = (0..<count).map { number in
            let name = TableName("t\(String(count + number).suffix(4))")
            return number + 1 < count
                ? table(name, .id, .to(TableName("t\(String(count + number + 1).suffix(4))"), via: "next"))
                : table(name, .id)
        }
        let planner = Planner(catalogue: catalogue(tables), declarations: [])
        // The thread's own time: others may keep the machine busy.
        let start = threadSeconds()
        let found = try planner.plan(Selection(.named(tables.map(\.name))))
        let time = threadSeconds() - start
        #expect(found.tables.map(\.table.name) == tables.map(\.name).reversed())
        #expect(time < 2)
    }

    private func threadSeconds() -> Double {
        var time = timespec()
        #expect(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
