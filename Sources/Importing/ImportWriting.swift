import Archive
import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

extension ImportRun {
    /// Inserts the new rows, sets late references, and checks what was deferred.
    mutating func write() throws {
        try connection.run("SAVEPOINT satchel_write")
        do {
            try writeRows()
        } catch let error as ServerError where error.isRowRefused {
            try connection.run("ROLLBACK TO SAVEPOINT satchel_write")
            let found = try Diagnosis(tablesToWrite, written: written, connection: connection).problems(after: error)
            try stop(found, because: "the target refuses rows")
        }
        if !options.isDryRun { try moveSequences() }
    }

    private mutating func writeRows() throws {
        let written = plan.tables.indices.filter { reports[$0].inserted > 0 }
        let touched = plan.tables.indices.filter { number in
            reports[number].inserted > 0 || reports[number].deleted > 0
                || changed[plan.tables[number].plan.table.name] ?? 0 > 0
        }
        let refresh = DerivedRefresh(plan.plan, connection: connection)
        let refreshes = options.mode == .update && options.triggers == .suppress && !touched.isEmpty
        let concerned = refreshes ? Set(refresh.concerned.map(\.table.name)) : []
        let resting = plan.tables.indices.filter { number in
            touched.contains(number) || concerned.contains(plan.tables[number].plan.table.name)
        }
        let triggers = Triggers(of: resting.map { plan.tables[$0].plan }, connection: connection)
        if options.triggers == .suppress { try triggers.suppress() }
        try connection.run("SET CONSTRAINTS ALL DEFERRED")
        let inserts = Inserts(plan, connection: connection)
        let numbers = Dictionary(
            uniqueKeysWithValues: plan.tables.enumerated().map { ($0.element.plan.table.name, $0.offset) })
        let total = reports.reduce(0) { $0 + $1.inserted }
        var inserted = 0
        for group in plan.plan.groups.map({ $0.compactMap { numbers[$0] }.filter(written.contains) })
        where !group.isEmpty {
            let start = ContinuousClock().now
            try inserts.insert(group.map { plan.tables[$0] })
            reports[group[0]].seconds += (ContinuousClock().now - start).seconds
            inserted += group.reduce(0) { $0 + reports[$1].inserted }
            report(.inserting, group[0], rows: inserted, total: total)
        }
        for number in written {
            let start = ContinuousClock().now
            reports[number].lateSeeded = try inserts.seedLate(plan.tables[number])
            reports[number].seconds += (ContinuousClock().now - start).seconds
            if reports[number].lateSeeded > 0 {
                report(.lateSeeding, number, rows: reports[number].lateSeeded, total: 0)
            }
        }
        try inserts.removePlaceholders()
        if let updates { try write(updates) }
        try connection.run("SET CONSTRAINTS ALL IMMEDIATE")
        if let deletions { try stop(deletions.forbidden(), because: "rows that are to be deleted are referred to") }
        if refreshes { try triggers.enable(refresh.triggers) }
        try deletions?.perform()
        if refreshes {
            for number in touched { try self.refresh(number, refresh) }
            try connection.run("SET CONSTRAINTS ALL IMMEDIATE")
        }
        if options.triggers == .suppress { try triggers.restore() }
    }

    /// Brings derived columns in line with the rows of one table that were written.
    private func refresh(_ number: Int, _ refresh: DerivedRefresh) throws {
        let table = plan.tables[number]
        let address = table.plan.address
        if reports[number].inserted > 0 {
            try refresh.touch(
                table.plan, rowsOf: table.load, address: address.map { "\(name: $0)" }, where: "true")
        }
        if reports[number].updated > 0 {
            try refresh.touch(
                table.plan, rowsOf: table.changes, address: address.indices.map { "a\($0)" }, where: "l.changed <> '{}'"
            )
        }
    }

    private mutating func write(_ updates: PreparedUpdates) throws {
        for number in plan.tables.indices where changed[plan.tables[number].plan.table.name] ?? 0 > 0 {
            let start = ContinuousClock().now
            let updated = try updates.write(plan.tables[number])
            reports[number].updated = updated
            reports[number].unchanged -= updated
            reports[number].seconds += (ContinuousClock().now - start).seconds
        }
    }

    /// Moves the sequences behind preserved ids past the largest. A sequence does not roll back, so this comes last.
    private func moveSequences() throws {
        for table in plan.tables where table.archived.preservesIDs {
            guard let surrogate = table.plan.surrogate else { continue }
            try connection.run(
                """
                SELECT setval(\(literal: SQL.text(of: surrogate.sequence))::regclass, highest.id) FROM \
                (SELECT max(\(name: surrogate.column)) AS id FROM \(RowQuery.source(table.plan)) AS t) AS highest, \
                \(surrogate.sequence) AS sequence WHERE highest.id > sequence.last_value
                """)
        }
    }
}

extension ServerError {
    /// True where the server refused a row, so that the other bad rows can be looked for.
    fileprivate var isRowRefused: Bool { sqlState.hasPrefix("23") }
}
