import Comparing
import Diagnostics
import JSON
import Reports

/// Shows what a comparison finds: each difference as a line when it is found, and the counts at the end.
final class DifferenceOutput {
    private let asJSON: Bool
    private let isSummary: Bool
    private var changes: [JSON] = []

    init(asJSON: Bool, isSummary: Bool) {
        self.asJSON = asJSON
        self.isSummary = isSummary
    }

    /// Takes each difference; nil where only the counts are shown.
    var observer: ((Change) -> Void)? { isSummary ? nil : add }

    private func add(_ change: Change) {
        if asJSON {
            changes.append(DifferenceOutput.json(change))
        } else {
            Output.standardOutput.print(ChangeLine.text(change))
        }
    }

    func finish(_ comparison: Comparison) {
        if asJSON {
            guard case .object(var members) = comparison.json else { return }
            if !isSummary { members["changes"] = .array(changes) }
            Output.standardOutput.print(JSON.object(members).text(pretty: true))
            return
        }
        Output.standardOutput.print(isSummary ? DifferenceOutput.table(comparison) : DifferenceOutput.total(comparison))
        if !comparison.problems.isEmpty {
            Output.standardOutput.print("\n" + ProblemText.list(comparison.problems))
        }
    }

    /// `A` and `B` stand for the arguments, which may be long.
    private static func table(_ comparison: Comparison) -> String {
        var table = TextTable(["table", "only in A", "only in B", "different", "equal"], rightAligned: [1, 2, 3, 4])
        for row in comparison.tables + [comparison.totals] {
            table.add([row.table, "\(row.onlyInA)", "\(row.onlyInB)", "\(row.different)", "\(row.equal)"])
        }
        return "A  \(comparison.a)\nB  \(comparison.b)\n\n\(table.text)"
    }

    private static func total(_ comparison: Comparison) -> String {
        let totals = comparison.totals
        return "rows: \(totals.onlyInA) only in A, \(totals.onlyInB) only in B, \(totals.different) different, "
            + "\(totals.equal) equal"
    }

    private static func json(_ change: Change) -> JSON {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        return [
            "change": .string(change.kind.rawValue), "table": .string(change.table), "key": text(change.key),
            "column": text(change.column), "a": text(change.old), "b": text(change.new),
        ]
    }
}
