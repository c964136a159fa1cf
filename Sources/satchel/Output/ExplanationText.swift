import Exporting

/// The way to a row as text, a line a step.
struct ExplanationText {
    let text: String

    init(_ explanation: Explanation) {
        if explanation.path.isEmpty {
            text = "\(explanation.row) is not in the export"
            return
        }
        text = explanation.path.map(ExplanationText.line).joined(separator: "\n")
    }

    private static func line(_ step: Explanation.Step) -> String {
        let row = step.row ?? "a row of \"\(step.table)\" without key"
        let changed = step.changed.map { ", which changed (\($0))" } ?? ""
        return switch step.why {
        case .root, .changed: row + changed
        case .belongs: "  ← \(row), which belongs to it (\(step.place ?? ""))" + changed
        case .needed: "  → \(row) (\(step.place ?? ""))"
        }
    }
}
