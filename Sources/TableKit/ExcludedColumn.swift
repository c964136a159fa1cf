/// A column that never leaves the source, and why.
public struct ExcludedColumn: Sendable, Hashable {
    /// The column's name.
    public let name: String
    /// Stands in the archive's index, for whoever misses the column.
    public let reason: String

    /// A column that stays at home: `ExcludedColumn("cimg", reason: "deprecated image field")`.
    public init(_ name: String, reason: String) {
        self.name = name
        self.reason = reason
    }
}
