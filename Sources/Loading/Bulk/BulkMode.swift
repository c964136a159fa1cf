/// How many rows at once go in: whether their foreign keys are checked set by set, and indexes made afterwards, where the
/// role may have it so.
public enum BulkMode: String, Sendable, CaseIterable {
    /// Where there are so many rows that it pays.
    case auto
    case always
    case never
}

/// What may be done for it. Tests leave some of it out.
package struct BulkWays: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Rows go in under the role of a replica, and a statement for each foreign key checks them.
    package static let replicaRole = BulkWays(rawValue: 1)
    /// Indexes, and foreign keys that are not checked so, are dropped and made again.
    package static let remaking = BulkWays(rawValue: 2)
    package static let all: BulkWays = [.replicaRole, .remaking]
}
