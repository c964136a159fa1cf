import Foundation
import PostgreSQL
import Sandbox
import Testing

/// Runs the scripts against the built program and a real server.
///
/// With RECORD_SCRIPTS=1 in the environment the files are written anew from what the program does; review the
/// difference before you commit it.
@Suite struct ScriptTests {
    @Test func thereAreScripts() {
        #expect(Script.names.count >= 10)
    }

    @Test(arguments: Script.names) func theProgramDoesWhatTheScriptSays(_ name: String) async throws {
        var script = try Script(named: name)
        #expect(!script.steps.isEmpty)
        let isRecording = ProcessInfo.processInfo.environment["RECORD_SCRIPTS"] == "1"
        let folder = try TestFolder()
        defer { folder.remove() }
        let identifier = name.replacing("-", with: "_")
        let steps = try await SampleCopies.lend(script.databases, for: identifier) { sandbox, urls in
            var environment = Dictionary(uniqueKeysWithValues: urls.map { ($0.key.uppercased(), $0.value) })
            environment["SOCKET"] = sandbox.folder
            var names = urls.map { ($0.value, "<\($0.key) url>") }
            names += urls.keys.map { (SampleCopies.databaseName($0, identifier), $0) }
            names += [
                (folder.path, "<folder>"), (folder.path.replacing("/", with: "%2F"), "<folder>"),
                (sandbox.folder, "<socket>"),
            ]
            let normalise = Normaliser(names: names)
            var done: [Script.Step] = []
            for step in script.steps {
                let found = normalise(try await Program.shell(step.command, environment: environment, in: folder.path))
                if !isRecording { expect(found, step, in: name) }
                done.append(Script.Step(command: step.command, expected: found))
            }
            return done
        }
        if isRecording {
            script.steps = steps
            try script.text.write(to: script.file, atomically: true, encoding: .utf8)
        }
    }

    private func expect(_ found: Program.Outcome, _ step: Script.Step, in name: String) {
        #expect(found.output == step.expected.output, "standard output of \(name).script: \(step.command)")
        #expect(found.error == step.expected.error, "standard error of \(name).script: \(step.command)")
        #expect(found.status == step.expected.status, "exit status of \(name).script: \(step.command)")
    }
}

/// A folder for one test, which a server of another account can reach.
struct TestFolder {
    let path: String

    init() throws {
        path = "/tmp/satchel-command-" + String(UInt64.random(in: .min ... .max), radix: 16)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
    }

    func remove() {
        // What cannot be removed from /tmp harms nobody.
        try? FileManager.default.removeItem(atPath: path)
    }
}
