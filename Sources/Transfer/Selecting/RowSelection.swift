public import Foundation

/// Which rows an export takes, where it does not take whole tables. At least one of `root` and `since` is set.
public struct RowSelection: Sendable, Equatable {
    /// The row whose data is wanted: it, and what belongs to it, step by step. nil: the rows of every table.
    public var root: RowKey?
    /// Of these only what changed at this time or later. nil: whenever.
    public var since: Date?
    /// What happens to the rows that the wanted ones refer to.
    public var neededRows: NeededRows

    public init(root: RowKey? = nil, since: Date? = nil, neededRows: NeededRows = .travel) {
        self.root = root
        self.since = since
        self.neededRows = neededRows
    }
}

/// What happens to rows that travelling rows refer to, and that are not wanted themselves.
public enum NeededRows: String, Sendable, CaseIterable {
    /// They travel, and so does what they refer to in turn: the target may lack any of them.
    case travel = "rows"
    /// They stay: references to them are natural keys, and the target must have them.
    case stay = "keys"
}
