import Diagnostics
import Importing
import Reports
import SystemPackage

/// Three-way merges, with rows deleted on both sides.
extension RoundTrip {
    mutating func merging(conflicting: Bool) throws {
        step = "export of the base"
        rows.meet()
        try refill(.source)
        try refill(.target)
        let before = try Snapshot(schema, of: pair.source)
        self.base = rows.inserts(.source)
        let base = try export(pair.source)
        rows.part(conflicting: conflicting)
        try refill(.source)
        let archive = try export(pair.source)
        if conflicting {
            try refill(.target)
            try stopping(archive, base, before)
        }
        for policy in conflicting ? [ConflictPolicy.keep, .take] : [.stop] {
            try refill(.target)
            try merge(archive, base, before, policy)
        }
    }

    /// A merge in which nobody decides: where there are conflicts it lists each of them and changes nothing.
    private mutating func stopping(_ archive: FilePath, _ base: FilePath, _ before: Snapshot) throws {
        var all = [before, try Snapshot(schema, of: pair.source), try Snapshot(schema, of: pair.target)]
        Snapshot.identify(&all)
        let expected = Expectation.afterMerge(of: all[1], into: all[2], base: all[0], takes: false).conflicts
        guard !expected.isEmpty else { return }
        step = "merge that stops"
        Tally.shared.add { $0.conflicts += expected.count }
        var options = LoadOptions(mode: .update, undecidedKeys: .data)
        options.deletes = true
        var found: [Conflict] = []
        do {
            try pair.load(
                archive, schema.handlers, options, base: base, observer: .init(conflict: { found.append($0) }))
            violations.append("\(step): it did not, for \(expected)")
        } catch let failure as Failure where failure.code == .conflicts {}
        let places = found.map { Conflicting($0).description }.sorted()
        let differences = places.difference(from: expected.map(\.description).sorted())
        for change in differences {
            switch change {
            case .remove(_, let conflict, _): violations.append("\(step): no conflict in \(conflict)")
            case .insert(_, let conflict, _): violations.append("\(step): a conflict too many in \(conflict)")
            }
        }
        if !differences.isEmpty { violations += found.map { "\(step): \(RoundTrip.line($0))" } }
        if try Snapshot(schema, of: pair.target).allRaw != all[2].allRaw { violations.append("\(step): rows changed") }
    }

    private static func line(_ conflict: Conflict) -> String {
        let values = [conflict.base, conflict.target, conflict.archive].map { $0 ?? "NULL" }
        return "a conflict in \(conflict.table) \(conflict.key) \(conflict.column ?? "row"): \(values)"
    }

    private mutating func merge(
        _ archive: FilePath, _ base: FilePath, _ before: Snapshot, _ policy: ConflictPolicy
    ) throws {
        var all = [before, try Snapshot(schema, of: pair.source), try Snapshot(schema, of: pair.target)]
        var options = LoadOptions(mode: .update, undecidedKeys: .data)
        options.deletes = true
        options.onConflict = policy
        step = "merge (\(policy))"
        var conflicts: [Conflict] = []
        defer { violations += conflicts.map { "\(step): \(RoundTrip.line($0))" } }
        let report = try pair.load(
            archive, schema.handlers, options, base: base,
            observer: .init(conflict: { conflicts.append($0) }))
        all.append(try Snapshot(schema, of: pair.target))
        Snapshot.identify(&all)
        let expected = Expectation.afterMerge(of: all[1], into: all[2], base: all[0], takes: policy == .take)
        compare(step, after: all[3], expected.rows)
        if report.totals.conflicts != expected.conflicts.count {
            violations.append("\(step): \(report.totals.conflicts) conflicts, expected \(expected.conflicts.count)")
        }
        try expectNothing("second \(step)", archive, pair.target, options, base: base)
    }
}
