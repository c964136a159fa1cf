import Catalogue
import Planning
import TableKit
import Testing

@Suite struct SeemingNameTests {
    private func means(_ column: String, _ tables: String...) throws -> [String] {
        let all = tables.map { table(.init($0), .id) } + [table("own", .id, .int(column))]
        return try plan(all).seemingReferences(in: catalogue(all)).flatMap { found in
            if case .tables(let tables) = found.target { return tables.map(\.table.name) }
            return ["by type"]
        }
    }

    @Test(arguments: [
        ("user_id", "users"), ("userId", "users"), ("id_user", "users"), ("userid", "users"), ("UserID", "User"),
        ("created_by_user_id", "users"), ("fk_user", "user"), ("category_id", "categories"), ("person_id", "people"),
        ("address_id", "addresses"), ("status_id", "statuses"), ("blog_post_id", "blog_posts"), ("post_id", "wp_posts"),
        ("box_id", "boxes"), ("parentCategoryId", "Category"), ("child_id", "children"),
    ])
    func `a column is called after a table`(_ column: String, _ table: String) throws {
        #expect(try means(column, table) == [table])
    }

    @Test(arguments: [
        ("user_count", "users"), ("id", "ids"), ("users", "users"), ("grid", "gr"), ("house_no", "houses"),
        ("paid", "pas"),
    ])
    func `others are not`(_ column: String, _ table: String) throws {
        #expect(try means(column, table) == [])
    }

    @Test func `the closest name comes first, and a row can mean one of its own table`() throws {
        #expect(
            try means("blog_post_id", "posts", "blog_posts", "old_blog_posts") == [
                "blog_posts", "posts", "old_blog_posts",
            ])
        #expect(try means("parent_id", "others") == ["own"])
    }
}
