import Diagnostics
import PostgreSQL
import Staging

/// The rows to be inserted, with ids of their own and all references resolved.
package struct PreparedRows {
    package let values: TargetValues
    package let tallies: Tallies
    /// Warnings, and rows that were rejected on request.
    package let problems: [Problem]

    /// - Parameters:
    ///   - tallies: which tables have new rows.
    ///   - onMissing: what to do with a reference whose row is nowhere.
    /// - Throws: `Failure` that lists such references, unless they become NULL.
    package init(
        _ paired: PairedRows, _ tallies: Tallies, _ onMissing: MissingReferences, on connection: Session
    ) throws {
        values = paired.values
        let growing = tallies.staged { $0.new + $0.rejected > 0 }
        let ids = try NewIDs(
            paired.plan, growing: growing, targetValues: values, connection: connection
        ).draw()
        let missing = try LoadRelations(growing, targetValues: values, connection: connection).build(
            onMissing: onMissing)
        try paired.plan.purpose.refuse(
            missing.filter { $0.severity == .error }, because: "references lead to rows that are nowhere")
        problems = ids + missing
        var counted = tallies
        if onMissing == .null {
            for tally in try paired.counted().tables {
                counted[tally.table].known = tally.known
                counted[tally.table].rejected = tally.rejected
                counted[tally.table].dropped = tally.dropped
            }
        }
        self.tallies = counted
    }

    private init(values: TargetValues, tallies: Tallies, problems: [Problem]) {
        self.values = values
        self.tallies = tallies
        self.problems = problems
    }

    /// The same, of a merge: with the number of conflicts of each table, and its warnings.
    package func with(_ conflicts: [(StagedTable, Int)], _ warnings: [Problem]) -> PreparedRows {
        var tallies = tallies
        for (table, count) in conflicts { tallies[table].conflicts = count }
        return PreparedRows(values: values, tallies: tallies, problems: warnings + problems)
    }
}
