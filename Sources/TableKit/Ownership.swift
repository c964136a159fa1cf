/// Whose rows a table's rows are.
public struct Ownership: Sendable, Hashable {
    /// The column that points at the owner.
    public let column: String
    /// The owner's table.
    public let table: TableName

    /// Rows belong to the row of `table` that `column` points at.
    public static func via(_ column: String, to table: TableName) -> Ownership {
        Ownership(column: column, table: table)
    }
}
