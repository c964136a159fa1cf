import Catalogue
import Declarations
import Diagnostics
import Planning
import TableKit
import Testing

/// Manifest over module over catalogue.
@Suite struct ManifestDeclarationTests {
    private let theatre = catalogue([
        table("users", .id, .text("mail", null: false), .text("name"), .text("secret"), .unique("mail")),
        table("notes", .id, .text("title"), .text("body"), .int("author")),
        table("plain", .id, .text("a"), .text("b")),
    ])

    private var module: Declaration {
        declare("users") {
            $0.naturalKey = ["mail"]
            $0.kind = .system
            $0.excludedColumns = [ExcludedColumn("secret", reason: "module")]
            $0.masks = [Mask("name", .hash)]
            $0.modifiedAt = "name"
        }
    }

    private func manifest(_ change: (inout Manifest) -> Void) -> Manifest {
        var manifest = Manifest(name: "nightly")
        change(&manifest)
        return manifest
    }

    private func declared(_ table: TableName, _ manifest: Manifest) throws -> Declaration {
        try #require(manifest.declarations(over: [module], in: theatre).first { $0.table == table })
    }

    @Test func `what a manifest does not mention stays the module's`() {
        #expect(Manifest(name: "nightly").declarations(over: [module], in: theatre) == [module])
    }

    @Test func `a fact of the manifest stands in place of the module's and the rest stays`() throws {
        let found = try declared(
            "users",
            manifest {
                var users = ManifestDeclaration(table: "public.users")
                users.naturalKey = ["name"]
                $0.declarations = [users]
            })
        #expect(found.origin == .manifest("nightly"))
        #expect(found.naturalKey == ["name"])
        #expect(found.kind == .system)
        #expect(found.excludedColumns == module.excludedColumns)
        #expect(found.modifiedAt == "name")
    }

    @Test func `a manifest holds back more than a module and never less`() throws {
        let found = try declared(
            "users",
            manifest {
                $0.excludedColumns = ["users": [ExcludedColumn("name", reason: "manifest")]]
                $0.masks = ["public.users": [Mask("mail", .email)]]
            })
        #expect(found.excludedColumns.map(\.name) == ["secret", "name"])
        #expect(found.masks == [Mask("mail", .email)])
        let masked = try declared("users", manifest { $0.masks = ["users": [Mask("name", .name)]] })
        #expect(masked.masks == [Mask("name", .name)])
    }

    @Test func `a declared table travels unasked and one that is only masked does not`() throws {
        let manifest = manifest {
            $0.declarations = [ManifestDeclaration(table: "notes")]
            $0.masks = ["plain": [Mask("a", .null)]]
        }
        let declarations = manifest.declarations(over: [module], in: theatre)
        let planner = Planner(catalogue: theatre, declarations: declarations)
        #expect(Set(try planner.plan().order) == ["users", "notes"])
        let named = try planner.plan(Selection(.named(["plain"])))
        #expect(try named.table("plain").mask(of: "a") == .null)
    }

    @Test func `a misspelt table is an error whatever is selected`() throws {
        for change: (inout Manifest) -> Void in [
            { $0.masks = ["user": [Mask("mail", .email)]] },
            { $0.excludedColumns = ["user": [ExcludedColumn("mail", reason: "x")]] },
            { $0.declarations = [ManifestDeclaration(table: "user")] },
        ] {
            let declarations = manifest(change).declarations(over: [module], in: theatre)
            let failure = try #require(throws: Failure.self) {
                try Planner(catalogue: theatre, declarations: declarations).plan(Selection(.named(["users"])))
            }
            #expect(failure.code == .schemaMismatch)
            #expect(failure.cause?.contains("but manifest \"nightly\" names it") == true)
            #expect(throws: Never.self) {
                try Planner(catalogue: theatre, declarations: declarations)
                    .plan(Selection(.named(["users"]), excluding: ["user"]))
            }
        }
    }

    @Test func `a wrong declaration names the manifest`() throws {
        let declarations = manifest { $0.masks = ["users": [Mask("male", .email)]] }.declarations(
            over: [module], in: theatre)
        let findings = Planner(catalogue: theatre, declarations: declarations).findings { $0.origin != .catalogue }
        let wrong = try #require(findings.first { $0.column == "male" })
        #expect(wrong.message.hasPrefix("manifest \"nightly\" names the column in its masks"))
        #expect(wrong.remedy?.hasPrefix("correct the manifest") == true)
    }
}
