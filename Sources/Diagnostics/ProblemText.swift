/// Problems as lines, each remedy once below the problems that it is for.
public enum ProblemText {
    public static func list(_ problems: [Problem]) -> String {
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
