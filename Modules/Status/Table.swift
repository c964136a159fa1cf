import TableKit

/// The states a row can be in, per table. Defaults and triggers name some of them by id.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "status"
    public let naturalKey: NaturalKey = ["table", "name"]
    public let excludedColumns: [ExcludedColumn] = []
    public let kind: TableKind = .system
    public let preservesIDs = true
}
