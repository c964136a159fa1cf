import Diagnostics
import Importing
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
        for policy in conflicting ? [ConflictPolicy.keep, .take] : [.stop] {
            try refill(.target)
            try merge(archive, base, before, policy)
        }
    }

    private mutating func merge(
        _ archive: FilePath, _ base: FilePath, _ before: Snapshot, _ policy: ConflictPolicy
    ) throws {
        var all = [before, try Snapshot(schema, of: pair.source), try Snapshot(schema, of: pair.target)]
        var options = LoadOptions(mode: .update)
        options.deletes = true
        options.onConflict = policy
        step = "merge (\(policy))"
        var conflicts: [String] = []
        defer { violations += conflicts.map { "\(step): a conflict in \($0)" } }
        let report = try pair.load(
            archive, schema.handlers, options, base: base,
            observer: .init(conflict: { conflict in
                let values = [conflict.base, conflict.target, conflict.archive].map { $0 ?? "NULL" }
                conflicts.append("\(conflict.table) \(conflict.key) \(conflict.column ?? "row"): \(values)")
            }))
        all.append(try Snapshot(schema, of: pair.target))
        Snapshot.identify(&all)
        let expected = Expectation.afterMerge(of: all[1], into: all[2], base: all[0], takes: policy == .take)
        compare(step, after: all[3], expected.rows)
        if (report.totals.conflicts == 0) != (expected.conflicts == 0) {
            violations.append("\(step): \(report.totals.conflicts) conflicts, expected \(expected.conflicts)")
        }
        try expectNothing("second \(step)", archive, pair.target, options, base: base)
    }
}
