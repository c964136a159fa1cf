import TableKit

/// The labels of posts and events.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "tags"
    public let naturalKey: NaturalKey = ["name"]
    public let excludedColumns: [ExcludedColumn] = []
    public let kind: TableKind = .system
}
