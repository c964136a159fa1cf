import TableKit

/// Theatres, companies, regions and topics: what most other rows belong to.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "projects"
    public let naturalKey: NaturalKey = ["domaincode"]
    public let excludedColumns: [ExcludedColumn] = [ExcludedColumn("cimg", reason: "deprecated image field")]
    public let references: [Reference] = [.json("member_ids", at: "[*]", to: "users")]
    public let lateSeeds: [LateSeed] = [LateSeed("img_id"), LateSeed("domain_id")]
    public let derived: [DerivedColumns] = [
        DerivedColumns("img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_sync_img_fields"),
        DerivedColumns(
            "img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_propagate_to_entities"),
        DerivedColumns("is_location_provider", by: "trg_update_project_location_provider"),
    ]
    public let modifiedAt: String? = "updated_at"
}
