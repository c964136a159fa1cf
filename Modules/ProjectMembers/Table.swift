import TableKit

/// Who works in which project.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "project_members"
    public let naturalKey: NaturalKey = ["project_id", "user_id"]
    public let excludedColumns: [ExcludedColumn] = []
    public let kind: TableKind = .junction
    public let belongsTo: Ownership? = .via("project_id", to: "projects")
}
