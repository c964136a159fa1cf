/// A reference that closes a cycle: empty when its row is inserted, set when the row it points at is in.
public struct LateSeed: Sendable, Hashable {
    /// The referencing column.
    public let column: String
    /// The row to point at meanwhile, where the column does not take NULL.
    public let placeholder: Placeholder?

    /// A reference that is set late: `LateSeed("instructor_id")`. Where the column takes no NULL, a placeholder is needed.
    public init(_ column: String, placeholder: Placeholder? = nil) {
        self.column = column
        self.placeholder = placeholder
    }
}

/// A row of the referenced table that stands in for the real one during an import, and is gone afterwards.
public struct Placeholder: Sendable, Hashable {
    /// Column names and values, as text that PostgreSQL reads; every other column gets its default.
    public let values: [String: String]

    /// A row with these values: `Placeholder(["sysmail": "placeholder"])`.
    public init(_ values: [String: String]) {
        self.values = values
    }
}
