import Diagnostics
import Loading
import Planning
import PostgreSQL
import Reports
import Staging
import TableKit

/// Everything that an import is about to write: rows to insert, values to update, rows to delete. Nothing of the target
/// has been changed yet.
struct PreparedImport {
    let paired: PairedRows
    let values: TargetValues
    let tallies: Tallies
    /// Nil where known rows are left alone.
    let updates: PreparedUpdates?
    /// Nil where no row goes.
    let deletions: Deletions?
    /// Warnings, and rows that were rejected on request.
    let problems: [Problem]

    init(
        _ paired: PairedRows, for request: ImportRequest, on connection: Session, telling observer: RunObserver
    ) throws {
        switch request.action {
        case .insert:
            let rows = try PreparedRows(paired, paired.tallies, request.missingReferences, on: connection)
            self.init(paired, rows)
        case .update(.twoWays(let deletesLinks)):
            let rows = try PreparedRows(paired, paired.tallies, request.missingReferences, on: connection)
            let updates = PreparedUpdates(
                rows.tallies.staged { $0.known > 0 }, values: rows.values, connection: connection)
            _ = try updates.compare()
            let links = try deletesLinks ? PreparedDeletions(removedLinksOf: paired, on: connection) : nil
            try self.init(paired, rows, updates, links, request.missingReferences)
        case .update(.threeWays(let threeWays)):
            let merge = try ThreeWayMerge(threeWays, of: paired, on: connection)
            let rows = try PreparedRows(paired, try paired.counted(), request.missingReferences, on: connection)
            let updates = PreparedUpdates(
                rows.tallies.staged { $0.known > 0 }, values: rows.values, connection: connection)
            let warnings = try merge.mergeColumns(of: try updates.compare(), updates, rows.values)
            let conflicts = try merge.finish(telling: observer)
            let deletions = try PreparedDeletions(
                ofRowsDeletedIn: paired, threeWays.deletes, on: connection)
            try self.init(
                paired, rows.with(conflicts, merge.warnings + warnings), updates, deletions, request.missingReferences)
        }
    }

    /// An import that leaves known rows alone.
    private init(_ paired: PairedRows, _ rows: PreparedRows) {
        self.paired = paired
        values = rows.values
        tallies = rows.tallies
        updates = nil
        deletions = nil
        problems = paired.plan.warnings + rows.problems
    }

    /// An update.
    private init(
        _ paired: PairedRows, _ rows: PreparedRows, _ updates: PreparedUpdates, _ deletions: PreparedDeletions?,
        _ onMissing: MissingReferences
    ) throws {
        let missing = try updates.missing(onMissing)
        try paired.plan.purpose.refuse(
            missing.filter { $0.severity == .error }, because: "references lead to rows that are nowhere")
        var tallies = rows.tallies
        for (table, count) in try updates.counts() { tallies[table].differing = count }
        for (table, count) in deletions?.counts ?? [] { tallies[table].deleted = count }
        self.paired = paired
        values = rows.values
        self.tallies = tallies
        self.updates = updates
        self.deletions = deletions?.deletions
        problems = paired.plan.warnings + rows.problems + missing + (deletions?.warnings ?? [])
    }

    /// Shows each row that comes or goes, and each value that changes.
    func show(_ body: (Change) throws -> Void) throws {
        try paired.changes.all(of: tallies, body)
    }
}
