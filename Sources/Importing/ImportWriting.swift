import Loading
import Planning
import PostgreSQL
import Reports
import Staging
import TableKit

/// The order in which a prepared import is written, the target's own triggers at rest meanwhile.
struct ImportWriting {
    let prepared: PreparedImport
    let request: ImportRequest
    let connection: Session
    let observer: RunObserver
    let bulk: BulkMode

    private var plan: TargetPlan { prepared.paired.plan }
    private var isSuppressing: Bool { request.triggers == .suppress }

    /// - Returns: the numbers, with what was written.
    func write() throws -> Tallies {
        var tallies = prepared.tallies
        let touched = tallies.tables.filter(\.isTouched)
        let refresh = DerivedRefresh(plan.plan, connection: connection)
        let refreshes = request.updates && isSuppressing && !touched.isEmpty
        let concerned = refreshes ? Set(refresh.concerned.map(\.table.name)) : []
        let resting = tallies.tables.filter { $0.isTouched || concerned.contains($0.table.plan.table.name) }
        let triggers = Triggers(of: resting.map(\.table.plan), connection: connection)
        if isSuppressing { try triggers.suppress() }
        try connection.run("SET CONSTRAINTS ALL DEFERRED")
        try insert(&tallies)
        try update(&tallies)
        try checkConstraints()
        if let deletions = prepared.deletions {
            try plan.purpose.refuse(deletions.forbidden(), because: "rows that are to be deleted are referred to")
        }
        if refreshes { try triggers.enable(refresh.triggers) }
        try prepared.deletions?.perform()
        if refreshes {
            for tally in touched { try refresh.touch(tally) }
            try checkConstraints()
        }
        if isSuppressing { try triggers.restore() }
        return tallies
    }

    /// Inserts group by group, then sets the references that had to wait.
    private func insert(_ tallies: inout Tallies) throws {
        let inserts = Inserts(prepared.values, connection: connection)
        let growing = tallies.staged { $0.new > 0 }
        let byName = Dictionary(uniqueKeysWithValues: growing.map { ($0.plan.table.name, $0) })
        let total = tallies.tables.reduce(0) { $0 + $1.new }
        let bulk = try BulkInserts(
            bulk, request.bulkWays, inserts, of: tallies.tables.filter { $0.new > 0 }, in: plan, on: connection
        ).dropping()
        bulk.notes.forEach(observer.note)
        var inserted = 0
        for group in plan.plan.groups.map({ $0.compactMap { byName[$0] } }) where !group.isEmpty {
            tallies[group[0]].seconds += try seconds {
                try bulk.around(group) { try inserts.insert(group) }
            }
            inserted += group.reduce(0) { $0 + tallies[$1].new }
            observer.tell(.inserting, of: group[0], rows: inserted, total: total)
        }
        try bulk.remade.make()
        for table in growing { tallies[table].seconds += try seconds { try bulk.check(table) } }
        for table in growing {
            tallies[table].seconds += try seconds { tallies[table].lateSeeded = try inserts.seedLate(table) }
            let late = tallies[table].lateSeeded
            if late > 0 { observer.tell(.lateSeeding, of: table, rows: late, total: 0) }
        }
        try inserts.removePlaceholders()
    }

    private func update(_ tallies: inout Tallies) throws {
        guard let updates = prepared.updates else { return }
        for table in tallies.staged(where: { $0.differing > 0 }) {
            tallies[table].seconds += try seconds { tallies[table].updated = try updates.write(table) }
        }
    }

    /// Lets what was deferred be checked now, triggers of the database's among it.
    private func checkConstraints() throws {
        try connection.underDatabasePath { try connection.run("SET CONSTRAINTS ALL IMMEDIATE") }
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock().now
        try body()
        return (ContinuousClock().now - start).seconds
    }
}

extension DerivedRefresh {
    /// Brings derived columns in line with the rows of one table that were written.
    fileprivate func touch(_ tally: TableTally) throws {
        let table = tally.table
        let address = table.plan.address
        if tally.new > 0 {
            try touch(table.plan, rowsOf: table.load, address: address, where: "true")
        }
        if tally.differing > 0 {
            try touch(
                table.plan, rowsOf: table.changes, address: address.map(table.plan.table.targetColumn),
                where: PreparedUpdates.isChanged
            )
        }
    }
}
