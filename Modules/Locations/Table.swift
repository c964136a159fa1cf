import TableKit

/// Stages, halls and houses.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "locations"
    public let naturalKey: NaturalKey = ["xmlid"]
    public let excludedColumns: [ExcludedColumn] = [ExcludedColumn("cimg", reason: "deprecated image field")]
    public let derived: [DerivedColumns] = [
        DerivedColumns("img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_sync_img_fields"),
        DerivedColumns(
            "img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_propagate_to_entities"),
    ]
    public let belongsTo: Ownership? = .via("project_id", to: "projects")
    public let modifiedAt: String? = "updated_at"
}
