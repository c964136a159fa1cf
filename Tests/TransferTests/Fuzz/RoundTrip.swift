import Diagnostics
import PostgreSQL
import Sandbox
import SystemPackage
import TableKit
import Transfer

/// One seed's schema and rows, carried from database to database and looked at after each step.
struct RoundTrip {
    let seed: Int
    private let schema: RandomSchema
    private var rows: RandomRows
    private let pair: DatabasePair
    private let empty: Database
    private(set) var violations: [String] = []
    private var step = "export"

    /// - Returns: what went wrong.
    static func run(seed: Int) async throws -> [String] {
        let schema = RandomSchema(seed: seed)
        let rows = RandomRows(schema, seed: seed)
        var violations: [String] = []
        do {
            try await DatabasePair.with(
                source: schema.definition(), target: schema.definition(isTarget: true)
            ) { pair in
                try await Sandbox.shared().withDatabase { empty in
                    try DatabasePair.run(schema.definition(), in: empty)
                    var trip = RoundTrip(seed: seed, schema: schema, rows: rows, pair: pair, empty: empty)
                    do { try trip.run() } catch { trip.violations.append("\(trip.step): \(error)") }
                    violations = trip.violations
                }
            }
        } catch {
            violations.append("\(error)")
        }
        guard !violations.isEmpty else { return [] }
        return ["seed \(seed)"] + violations + [
            schema.definition(), "-- source", rows.inserts(.source), "-- target", rows.inserts(.target),
        ]
    }

    private var names: [TableName] { schema.tables.map(\.name) }

    private mutating func run() throws {
        try DatabasePair.run(rows.inserts(.source), in: pair.source)
        try DatabasePair.run(rows.inserts(.target), in: pair.target)
        let first = try pair.export(tables: names)
        try importing(first.path)
        try emptying(first.path)
        rows.edit()
        try DatabasePair.run(rows.truncation + rows.inserts(.source), in: pair.source)
        try updating(pair.export(tables: names).path)
    }

    private mutating func importing(_ archive: FilePath) throws {
        let source = try Snapshot(schema, of: pair.source)
        let before = try Snapshot(schema, of: pair.target)
        step = "import"
        try pair.load(archive)
        let after = try Snapshot(schema, of: pair.target)
        compare("import", source: source, before: before, after: after, updates: false)
        let kept = Set(after.allRaw)
        for row in before.allRaw where !kept.contains(row) { violations.append("import touched: \(row)") }
        try expectNothing("second import", archive, pair.target, after)
        try expectNothing("import into its source", archive, pair.source, source)
    }

    private mutating func emptying(_ archive: FilePath) throws {
        step = "import into an empty database"
        try pair.load(archive, into: empty)
        let back = try pair.export(tables: names, from: empty)
        let copies = try pair.files(in: back.path)
        for (file, text) in try pair.files(in: archive) where copies[file] != text {
            violations.append("export of the copy differs in \(file):\n\(text)---\n\(copies[file] ?? "no file")")
        }
    }

    private mutating func updating(_ archive: FilePath) throws {
        let source = try Snapshot(schema, of: pair.source)
        let before = try Snapshot(schema, of: pair.target)
        step = "update-import"
        try pair.load(archive, [], into: pair.target, .init(mode: .update))
        let after = try Snapshot(schema, of: pair.target)
        compare("update-import", source: source, before: before, after: after, updates: true)
        try expectNothing("second update-import", archive, pair.target, after, mode: .update)
        try expectNothing("update-import into its source", archive, pair.source, source, mode: .update)
    }

    private mutating func compare(
        _ step: String, source: Snapshot, before: Snapshot, after: Snapshot, updates: Bool
    ) {
        violations += after.dangling.map { "\(step): a reference leads nowhere: \($0)" }
        var all = [source, before, after]
        Snapshot.identify(&all)
        let expected = Snapshot.expected(source: all[0], target: all[1], updates: updates)
        let found = all[2].rows.indices.map { all[2].shown($0) }.sorted()
        for change in found.difference(from: expected) {
            switch change {
            case .remove(_, let row, _): violations.append("\(step): lost: \(row)")
            case .insert(_, let row, _): violations.append("\(step): should not be: \(row)")
            }
        }
    }

    private mutating func expectNothing(
        _ step: String, _ archive: FilePath, _ database: Database, _ before: Snapshot, mode: ImportMode = .skip
    ) throws {
        self.step = step
        let report = try pair.load(archive, [], into: database, .init(mode: mode))
        if report.totals.inserted + report.totals.updated > 0 {
            let tables = report.tables.filter { $0.inserted + $0.updated > 0 }.map {
                "\($0.table) \($0.inserted)+\($0.updated)"
            }
            violations.append("\(step) wrote rows: \(tables)")
        }
        if try Snapshot(schema, of: database).allRaw != before.allRaw { violations.append("\(step) changed rows") }
    }
}
