import TableKit

/// Which event bears which tag.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "events_tags"
    public let naturalKey: NaturalKey = ["event_id", "tag_id"]
    public let excludedColumns: [ExcludedColumn] = []
    public let kind: TableKind = .junction
    public let belongsTo: Ownership? = .via("event_id", to: "events")
}
