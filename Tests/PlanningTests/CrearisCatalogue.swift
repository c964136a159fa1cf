import Catalogue
import Declarations
import Planning
import TableKit

/// The keys and references of the Crearis platform's tables (schema 021), with the columns that its modules name.
enum CrearisCatalogue {
    static let tables = [
        table("tags", .id, .text("name", null: false), .unique("name")),
        table("status", .id, .text("name", null: false), .text("table", null: false), .unique("name", "table")),
        table(
            "users", .id, .text("sysmail", null: false), .text("extmail"), .unique("sysmail"), .unique("extmail"),
            .to("images", via: "img_id"),
            .to("instructors", via: "instructor_id"), .to("status", via: "status_id"), .int("participant_id"), images,
            updatedAt),
        table(
            "projects", .id, .text("domaincode", null: false), .unique("domaincode"),
            .to("status", via: "status_id", null: false),
            .to("domains", via: "domain_id"), .to("images", via: "img_id"), .to("users", via: "owner_id"),
            .to("projects", via: "regio"), .text("cimg"),
            .text("member_ids"), .text("is_location_provider"), images, updatedAt),
        table("domains", .id, .text("name", null: false), .unique("name"), .to("projects", via: "project_id")),
        table(
            "images",
            [
                .id, .text("xmlid"), .to("users", via: "owner_id"), .to("projects", via: "project_id"),
                .int("status_id"), .int("root_id"), images, updatedAt,
            ]
                + [
                    "variations", "about", "use_player", "is_public", "is_private", "is_internal", "is_deprecated",
                    "has_issues", "project_domaincode",
                ].map { .text($0) }),
        table("instructors", [.to("images", via: "img_id"), .int("regio_id"), .text("is_user"), images] + person),
        table("locations", [.to("images", via: "img_id"), .to("projects", via: "project_id"), images] + person),
        table("participants", [.text("is_user")] + person),
        table("posts", published),
        table(
            "events",
            published + [.to("locations", via: "location"), .to("users", via: "user_id"), .text("address_id")]),
        table(
            "interactions", .id, .to("status", via: "status_id", null: false), .to("projects", via: "project_id"),
            .to("users", via: "user_id"),
            .text("timestamp", null: false)),
        table(
            "pages", .text("id"), .primary("id"), .to("projects", via: "project", null: false),
            .text("page_type", null: false), updatedAt),
        table(
            "tasks", .text("id"), .primary("id"), .to("status", via: "status_id", null: false), .text("record_type"),
            .text("record_id"), .text("cimg"), updatedAt),
        table(
            "project_members", .to("projects", via: "project_id", null: false),
            .to("users", via: "user_id", null: false), .primary("project_id", "user_id")),
        table(
            "events_tags", .to("events", via: "event_id", null: false), .to("tags", via: "tag_id", null: false),
            .primary("event_id", "tag_id")),
        table(
            "posts_tags", .to("posts", via: "post_id", null: false), .to("tags", via: "tag_id", null: false),
            .primary("post_id", "tag_id")),
        table(
            "event_instructors", .int("event_id", null: false), .int("instructor_id", null: false),
            .primary("event_id", "instructor_id")),
    ]

    private static let images = TablePart(
        columns: ["img_show", "img_thumb", "img_square", "img_wide", "img_vert"].flatMap { TablePart.text($0).columns })
    private static let updatedAt = TablePart.text("updated_at")
    private static let person: [TablePart] = [
        .id, .text("xmlid"), .unique("xmlid"), .text("cimg"), .to("status", via: "status_id"), updatedAt,
    ]
    private static let published: [TablePart] =
        person + [
            .to("images", via: "img_id"), .to("projects", via: "project_id"), .to("instructors", via: "public_user"),
            .to("projects", via: "regio_id"),
            .text("tags_ids"), .text("tags_display"), images,
        ]

    /// The catalogue, and for a module of another table a table as the module describes it.
    static func withTables(of declarations: [Declaration]) -> Catalogue {
        let known = Set(tables.map(\.name))
        let others = declarations.filter { !known.contains(qualified($0.table)) }.map { declaration in
            let columns =
                (declaration.naturalKey?.columns ?? []) + declaration.excludedColumns.map(\.name)
                + declaration.references.map(\.column)
            return table(declaration.table, [.id] + columns.map { .text($0) })
        }
        return catalogue(tables + others)
    }
}
