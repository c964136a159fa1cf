import TableKit

/// People who can log in.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "users"
    public let naturalKey: NaturalKey = ["sysmail"]
    public let excludedColumns: [ExcludedColumn] = []
    public let references: [Reference] = [.logical("participant_id", to: "participants")]
    public let lateSeeds: [LateSeed] = [LateSeed("instructor_id"), LateSeed("img_id")]
    public let derived: [DerivedColumns] = [
        DerivedColumns("img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_sync_img_fields"),
        DerivedColumns(
            "img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_propagate_to_entities"),
    ]
    public let modifiedAt: String? = "updated_at"
}
