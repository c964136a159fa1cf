import Diagnostics
import JSON
import Transfer

/// Shows why a command failed: as text on standard error, and as JSON on standard output where that was asked for.
enum FailureOutput {
    static func show(_ failure: Failure, asJSON: Bool) {
        Output.standardError.print(text(failure))
        if asJSON {
            let json: JSON = [
                "error": [
                    "code": .string(failure.code.rawValue), "what": .string(failure.what),
                    "cause": failure.cause.map { .string($0) } ?? .null,
                    "remedy": failure.remedy.map { .string($0) } ?? .null,
                ],
                "problems": .array(failure.problems.map(\.json)),
            ]
            Output.standardOutput.print(json.text(pretty: true))
        }
    }

    static func text(_ failure: Failure) -> String {
        var lines = ["satchel: error: \(failure.what)"]
        if let cause = failure.cause { lines.append("cause: \(cause)") }
        lines += failure.problems.map { ProblemText($0).text }
        if let remedy = failure.remedy { lines.append("hint: \(remedy)") }
        return lines.joined(separator: "\n")
    }
}

/// One problem as a line, with its remedy below.
struct ProblemText {
    let text: String

    init(_ problem: Problem) {
        var text = problem.severity == .error ? "  error: " : "  warning: "
        text += problem.description
        if let total = problem.total, total > 1 { text += " [\(total) in all]" }
        if let remedy = problem.remedy { text += "\n    hint: \(remedy)" }
        self.text = text
    }
}
