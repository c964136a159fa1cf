import TableKit

/// Articles of a project's blog.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "posts"
    public let naturalKey: NaturalKey = ["xmlid"]
    public let excludedColumns: [ExcludedColumn] = [ExcludedColumn("cimg", reason: "deprecated image field")]
    public let references: [Reference] = [.array("tags_ids", to: "tags")]
    public let derived: [DerivedColumns] = [
        DerivedColumns("tags_ids", "tags_display", by: "trg_update_posts_tags"),
        DerivedColumns("regio_id", by: "trg_update_posts_regio"),
        DerivedColumns("img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_sync_img_fields"),
        DerivedColumns(
            "img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_propagate_to_entities"),
    ]
    public let belongsTo: Ownership? = .via("project_id", to: "projects")
    public let modifiedAt: String? = "updated_at"
}
