import Diagnostics
import Subprocess

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension Sandbox {
    /// Lends `body` a new server, which is gone afterwards with all its files, whatever happens.
    ///
    /// Also where this process is killed: a shell waits at the end of a pipe, and when that closes it stops
    /// the server and removes the folder. (A death signal would not do: Linux sends it when the *thread* that
    /// started the process ends, prctl(2).) Where the shell was killed too, the next start cleans up.
    /// When the task is cancelled, the server stops at once.
    public nonisolated(nonsending) static func withServer<R: Sendable>(
        _ body: nonisolated(nonsending) (Sandbox) async throws -> R
    ) async throws -> R {
        let tools = try await ServerTools.find()
        await StaleSandboxes(tools: tools).sweep()
        let folder = try TemporaryFolder(tools: tools)
        let sandbox = Sandbox(folder: folder.path, socketFolder: folder.path, tools: tools)
        var options = PlatformOptions()
        // Apart from the terminal, whose Ctrl-C would reach the shell before its work is done.
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(60))]
        let command = tools.command("/bin/sh", ["-c", Self.guardScript, "sh", tools.binaries, folder.path])
        let guarded = try await Subprocess.run(
            command.program, arguments: command.arguments, environment: tools.environment, workingDirectory: "/",
            platformOptions: options, input: .inputWriter,
            output: .discarded, error: .discarded
        ) { execution in
            let outcome: Swift.Result<R, any Error>
            do {
                try await sandbox.initialize()
                try await sandbox.launch()
                outcome = .success(try await body(sandbox))
            } catch {
                outcome = .failure(error)
            }
            // Where the shell is gone, so is the pipe.
            try? await execution.standardInputWriter.finish()
            return outcome
        }
        folder.release()
        return try guarded.closureResult.get()
    }

    /// Waits for its input to end or for SIGTERM, then cleans up.
    private static let guardScript = """
        trap '' HUP INT QUIT
        trap : TERM
        exec 3<&0
        cat <&3 >/dev/null & watcher=$!
        wait "$watcher"
        kill "$watcher" 2>/dev/null
        \(cleanUpScript)
        """

    /// Stops the server of the folder `$2` with the programs in `$1`, and removes the folder.
    ///
    /// The server's process is told by its working directory: its number may be another's by now.
    static let cleanUpScript = """
        data="$2/data"
        pid=$(head -n 1 "$data/postmaster.pid" 2>/dev/null)
        if [ -n "$pid" ] && { [ ! -d /proc/self ] || [ "$(readlink "/proc/$pid/cwd")" = "$data" ]; }; then
            "$1/pg_ctl" stop -D "$data" -m immediate -t 30 >/dev/null 2>&1
        fi
        rm -rf "$2"
        """
}
