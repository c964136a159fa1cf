import TableKit

/// People who lead workshops and productions.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "instructors"
    public let naturalKey: NaturalKey = ["xmlid"]
    public let excludedColumns: [ExcludedColumn] = [ExcludedColumn("cimg", reason: "deprecated image field")]
    public let references: [Reference] = [.logical("regio_id", to: "projects")]
    public let derived: [DerivedColumns] = [
        DerivedColumns("img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_sync_img_fields"),
        DerivedColumns(
            "img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_propagate_to_entities"),
        DerivedColumns("is_user", by: "trg_update_instructor_is_user"),
        DerivedColumns("regio_id", by: "trg_update_instructors_regio"),
    ]
    public let modifiedAt: String? = "updated_at"
}
