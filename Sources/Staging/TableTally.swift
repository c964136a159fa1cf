import Reports

/// The numbers of one table of a run: what was read of it, what of that the target knows, and what becomes of the rest.
package struct TableTally {
    package let table: StagedTable
    /// Rows of the archive that were staged.
    package var staged = 0
    /// Of these the ones that the target has.
    package var known = 0
    /// Those that are left out because they cannot do without a row that is nowhere.
    package var rejected = 0
    /// Those that nobody wants: deleted in the target since the base, or of a table that was not asked for.
    package var dropped = 0
    /// Known rows that differ from the target's.
    package var differing = 0
    /// Known rows that were written.
    package var updated: Int?
    /// Rows of the target that go, or that it alone has.
    package var deleted = 0
    package var conflicts = 0
    package var lateSeeded = 0
    package var seconds = 0.0

    init(_ table: StagedTable) { self.table = table }

    /// Rows that the target lacks and gets.
    package var new: Int { table.archived.rows - known - rejected - dropped }
    package var isTouched: Bool { new > 0 || deleted > 0 || differing > 0 }

    /// What a report says of the table.
    ///
    /// - Parameter skipsKnown: whether known rows were left alone; else they were compared.
    package func report(skippingKnown skipsKnown: Bool) -> TableReport {
        var report = TableReport(table: table.plan.displayName, phase: table.plan.phase)
        report.rows = table.isChosen ? staged : table.archived.rows - dropped
        report.inserted = new
        report.rejected = rejected
        report.deleted = deleted
        report.conflicts = conflicts
        report.lateSeeded = lateSeeded
        report.seconds = seconds
        if skipsKnown {
            report.skipped = known
        } else {
            report.updated = updated ?? differing
            report.unchanged = known - report.updated
            report.skipped = table.isChosen ? dropped : 0
        }
        return report
    }
}

/// The numbers of all tables of a run, in load order.
package struct Tallies {
    package private(set) var tables: [TableTally]

    init(_ tables: [StagedTable]) { self.tables = tables.map { TableTally($0) } }

    /// Of a table of the plan.
    package subscript(_ table: StagedTable) -> TableTally {
        get { tables[table.number] }
        set { tables[table.number] = newValue }
    }

    /// The tables of which this is true.
    package func staged(where isWanted: (TableTally) -> Bool) -> [StagedTable] {
        tables.filter(isWanted).map(\.table)
    }

    /// What a report says of the tables that were asked for, and of those that had to come along.
    package func reports(skippingKnown skipsKnown: Bool) -> [TableReport] {
        tables.map { ($0.table.isChosen, $0.report(skippingKnown: skipsKnown)) }.filter { $0.0 || $0.1.rows > 0 }
            .map(\.1)
    }
}

extension RunObserver {
    /// Tells how far a stage has come.
    package func tell(_ stage: ProgressEvent.Stage, of table: StagedTable, rows: Int, total: Int) {
        progress(
            ProgressEvent(
                stage: stage, table: table.plan.displayName, phase: table.plan.phase, rows: rows, total: total))
    }
}
