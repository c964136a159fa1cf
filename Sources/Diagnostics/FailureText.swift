extension Failure {
    /// Why a program ended, as it says so on standard error: what, cause, problems and hint on lines of their own.
    public func text(from program: String) -> String {
        var lines = ["\(program): error: \(what)"]
        if let cause { lines.append("cause: \(cause)") }
        if !problems.isEmpty { lines.append(ProblemText.list(problems)) }
        if let remedy { lines.append("hint: \(remedy)") }
        return lines.joined(separator: "\n")
    }
}
