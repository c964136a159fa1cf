import Catalogue
import Declarations
import Planning
import TableKit
import TableRegistry
import Testing

/// The seventeen modules that ship, against the schema that they are written for.
@Suite struct CrearisTests {
    private static let declarations = TableRegistry.handlers.map { Declaration($0) }.filter { declaration in
        CrearisCatalogue.tables.contains { $0.name == qualified(declaration.table) }
    }

    private let planner = Planner(catalogue: catalogue(CrearisCatalogue.tables), declarations: declarations)

    @Test func `the seventeen tables have their modules`() {
        #expect(
            Self.declarations.map(\.table.name).sorted() == [
                "event_instructors", "events", "events_tags", "images", "instructors", "interactions", "locations",
                "pages", "participants", "posts",
                "posts_tags", "project_members", "projects", "status", "tags", "tasks", "users",
            ])
    }

    @Test func `the schema contradicts no module`() {
        let found = planner.findings()
        #expect(found.filter { $0.severity == .error }.isEmpty)
        #expect(found.map(\.table).sorted() == ["images", "pages"])
        #expect(found.allSatisfy { $0.kind == .ambiguousKey })
    }

    @Test func `the tables stand in load order`() throws {
        #expect(
            try planner.plan().order == [
                "status", "tags", "participants", "users", "projects", "domains", "images", "instructors", "locations",
                "events", "posts", "interactions",
                "pages", "tasks", "event_instructors", "events_tags", "posts_tags", "project_members",
            ])
    }

    @Test func `the declared late seeds open every cycle`() throws {
        #expect(
            try planner.plan().lateSeeds == [
                "projects.domain_id", "projects.img_id", "users.img_id", "users.instructor_id",
            ])
    }

    @Test func `without a module the cycles are opened all the same`() throws {
        let found = try Planner(catalogue: catalogue(CrearisCatalogue.tables), declarations: [])
            .plan(Selection(.named(CrearisCatalogue.tables.map(\.name))))
        #expect(found.groups.allSatisfy { $0.count == 1 })
        #expect(!found.lateSeeds.isEmpty)
        #expect(found.tables.flatMap(\.references).allSatisfy { !$0.isLate || $0.isNullable })
    }

    @Test(
        arguments: [
            ("events_tags", ["event_id.xmlid", "event_id.#", "tag_id.name"]),
            ("project_members", ["project_id.domaincode", "user_id.sysmail"]),
            (
                "event_instructors",
                [
                    "event_id.xmlid", "event_id.#", "event_id.!", "instructor_id.xmlid", "instructor_id.#",
                    "instructor_id.!",
                ]
            ),
            ("pages", ["id", "project.domaincode", "page_type", "updated_at"]),
            ("status", ["id", "name", "table"]),
            (
                "interactions",
                ["#", "status_id.table", "status_id.name", "project_id.domaincode", "user_id.sysmail", "timestamp"]
            ),
        ] as [(TableName, [String])])
    func `a file has the columns that a reader expects`(_ table: TableName, _ columns: [String]) throws {
        #expect(try planner.plan().columnNames(table) == columns)
    }
}
