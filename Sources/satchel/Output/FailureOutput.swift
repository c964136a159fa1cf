import Diagnostics
import JSON
import OrderedCollections
import Transfer

/// Shows why a command failed: as text on standard error, and as JSON on standard output where that was asked for.
enum FailureOutput {
    /// - Parameter details: what the JSON has besides.
    static func show(_ failure: Failure, asJSON: Bool, with details: [(String, JSON)] = []) {
        Output.standardError.print(text(failure))
        if asJSON {
            var members: OrderedDictionary<String, JSON> = [
                "error": [
                    "code": .string(failure.code.rawValue), "what": .string(failure.what),
                    "cause": failure.cause.map { .string($0) } ?? .null,
                    "remedy": failure.remedy.map { .string($0) } ?? .null,
                ],
                "problems": .array(failure.problems.map(\.json)),
            ]
            for (name, value) in details { members[name] = value }
            Output.standardOutput.print(JSON.object(members).text(pretty: true))
        }
    }

    static func text(_ failure: Failure) -> String {
        var lines = ["satchel: error: \(failure.what)"]
        if let cause = failure.cause { lines.append("cause: \(cause)") }
        if !failure.problems.isEmpty { lines.append(ProblemText.list(failure.problems)) }
        if let remedy = failure.remedy { lines.append("hint: \(remedy)") }
        return lines.joined(separator: "\n")
    }
}

/// Problems as lines, each remedy once below the problems that it is for.
enum ProblemText {
    static func list(_ problems: [Problem]) -> String {
        var lines: [String] = []
        for (number, problem) in problems.enumerated() {
            let total = problem.total.map { $0 > 1 ? " [\($0) in all]" : "" } ?? ""
            lines.append("  \(problem.severity.rawValue): \(problem)\(total)")
            let next = problems.indices.contains(number + 1) ? problems[number + 1].remedy : nil
            if let remedy = problem.remedy, remedy != next { lines.append("    hint: \(remedy)") }
        }
        return lines.joined(separator: "\n")
    }
}
