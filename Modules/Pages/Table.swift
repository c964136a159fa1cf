import TableKit

/// The pages of a project, one of each type. The platform keeps that rule; no constraint does.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "pages"
    public let naturalKey: NaturalKey = ["project", "page_type"]
    public let excludedColumns: [ExcludedColumn] = []
    public let kind: TableKind = .system
    public let belongsTo: Ownership? = .via("project", to: "projects")
    public let modifiedAt: String? = "updated_at"
}
