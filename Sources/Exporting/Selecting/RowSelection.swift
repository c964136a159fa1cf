public import Foundation
public import Index

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

extension ArchivedSelection {
    /// What the index says of the selection.
    init(_ selection: RowSelection) {
        self.init(
            root: selection.root.map { "\($0.table)=\($0.key)" }, references: selection.neededRows,
            since: selection.since.map(RowSelection.text))
    }
}
