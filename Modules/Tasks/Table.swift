import TableKit

/// Work to be done on a record of another table. Its id is a text that the platform makes up once.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "tasks"
    public let naturalKey: NaturalKey = ["id"]
    public let excludedColumns: [ExcludedColumn] = [ExcludedColumn("cimg", reason: "deprecated image field")]
    public let kind: TableKind = .system
    public let references: [Reference] = [
        .polymorphic(
            "record_id", typedBy: "record_type",
            [
                "user": "users", "users": "users",
                "project": "projects", "projects": "projects",
                "image": "images", "images": "images",
                "instructor": "instructors", "instructors": "instructors",
                "location": "locations", "locations": "locations",
                "participant": "participants", "participants": "participants",
                "post": "posts", "posts": "posts",
                "event": "events", "events": "events",
                "interaction": "interactions", "interactions": "interactions",
                "page": "pages", "pages": "pages",
                "task": "tasks", "tasks": "tasks",
                "tag": "tags", "tags": "tags",
                "status": "status",
            ])
    ]
    public let modifiedAt: String? = "updated_at"
}
