import TableKit

/// Places where performances happen.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "venues"
    public let naturalKey: NaturalKey = ["name"]
    public let excludedColumns: [ExcludedColumn] = []
}
