import Archive
import Diagnostics
import Loading
import Planning
import PostgreSQL
import Reports
import Staging

/// A three-way merge: base against archive against target, rows first, then columns; then what was decided.
struct ThreeWayMerge {
    private let base: MergeBase
    private let plan: TargetPlan
    private let marks: MarkRelations
    private let request: Merge.ThreeWays
    private let connection: Session
    private let conflicts: Conflicts
    private let shown: ShownKeys
    /// About rows that one side has deleted, and tables that the base lacks.
    private(set) var warnings: [Problem] = []

    /// Begins with the rows that one side has deleted: those of the archive are left out whose deletion stands.
    init(_ request: Merge.ThreeWays, of paired: PairedRows, on connection: Session) throws {
        guard let base = paired.base else {
            throw Failure(.failed, "cannot merge three ways", cause: "the base was not staged")
        }
        self.base = base
        self.request = request
        self.connection = connection
        plan = paired.plan
        marks = paired.marks.ofContent(in: paired.plan.plan)
        shown = paired.shown
        conflicts = Conflicts(connection: connection, shown: paired.shown)
        warnings = try begin()
    }

    private func begin() throws -> [Problem] {
        try conflicts.create()
        if let path = request.decisions { try DecisionFile(path).load(on: connection) }
        let deleted = DeletedRows(
            base: base, plan: plan.plan, marks: marks, shown: shown, connection: connection)
        try deleted.findDeletedHere(conflicts)
        // A row that a partial archive lacks may be in its source all the same.
        if plan.index.holdsWholeTables { try deleted.findDeletedThere(conflicts) }
        try decide()
        try deleted.dropDeletedHere()
        if plan.index.holdsWholeTables { try deleted.keepDecided() }
        return try tablesWithoutBase() + deleted.warnings()
    }

    /// Settles for each differing row whose value counts; what remains in `updates` is to be written.
    ///
    /// - Parameter tables: those that have such rows.
    /// - Returns: warnings about decisions that were of no use.
    func mergeColumns(of tables: [StagedTable], _ updates: PreparedUpdates, _ targetValues: TargetValues) throws
        -> [Problem]
    {
        let merge = ColumnMerge(
            base: base, tables: tables, targetValues: targetValues, marks: marks, connection: connection)
        try merge.compare(tables, adding: conflicts)
        try decide()
        var warnings: [Problem] = []
        if let path = request.decisions {
            let problems = try DecisionFile.problems(on: connection)
            let errors = problems.filter { $0.severity == .error }
            guard errors.isEmpty else {
                throw Failure(
                    .usage, "cannot take the decisions in \"\(path.string)\"",
                    remedy: "see the list; nothing was changed", problems: errors)
            }
            warnings = problems
            let values = DecidedValues(plan: plan.plan, connection: connection)
            for table in tables
            where try values.apply(to: table) {
                try targetValues.named.findReferred(from: [table], on: connection)
                try plan.purpose.refuse(
                    targetValues.named.ambiguous(on: connection), because: "natural keys are ambiguous")
                try updates.compare(table)
                try merge.compare([table], adding: nil)
            }
        }
        try merge.settle()
        return warnings
    }

    private func decide() throws {
        if request.decisions != nil { try DecisionFile.decide(on: connection) }
        try conflicts.decide(request.onConflict)
    }

    /// Writes the conflicts to their file, and stops where some are undecided.
    ///
    /// - Returns: the number of conflicts of each table that has some; all are decided.
    func finish(telling observer: RunObserver) throws -> [(StagedTable, Int)] {
        if let path = request.conflicts {
            let file = try WholeFile(path, replacing: true)
            _ = try connection.copyOut(conflicts.copy) { bytes in try file.write(bytes) }
            try file.commit()
        }
        let undecided = try conflicts.undecided()
        guard undecided > 0 else { return try conflicts.counts(of: plan.tables) }
        if let show = observer.conflict {
            try conflicts.read { conflict in
                if conflict.decision == nil { try show(conflict) }
            }
        }
        let file = request.conflicts.map { "fill in the column \"decision\" of \($0.string)" }
        throw Failure(
            .conflicts, "cannot merge the archive",
            cause: "\(undecided) \(undecided == 1 ? "conflict" : "conflicts"): both sides changed the same",
            remedy: (file ?? "write them to a file with --conflicts FILE, fill in its column \"decision\"")
                + " and give it to --decisions, or decide all with --on-conflict keep|take; nothing was changed")
    }

    private func tablesWithoutBase() -> [Problem] {
        base.tablesWithoutBase(plan).map { table in
            Problem(
                .conflict, severity: .warning, table: table.plan.displayName,
                message: "the base \"\(base.name)\" does not have this table: rows that differ are conflicts",
                remedy: "merge with a base that has it, or two ways with --base none")
        }
    }
}
