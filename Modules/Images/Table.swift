import TableKit

/// Pictures and other media, with their shapes and variations.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "images"
    public let naturalKey: NaturalKey = ["xmlid"]
    public let excludedColumns: [ExcludedColumn] = []
    public let references: [Reference] = [
        // The default 0 is no status: such an image has none yet.
        .logical("status_id", to: "status", unmatched: .carries(["0"])),
        .logical("root_id", to: "images"),
        .field("variations", "parent_id", to: "images"),
        .field("variations", "alike_ids[*]", to: "images"),
        .text("about", after: "owner_id:", to: "users"),
    ]
    public let derived: [DerivedColumns] = [
        DerivedColumns(
            "img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_compute_image_shapes"),
        DerivedColumns(
            "about", "use_player", "is_public", "is_private", "is_internal", "is_deprecated", "has_issues",
            by: "trigger_update_image_computed_fields"),
        DerivedColumns("project_domaincode", by: "trigger_update_image_project_domaincode"),
        DerivedColumns("root_id", by: "trigger_update_image_root_id"),
    ]
    public let belongsTo: Ownership? = .via("project_id", to: "projects")
    public let modifiedAt: String? = "updated_at"
}
