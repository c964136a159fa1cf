import Catalogue
import Declarations
import Diagnostics
import Planning
import TableKit
import Testing

@Suite struct AllTablesTests {
    private func planner(_ tables: [CatalogueTable], _ declarations: [Declaration] = []) -> Planner {
        Planner(
            catalogue: Catalogue(
                database: "theatre", serverVersion: 150_018, searchPath: ["public"], tables: tables,
                extensionTables: ["public.spatial_ref_sys"]), declarations: declarations)
    }

    private func relation(
        _ name: TableName, _ kind: CatalogueTable.Kind = .table, _ persistence: CatalogueTable.Persistence = .permanent,
        isReadable: Bool = true
    ) -> CatalogueTable {
        let type = ColumnType(sql: "text", baseName: "text")
        return CatalogueTable(
            name: qualified(name), kind: kind, persistence: persistence,
            columns: [CatalogueColumn(name: "a", type: type, isReadable: isReadable)], isReadable: isReadable)
    }

    @Test func `every table with rows of its own travels, whatever its schema and whoever declares it`() throws {
        let tables = [
            relation("people"), relation("crm.people"), relation("parted", .partitioned),
            relation("parted_1", .partition(of: "public.parted")), relation("child", .inherits(["public.people"])),
        ]
        let found = try planner(tables, [declare("people"), declare("absent")]).plan(Selection(.all))
        #expect(Set(found.order) == ["people", "crm.people", "parted", "child"])
        #expect(try found.table("people").declaration.origin == .module("People"))
        #expect(try found.table("child").declaration.origin == .catalogue)
    }

    @Test func `what is left out is said, one warning for each kind`() throws {
        let tables = [
            relation("people"), relation("v1", .view), relation("v2", .view), relation("m", .materializedView),
            relation("f", .foreign), relation("cache", .table, .unlogged), relation("scratch", .table, .temporary),
            relation("alembic_version"), relation("schema_migrations"), relation("secret", isReadable: false),
        ]
        let found = try planner(tables).plan(Selection(.all))
        #expect(found.order == ["people"])
        #expect(
            found.leftOut.map(\.table) == [
                "v1, v2", "m", "f", "cache", "alembic_version, schema_migrations", "spatial_ref_sys", "secret",
            ])
        #expect(found.leftOut.allSatisfy { $0.severity == .warning && $0.kind == .leftOut })
        #expect(found.leftOut[0].description == "\"v1\", \"v2\": left out: a view has no rows of its own")
        #expect(try planner(tables).plan(Selection(.named(["people"]))).leftOut == [])
    }

    @Test func `a declared table is taken whatever it is, and of an excluded one nothing is said`() throws {
        let tables = [relation("people"), relation("cache", .table, .unlogged), relation("alembic_version")]
        let found = try planner(tables, [declare("cache")]).plan(Selection(.all, excluding: ["alembic_version"]))
        #expect(Set(found.order) == ["people", "cache"])
        #expect(found.leftOut.map(\.table) == ["spatial_ref_sys"])
        #expect(try planner(tables).plan(Selection(.named(["alembic_version"]))).order == ["alembic_version"])
    }

    @Test func `a common name is a migration tool's where its columns are`() throws {
        let birds = table("migrations", .id, .text("species"))
        let laravel = table("migrations", .id, .text("migration"), .int("batch"))
        #expect(try planner([birds]).plan(Selection(.all)).order == ["migrations"])
        #expect(try planner([laravel]).plan(Selection(.all)).order == [])
    }

    @Test func `the findings name rival keys, and what is left out`() throws {
        let people = table(
            "people", .id, .text("mail", null: false), .text("nick", null: false), .unique("mail"), .unique("nick"))
        let found = planner([people, relation("v", .view)], [declare("absent")]).findingsOfAll()
        #expect(found.tables == 1)
        #expect(found.problems.map(\.kind) == [.ambiguousKey, .leftOut, .leftOut])
        #expect(
            found.problems[0].message
                == "several keys could name its rows: \"mail_key\" (mail) is taken, not \"nick_key\" (nick)")
    }
}
