import Diagnostics
import Importing
import PostgreSQL
import Sandbox
import SystemPackage
import TableKit

/// One seed's schema and rows, carried from database to database and looked at after each step.
struct RoundTrip {
    let schema: RandomSchema
    var rows: RandomRows
    let pair: DatabasePair
    private let empty: Database
    var violations: [String] = []
    var step = "export"
    /// The rows that both sides of a merge started from.
    var base = ""

    /// - Returns: what went wrong.
    static func run(seed: Int) async throws -> [String] {
        let schema = RandomSchema(seed: seed)
        var rows = RandomRows(schema, seed: seed)
        var violations: [String] = []
        var base = ""
        do {
            try await DatabasePair.with(
                source: schema.definition(), target: schema.definition(isTarget: true)
            ) { pair in
                try await Sandbox.shared().withDatabase { empty in
                    try DatabasePair.run(schema.definition(), in: empty)
                    var trip = RoundTrip(schema: schema, rows: rows, pair: pair, empty: empty)
                    do {
                        try trip.run(seed: seed)
                    } catch {
                        trip.violations.append("\(trip.step): \(error)")
                    }
                    violations = trip.violations
                    rows = trip.rows
                    base = trip.base
                }
            }
        } catch {
            violations.append("\(error)")
        }
        Tally.shared.add { $0.seeds += 1 }
        guard !violations.isEmpty else { return [] }
        return ["seed \(seed)"] + violations + [
            schema.definition(), "-- base", base, "-- source", rows.inserts(.source), "-- target",
            rows.inserts(.target),
        ]
    }

    private mutating func run(seed: Int) throws {
        try DatabasePair.run(rows.inserts(.source), in: pair.source)
        try DatabasePair.run(rows.inserts(.target), in: pair.target)
        let first = try export(pair.source)
        try importing(first)
        try emptying(first)
        rows.edit()
        try refill(.source)
        try updating(export(pair.source))
        if violations.isEmpty { try merging(conflicting: seed % 2 == 0) }
    }

    func export(_ database: Database) throws -> FilePath {
        try pair.export(schema.handlers, tables: schema.tables.map(\.name), from: database).path
    }

    func refill(_ side: RandomRows.Side) throws {
        let database = side == .source ? pair.source : pair.target
        try DatabasePair.run(rows.truncation + rows.inserts(side), in: database)
    }

    private mutating func importing(_ archive: FilePath) throws {
        let source = try Snapshot(schema, of: pair.source)
        let before = try Snapshot(schema, of: pair.target)
        step = "import"
        try pair.load(archive, schema.handlers, into: nil, .init(undecidedKeys: .data))
        let after = try Snapshot(schema, of: pair.target)
        compare("import", source: source, before: before, after: after, updates: false)
        let kept = Set(after.allRaw)
        for row in before.allRaw where !kept.contains(row) { violations.append("import touched: \(row)") }
        try expectNothing("second import", archive, pair.target)
        try expectNothing("import into its source", archive, pair.source)
    }

    private mutating func emptying(_ archive: FilePath) throws {
        step = "import into an empty database"
        try pair.load(archive, schema.handlers, into: empty)
        let copies = try pair.files(in: export(empty))
        for (file, text) in try pair.files(in: archive) where copies[file] != text {
            violations.append("export of the copy differs in \(file):\n\(text)---\n\(copies[file] ?? "no file")")
        }
    }

    private mutating func updating(_ archive: FilePath) throws {
        let source = try Snapshot(schema, of: pair.source)
        let before = try Snapshot(schema, of: pair.target)
        step = "update-import"
        if try isRefused(archive, source, before) {
            if try Snapshot(schema, of: pair.target).allRaw != before.allRaw {
                violations.append("\(step) changed rows")
            }
        } else {
            let after = try Snapshot(schema, of: pair.target)
            compare("update-import", source: source, before: before, after: after, updates: true)
            try expectNothing("second update-import", archive, pair.target, .init(mode: .update, undecidedKeys: .data))
        }
        try expectNothing(
            "update-import into its source", archive, pair.source, .init(mode: .update, undecidedKeys: .data))
    }

    /// Updates the target; true where that was refused, as it must be.
    private mutating func isRefused(_ archive: FilePath, _ source: Snapshot, _ before: Snapshot) throws -> Bool {
        var both = [source, before]
        Snapshot.identify(&both)
        let refusals = Refusals(of: both[0], into: both[1])
        let isOpen = refusals.certain.isEmpty && !refusals.open.isEmpty
        if isOpen { Tally.shared.add { $0.open += 1 } }
        do {
            try pair.load(archive, schema.handlers, into: pair.target, .init(mode: .update, undecidedKeys: .data))
        } catch let failure as Failure where failure.problems.map(\.kind) == [.forbiddenUpdate] {
            guard refusals.certain.union(refusals.open).contains(failure.problems[0].table) else { throw failure }
            if !isOpen { Tally.shared.add { $0.refused += 1 } }
            return true
        }
        violations += refusals.certain.map { "\(step): a value was changed that rows of \($0) refer to" }
        return false
    }

    private mutating func compare(
        _ step: String, source: Snapshot, before: Snapshot, after: Snapshot, updates: Bool
    ) {
        var all = [source, before, after]
        Snapshot.identify(&all)
        compare(step, after: all[2], Expectation.afterImport(of: all[0], into: all[1], updates: updates))
    }

    mutating func compare(_ step: String, after: Snapshot, _ expected: [String]) {
        violations += after.dangling.map { "\(step): a reference leads nowhere: \($0)" }
        let found = after.rows.indices.map { after.shown($0) }.sorted()
        for change in found.difference(from: expected) {
            switch change {
            case .remove(_, let row, _): violations.append("\(step): lost: \(row)")
            case .insert(_, let row, _): violations.append("\(step): should not be: \(row)")
            }
        }
    }

    /// The same once more must change nothing.
    mutating func expectNothing(
        _ step: String, _ archive: FilePath, _ database: Database, _ options: LoadOptions = .init(undecidedKeys: .data),
        base: FilePath? = nil
    ) throws {
        self.step = step
        let before = try Snapshot(schema, of: database)
        let report = try pair.load(archive, schema.handlers, into: database, options, base: base)
        let written = report.tables.filter { $0.inserted + $0.updated + $0.deleted > 0 }
        if !written.isEmpty {
            let tables = written.map { "\($0.table) \($0.inserted)+\($0.updated)-\($0.deleted)" }
            violations.append("\(step) wrote rows: \(tables)")
        }
        if try Snapshot(schema, of: database).allRaw != before.allRaw { violations.append("\(step) changed rows") }
    }
}
