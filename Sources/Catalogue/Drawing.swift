import TableKit

/// Where a new row gets a value from that means nothing in another database.
public enum Drawing: Sendable, Equatable {
    /// The next number of a sequence: an identity's, that of a `nextval` default, or one that an application or a trigger
    /// draws from.
    case sequence(TableName)
    /// The column's default, which draws from a sequence somewhere: `'cus_' || nextval(…)`, or in a function that it
    /// calls.
    case defaultValue

    /// The sequence, where the values are its numbers.
    public var sequence: TableName? {
        if case .sequence(let name) = self { return name }
        return nil
    }
}
