/// The columns that name a row in any database, whatever its id there: `["sysmail"]`, `["table", "name"]`.
///
/// A column that is a reference counts by the natural key of the row it points at.
public struct NaturalKey: Sendable, Hashable {
    /// The columns, in the order in which the key is written; empty for ``none``.
    public let columns: [String]

    /// A key of these columns; a literal does the same: `["table", "name"]`.
    public init(_ columns: [String]) {
        self.columns = columns
    }

    /// No key: rows are compared by their content.
    public static let none = NaturalKey([])
}

extension NaturalKey: ExpressibleByArrayLiteral {
    /// A key of these columns.
    public init(arrayLiteral columns: String...) {
        self.init(columns)
    }
}
