import Catalogue
import Declarations
import Diagnostics
import Planning
import TableKit
import Testing

/// Patterns for tables, as --tables, --exclude and manifests have them.
@Suite struct TablePatternTests {
    private let theatre = catalogue([
        table("posts", .id), table("posts_tags", .id), table("events", .id), table("crm.people", .id),
        table("crm.posts", .id), table("crm.seen", kind: .view), table("satchel.history", .id), table("odd*name", .id),
    ])

    private func tables(_ patterns: String..., declared: [TableName] = []) throws(Failure) -> [TableName] {
        try patterns.compactMap { TablePattern(parsing: $0) }.tables(in: theatre, declared: declared)
    }

    @Test(arguments: [
        ("post*", ["posts", "posts_tags"]), ("*s", ["events", "posts", "posts_tags"]), ("post?", ["posts"]),
        ("crm.*", ["crm.people", "crm.posts"]), ("crm.p?op*e", ["crm.people"]), ("*.posts", ["crm.posts", "posts"]),
        ("*", ["events", "odd*name", "posts", "posts_tags"]), ("events", ["events"]), ("ghost", ["ghost"]),
        ("\"odd*name\"", ["odd*name"]), ("odd**", ["odd*name"]),
    ])
    func `a pattern means the tables that it matches`(_ pattern: String, _ expected: [String]) throws {
        #expect(try tables(pattern).map(\.description).sorted() == expected)
    }

    @Test func `names and patterns keep their order and mean a table once`() throws {
        #expect(
            try tables("posts_tags", "crm.people", "post*", "events") == [
                "posts_tags", "crm.people", "posts", "events",
            ])
    }

    @Test func `a pattern means a declared table too that is not there`() throws {
        #expect(try tables("prop*", declared: ["props", "crm.props", "posts"]) == ["props"])
    }

    @Test(arguments: ["ghost*", "crm.x*", "crm.seen*", "satchel.*"])
    func `a pattern that matches nothing is named`(_ pattern: String) throws {
        let failure = try #require(throws: Failure.self) { try tables("posts", pattern) }
        #expect(failure.code == .usage)
        #expect(failure.what == "no table matches \"\(pattern)\"")
    }

    @Test func `what is no name is no pattern`() {
        #expect(TablePattern(parsing: "") == nil)
        #expect(TablePattern(parsing: "a.b.*") == nil)
        #expect(TablePattern(parsing: "crm.") == nil)
    }
}
