import ArgumentParser
import Foundation
import PostgreSQL
import Subprocess
import Testing

@testable import satchel_server

/// docs/http-api.md and docs/server.md beside the server.
@Suite struct HTTPDocumentationTests {
    private struct Step {
        var command: String
        /// Lines that have to come in this order, `…` standing for anything.
        var expected: [String] = []
    }

    /// The commands of the blocks that show a console, and of the comments between them.
    private func steps(_ page: String) throws -> [Step] {
        let text = try String(contentsOf: ServerProgram.package.appending(path: page), encoding: .utf8)
        var (steps, isOpen): ([Step], Bool) = ([], false)
        for line in text.split(separator: "\n").map(String.init) {
            if line.hasPrefix("```") || line.hasPrefix("<!--") || line.hasPrefix("-->") {
                isOpen = line == "```console" || line.hasPrefix("<!--")
            } else if isOpen, line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
            } else if isOpen, !steps.isEmpty {
                steps[steps.count - 1].expected.append(line)
            }
        }
        return steps
    }

    @Test func everyLineOfTheDayDoesWhatThePageSays() async throws {
        let steps = try steps("docs/http-api.md")
        #expect(steps.count > 20)
        try await ServerFixture.lend { fixture in
            let work = fixture.folder.appending(path: "work")
            try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
            let tokens = work.path + "/tokens.json"
            var server: RunningServer?
            for step in steps {
                if server == nil, FileManager.default.fileExists(atPath: tokens) {
                    server = try await fixture.start(["--tokens", tokens], hasTokens: false)
                }
                let output = try await run(step.command, in: work, fixture, port: server?.port ?? 0)
                var lines = output.split(separator: "\n").map(String.init)[...]
                for expected in step.expected {
                    let place = lines.firstIndex { fits($0, expected) }
                    #expect(place != nil, "\(expected)\nof: \(step.command)\nin: \(output)")
                    if let place { lines = lines[(place + 1)...] }
                }
            }
            await server?.stop()
        }
    }

    @Test func optionsOfTheServerAreThoseOfTheDocs() throws {
        let page = try String(contentsOf: ServerProgram.package.appending(path: "docs/server.md"), encoding: .utf8)
        let documented = page.matches(of: /(?m)^\| `(--[a-z-]+)` \| `([A-Z_]+)` \|/)
        let help = SatchelServer.helpMessage()
        let options = help.matches(of: /(--[a-z-]+) </).map { String($0.1) }
        #expect(options.count > 5)
        #expect(Set(documented.map { String($0.1) }) == Set(options))
        for row in documented { #expect(help.contains(row.2), "\(row.2)") }
    }

    private func fits(_ line: String, _ expected: String) -> Bool {
        var rest = line[...]
        for piece in expected.components(separatedBy: "…") where !piece.isEmpty {
            guard let range = rest.range(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }

    /// Runs a line; what it sets is there for the next.
    private func run(_ command: String, in work: URL, _ fixture: ServerFixture, port: Int) async throws -> String {
        // No such folder: another system than Debian, with psql on the PATH.
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let tools = versions.map { "/usr/lib/postgresql/\($0)/bin" }
        let database = URLComponents(string: fixture.url)
        let environment: [Environment.Key: String] = [
            "PATH": ([ServerProgram.folder] + tools + ["/usr/local/bin", "/usr/bin", "/bin"]).joined(separator: ":"),
            "HOME": work.path, "LC_ALL": "C.UTF-8", "SATCHEL": "http://127.0.0.1:\(port)",
            "PGHOST": database?.queryItems?.first { $0.name == "host" }?.value ?? "", "PGPORT": "5432",
            "PGUSER": database?.user ?? "", "PGDATABASE": String(database?.path.dropFirst() ?? ""),
        ]
        let script = "[ -f .state ] && . ./.state\n\(command)\ndeclare -p TOKEN AUTH JOB > .state 2>/dev/null || true\n"
        let result = try await Subprocess.run(
            .path("/bin/bash"), arguments: ["-c", script], environment: .custom(environment),
            workingDirectory: .init(work.path), output: .string(limit: 4 << 20), error: .string(limit: 1 << 20))
        #expect(
            result.terminationStatus.isSuccess && result.standardError.isEmpty, "\(command): \(result.standardError)")
        return result.standardOutput
    }
}
