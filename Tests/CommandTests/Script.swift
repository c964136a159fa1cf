import Foundation

/// A file of commands and what each has to give: `Scripts/README` has the form.
struct Script {
    struct Step {
        let command: String
        var expected: Program.Outcome
    }

    let name: String
    let comment: [String]
    /// The databases that it wants: "source", "target", "empty".
    let databases: [String]
    var steps: [Step]

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Scripts")

    static let names: [String] = {
        // An unreadable folder gives no scripts, which a test reports.
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".script") }.map { String($0.dropLast(".script".count)) }.sorted()
    }()

    var file: URL { Script.folder.appending(path: name + ".script") }

    init(named name: String) throws {
        self.name = name
        let text = try String(contentsOf: Script.folder.appending(path: name + ".script"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let head = lines.prefix { !$0.hasPrefix("$ ") }
        comment = head.filter { $0.hasPrefix("#") && !$0.hasPrefix("#: ") }
        databases = head.filter { $0.hasPrefix("#: ") }.flatMap {
            $0.dropFirst(3).split(separator: " ").map(String.init)
        }
        steps = []
        var step: (command: String, output: [String], error: [String], status: Int)?
        func taken() -> [Step] {
            guard let step else { return steps }
            let outcome = Program.Outcome(
                output: Script.trimmed(step.output.joined(separator: "\n")), error: step.error.joined(separator: "\n"),
                status: step.status)
            return steps + [Step(command: step.command, expected: outcome)]
        }
        for line in lines.dropFirst(head.count) {
            if line.hasPrefix("$ ") {
                steps = taken()
                step = (String(line.dropFirst(2)), [], [], 0)
            } else if line.hasPrefix("> "), step?.output.isEmpty == true {
                step?.command += "\n" + line.dropFirst(2)
            } else if line == "!" || line.hasPrefix("! ") {
                step?.error.append(String(line.dropFirst(2)))
            } else if line.hasPrefix("? ") {
                step?.status = Int(line.dropFirst(2)) ?? -1
            } else {
                step?.output.append(line)
            }
        }
        steps = taken()
    }

    /// The script as a file has it.
    var text: String {
        var lines = comment
        if !databases.isEmpty { lines.append("#: " + databases.joined(separator: " ")) }
        for step in steps {
            let command = step.command.split(separator: "\n", omittingEmptySubsequences: false)
            lines += ["", "$ " + command[0]] + command.dropFirst().map { "> " + $0 }
            if !step.expected.output.isEmpty { lines.append(step.expected.output) }
            if !step.expected.error.isEmpty {
                lines += step.expected.error.split(separator: "\n", omittingEmptySubsequences: false).map {
                    $0.isEmpty ? "!" : "! " + $0
                }
            }
            if step.expected.status != 0 { lines.append("? \(step.expected.status)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}

/// Replaces what differs from run to run, and nothing else.
struct Normaliser {
    /// Texts of this run with the names that stand for them, tried in this order.
    let names: [(String, String)]

    func callAsFunction(_ outcome: Program.Outcome) -> Program.Outcome {
        .init(output: plain(outcome.output), error: plain(outcome.error), status: outcome.status)
    }

    private func plain(_ text: String) -> String {
        // A slow machine shows progress.
        var text = Script.trimmed(text.replacing(/(?m)^[a-z-]+ phase \d .+\n?/, with: ""))
        for (value, name) in names where !value.isEmpty { text = text.replacing(value, with: name) }
        // Only a row of a report ends so: its cells are two spaces or more apart.
        text.replace(/(?m) {2,}\d+\.\d\d$/, with: "  <seconds>")
        text.replace(/locked for \d+\.\d\d seconds/, with: "locked for <seconds> seconds")
        text.replace(/"seconds": \d+(\.\d+)?/, with: "\"seconds\": <seconds>")
        text.replace(/(?m)^(-- \d+: .+) \d+\.\d{3} s$/) { "\($0.output.1) <seconds> s" }
        text.replace(/\b[0-9a-f]{64}\b/, with: "<sha256>")
        text.replace(/\(sha256 [0-9a-f]{12}\)/, with: "(sha256 <sha256>)")
        text.replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/, with: "<id>")
        text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, with: "<time>")
        text.replace(/\d{8}T\d{6}Z/, with: "<time>")
        text.replace(/\b\d+(\.\d)? (bytes|KiB|MiB)/, with: "<size>")
        text.replace(/"bytes": \d+/, with: "\"bytes\": <bytes>")
        text.replace(/PostgreSQL \d+\.\d+/, with: "PostgreSQL <version>")
        text.replace(/"server": "\d+\.\d+"/, with: "\"server\": \"<version>\"")
        return text
    }
}
