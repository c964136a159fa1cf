import Archive
import Index
import PostgreSQL
import Reports

/// An archive whose rows stand in temporary tables of the target, as they came, and its base beside it.
package struct StagedArchive {
    package let plan: TargetPlan
    package let base: MergeBase?
    /// What the archive holds, its seal verified.
    package let summary: ArchiveSummary
    package let tallies: Tallies

    /// Copies the rows in, those of the base first.
    package init(
        _ archive: NamedArchive, as plan: TargetPlan, base: MergeBase?, on connection: Session,
        telling observer: RunObserver
    ) throws {
        let largest = plan.tables.map(\.archived.rows).max() ?? 0
        try StatementMemory(rows: largest)?.raise(on: connection)
        try base?.stage(on: connection)
        var tallies = Tallies(plan.tables)
        let total = plan.tables.reduce(0) { $0 + $1.archived.rows }
        var staged = 0
        let loading = StageLoading(plan.tables, passingOver: plan.passedOver, connection: connection)
        summary = try loading.copy(from: archive.reader) { number, rows, seconds in
            let table = plan.tables[number]
            tallies[table].staged += rows
            tallies[table].seconds += seconds
            staged += rows
            observer.tell(.reading, of: table, rows: staged, total: total)
        }
        self.plan = plan
        self.base = base
        self.tallies = tallies
        if let first = plan.tables.first { observer.tell(.resolving, of: first, rows: 0, total: 0) }
    }
}
