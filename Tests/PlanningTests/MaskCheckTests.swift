import Catalogue
import Declarations
import Diagnostics
import Planning
import TableKit
import Testing

/// Masks that cannot be.
@Suite struct MaskCheckTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout Declaration) -> Void

        init(_ message: String, _ change: @escaping @Sendable (inout Declaration) -> Void) {
            testDescription = message
            self.change = change
        }
    }

    private static func varchar(_ name: String, _ length: Int) -> TablePart {
        let type = ColumnType(sql: "character varying(\(length))", baseName: "varchar")
        return TablePart(columns: [CatalogueColumn(name: name, type: type)])
    }

    private static let tables = [
        table("users", .id, .text("mail", null: false), .unique("mail")),
        table(
            "posts", .id, .text("title", null: false), .text("slug", generated: true), .text("name"), .int("size"),
            .to("users", via: "author"), varchar("short", 10), .text("kind"), .text("item"), .unique("title")),
    ]

    static let wrong: [Wrong] = [
        Wrong("masks the column twice") { $0.masks = [Mask("name", .hash), Mask("name", .null)] },
        Wrong("masks a column that it excludes") {
            $0.excludedColumns = [.init("name", reason: "old")]
            $0.masks = [Mask("name", .hash)]
        },
        Wrong("masks a generated column") { $0.masks = [Mask("slug", .hash)] },
        Wrong("masks a generated id") { $0.masks = [Mask("id", .constant("1"))] },
        Wrong("masks a column that a trigger keeps") {
            $0.derived = [DerivedColumns("name", by: "trigger")]
            $0.masks = [Mask("name", .hash)]
        },
        Wrong("masks a reference, which would lead nowhere") { $0.masks = [Mask("author", .constant("1"))] },
        Wrong("masks a reference, which would lead nowhere") {
            $0.references = [.polymorphic("item", typedBy: "kind", ["user": "users"])]
            $0.masks = [Mask("kind", .null)]
        },
        Wrong("masks the column with null, but it takes no NULL") { $0.masks = [Mask("title", .null)] },
        Wrong("masks a column of the natural key with null") {
            $0.naturalKey = ["name"]
            $0.masks = [Mask("name", .null)]
        },
        Wrong("masks the column with hash, but it holds integer and no text") { $0.masks = [Mask("size", .hash)] },
        Wrong("masks the column with email, whose 32 characters do not fit its 10") {
            $0.masks = [Mask("short", .email)]
        },
        Wrong("keeps the first 0 characters") { $0.masks = [Mask("name", .keepFirst(0))] },
        Wrong("masks the column with an empty expression") { $0.masks = [Mask("name", .sql(" "))] },
        Wrong("masks a column from which the natural key's generated column \"slug\" is computed") {
            $0.naturalKey = ["slug"]
            $0.masks = [Mask("name", .hash)]
        },
    ]

    @Test(arguments: wrong) func `a mask that cannot be is refused`(_ wrong: Wrong) throws {
        let failure = try #require(refusal(Self.tables, [declare("posts", wrong.change)]))
        #expect(failure.problems.map(\.message).contains("module \"Posts\" \(wrong.testDescription)"), "\(failure)")
        #expect(failure.problems.allSatisfy { $0.remedy != nil })
    }

    @Test func `a key that the catalogue offers counts like a declared one`() throws {
        let tags = table("tags", .id, .text("alias"), .unique("alias"))
        let failure = try #require(refusal([tags], [declare("tags") { $0.masks = [Mask("alias", .null)] }]))
        #expect(failure.problems.map(\.message) == ["module \"Tags\" masks a column of the natural key with null"])
    }

    @Test func `masks that can be are none of its business`() throws {
        let declaration = declare("posts") {
            $0.masks = [
                Mask("title", .hash), Mask("name", .email), Mask("size", .constant("0")), Mask("author", .null),
                Mask("short", .keepFirst(7)), Mask("kind", .name), Mask("item", .sql("lower(item)")),
            ]
        }
        let plan = try plan(Self.tables, [declaration])
        #expect(try plan.table("posts").hasMaskedKey)
        #expect(try plan.table("posts").mask(of: "short") == .keepFirst(7))
    }
}
