import TableKit

/// What visitors sent: a log without a key, compared by content.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "interactions"
    public let naturalKey: NaturalKey = .none
    public let excludedColumns: [ExcludedColumn] = []
    public let kind: TableKind = .system
    public let belongsTo: Ownership? = .via("project_id", to: "projects")
    public let modifiedAt: String? = "timestamp"
}
