public import Diagnostics
public import JSON
public import Reports

/// The conflicts of a merge that stopped: the first of them, and how many there are.
public struct ConflictList: Sendable {
    /// How many are kept; a file has all.
    private static let limit = 1000

    public private(set) var first: [Conflict] = []
    public private(set) var count = 0

    public init() {}

    public mutating func add(_ conflict: Conflict) {
        count += 1
        if first.count < ConflictList.limit { first.append(conflict) }
    }

    /// Members of a report.
    public var json: [(String, JSON)] {
        [("conflicts", .array(first.map(\.json))), ("conflictCount", .integer(count))]
    }
}

/// A merge stopped, because both sides changed the same.
public struct ConflictsFound: Error {
    public let failure: Failure
    public let list: ConflictList

    public init(failure: Failure, list: ConflictList) {
        self.failure = failure
        self.list = list
    }
}
