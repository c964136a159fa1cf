import TableKit

/// The table page_sections.
public struct Table: TableHandler {
    public init() {}
    public let table: TableName = "page_sections"
    public let naturalKey: NaturalKey = ["id"]
    public let excludedColumns: [ExcludedColumn] = []
}
