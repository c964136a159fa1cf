import TableKit

/// Performances, workshops and festivals.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "events"
    public let naturalKey: NaturalKey = ["xmlid"]
    public let excludedColumns: [ExcludedColumn] = [ExcludedColumn("cimg", reason: "deprecated image field")]
    public let references: [Reference] = [
        .array("tags_ids", to: "tags"),
        // A text that holds a location's xmlid, typed by hand: one that names none is still what somebody wrote.
        .logical("address_id", to: "locations", by: "xmlid", unmatched: .carriesAll),
    ]
    public let derived: [DerivedColumns] = [
        DerivedColumns("tags_ids", "tags_display", by: "trg_update_events_tags"),
        DerivedColumns("regio_id", by: "trg_update_events_regio"),
        DerivedColumns("img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_sync_img_fields"),
        DerivedColumns(
            "img_show", "img_thumb", "img_square", "img_wide", "img_vert", by: "trigger_propagate_to_entities"),
    ]
    public let belongsTo: Ownership? = .via("project_id", to: "projects")
    public let modifiedAt: String? = "updated_at"
}
