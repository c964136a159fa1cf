/// The columns that name a row in any database, whatever its id there: `["sysmail"]`, `["table", "name"]`.
///
/// A column that is a reference counts by the natural key of the row it points at.
public struct NaturalKey: Sendable, Hashable {
    public let columns: [String]

    public init(_ columns: [String]) {
        self.columns = columns
    }

    /// No key: rows are compared by their content.
    public static let none = NaturalKey([])
}

extension NaturalKey: ExpressibleByArrayLiteral {
    public init(arrayLiteral columns: String...) {
        self.init(columns)
    }
}
