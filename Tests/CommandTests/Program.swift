import Foundation
import Subprocess
import Testing

/// The built program, and what a run of it gave.
enum Program {
    struct Outcome: Equatable {
        var output: String
        var error: String
        var status: Int
    }

    /// The folder of the program: beside the tests, wherever they were built.
    static let folder: String = {
        let bundle = CommandLine.arguments.firstIndex(of: "--test-bundle-path").map { CommandLine.arguments[$0 + 1] }
        let start = bundle ?? Bundle.main.executablePath ?? CommandLine.arguments[0]
        var url = URL(fileURLWithPath: start).resolvingSymlinksInPath().deletingLastPathComponent()
        while url.path != "/" {
            if FileManager.default.isExecutableFile(atPath: url.appending(path: "satchel").path) { return url.path }
            url.deleteLastPathComponent()
        }
        fatalError("there is no program \"satchel\" beside \(start)")
    }()

    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(of file: String) throws -> String {
        try String(contentsOf: package.appending(path: file), encoding: .utf8)
    }

    /// Runs `satchel` with arguments and nothing of the caller's environment but what is given.
    static func run(_ arguments: [String], environment: [String: String] = [:], in folder: String = "/") async throws
        -> Outcome
    {
        try await start(self.folder + "/satchel", arguments, environment, folder)
    }

    /// Runs a line of a shell in which `satchel` and PostgreSQL's programs are on the PATH.
    static func shell(_ line: String, environment: [String: String], in folder: String) async throws -> Outcome {
        try await start("/bin/bash", ["-o", "pipefail", "-c", line], environment, folder)
    }

    private static func start(
        _ program: String, _ arguments: [String], _ environment: [String: String], _ folder: String
    ) async throws -> Outcome {
        let common = [
            "PATH": ([self.folder] + tools + ["/usr/local/bin", "/usr/bin", "/bin"]).joined(separator: ":"),
            "HOME": folder,
            "LC_ALL": "C.UTF-8", "COLUMNS": "100", "PSQLRC": "/dev/null", "PGOPTIONS": "-c client_min_messages=warning",
        ]
        let all = common.merging(environment) { _, given in given }
        let keys = all.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        let result = try await Subprocess.run(
            .path(.init(program)), arguments: Arguments(arguments),
            environment: .custom(Dictionary(uniqueKeysWithValues: keys)),
            workingDirectory: .init(folder), output: .string(limit: 16 << 20), error: .string(limit: 1 << 20))
        let status: Int
        switch result.terminationStatus {
        case .exited(let code): status = Int(code)
        case .signaled(let number): status = 128 + Int(number)
        }
        return Outcome(output: result.standardOutput, error: result.standardError, status: status)
    }

    /// Debian keeps psql off the PATH where no wrapper is installed.
    private static let tools: [String] = {
        // No such folder: another system than Debian, with psql on the PATH.
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return versions.compactMap(Int.init).sorted(by: >).map { "/usr/lib/postgresql/\($0)/bin" }
    }()
}
