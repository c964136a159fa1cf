import Diagnostics
import JSON
import Transfer

/// The conflicts of a merge that stopped: the first of them, and how many there are.
struct ConflictList {
    /// How many are kept; a file has all.
    private static let limit = 1000

    private(set) var first: [Conflict] = []
    private(set) var count = 0

    mutating func add(_ conflict: Conflict) {
        count += 1
        if first.count < ConflictList.limit { first.append(conflict) }
    }

    /// An aligned table of the first few.
    var text: String {
        let longest = 40
        let shown = first.prefix(50)
        var table = TextTable(["table", "key", "column", "base", "target", "archive"])
        for conflict in shown {
            let isRow = conflict.column == nil
            table.add(
                [conflict.table, conflict.key, conflict.column ?? "(the row)"]
                    + [conflict.base, conflict.target, conflict.archive].map { value in
                        isRow ? value ?? "" : ChangeOutput.shown(value, longest: longest)
                    })
        }
        return table.text
            + (count > shown.count ? "\n… and \(count - shown.count) more; --conflicts FILE writes all" : "")
    }

    var json: [(String, JSON)] {
        [("conflicts", .array(first.map(\.json))), ("conflictCount", .integer(count))]
    }
}

/// A merge stopped, because both sides changed the same.
struct ConflictsFound: Error {
    let failure: Failure
    let list: ConflictList
}
