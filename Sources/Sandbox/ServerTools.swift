import Diagnostics
import Foundation
import Subprocess

/// PostgreSQL's own programs, and the account that runs them.
struct ServerTools: Sendable {
    /// The folder with `initdb`, `postgres` and `pg_ctl`.
    let binaries: String
    let account: ServerAccount?

    /// Looks on the PATH, where `pg_config` says, and where Debian keeps its versions.
    static func find() async throws -> ServerTools {
        let account = try ServerAccount.forServer()
        for folder in await candidates()
        where ["initdb", "postgres", "pg_ctl"].allSatisfy({ isProgram(folder + "/" + $0) }) {
            return ServerTools(binaries: folder, account: account)
        }
        throw Failure(
            .failed, "cannot start a sandbox", cause: "PostgreSQL's server programs are not installed",
            remedy: "install them (Debian, Ubuntu: apt-get install postgresql), or put their folder on the PATH")
    }

    /// Runs a program, as the server's account; throws with its last words where it fails.
    func run(_ program: String, _ arguments: [String], doing: String) async throws {
        let result: ExecutionResult<Void, DiscardedOutput, StringOutput<UTF8>>
        do {
            let command = command(binaries + "/" + program, arguments)
            result = try await Subprocess.run(
                command.program, arguments: command.arguments, environment: environment, workingDirectory: "/",
                output: .discarded, error: .string(limit: 65_536))
        } catch let error as SubprocessError {
            throw Failure(.failed, doing, cause: "cannot run \"\(program)\": \(error)")
        }
        guard result.terminationStatus.isSuccess else {
            let words = result.standardError.split(whereSeparator: \.isNewline).first { $0.contains("error:") }
            throw Failure(
                .failed, doing,
                cause: words.map(String.init) ?? "\"\(program)\" ended with \(result.terminationStatus)",
                remedy: account.map { "the server runs as \"\($0.name)\", which must be able to reach the folder" })
        }
    }

    /// None of the caller's PG… variables: PGDATA, PGPORT and PGOPTIONS would lead the server elsewhere.
    var environment: Environment {
        .custom(["PATH": binaries + ":/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "HOME": "/"])
    }

    /// A program and its arguments, to be run as the server's account.
    ///
    /// By setpriv(1), which replaces itself with the program, and not by Subprocess's user and groups: these it changes
    /// between clone and exec, where glibc's setgroups(2) can wait for ever for threads that the child does not have.
    func command(_ path: String, _ arguments: [String]) -> (program: Executable, arguments: Arguments) {
        guard let account else { return (.path(.init(path)), Arguments(arguments)) }
        let changing = ["--reuid=\(account.userID)", "--regid=\(account.groupID)", "--clear-groups", "--", path]
        return (.name("setpriv"), Arguments(changing + arguments))
    }

    private static func candidates() async -> [String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        var folders = path.split(separator: ":").map(String.init)
        // Without pg_config, or with one that fails, there are the other places.
        let config = try? await Subprocess.run(
            .name("pg_config"), arguments: ["--bindir"], output: .string(limit: 4096))
        if let folder = config?.standardOutput.split(whereSeparator: \.isNewline).first {
            folders.append(String(folder))
        }
        // No such folder: another system than Debian.
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let newestFirst = versions.compactMap(Int.init).sorted(by: >)
        return folders + newestFirst.map { "/usr/lib/postgresql/\($0)/bin" }
    }

    private static func isProgram(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }
}
