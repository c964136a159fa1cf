import Foundation
import Subprocess

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What sandboxes left behind whose process and guard were both killed.
struct StaleSandboxes {
    let tools: ServerTools

    /// Stops their servers and removes their folders. What cannot be removed is left to the next start.
    func sweep() async {
        let parent = TemporaryFolder.parent
        // Without a list of /tmp there is nothing to sweep, and making a folder there reports why.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        where name.hasPrefix(TemporaryFolder.prefix) {
            let path = parent + "/" + name
            guard isOurs(path), TemporaryFolder.isAbandoned(path) else { continue }
            // As the server's account, so that root's power touches nothing. A failure is the next start's to mend.
            let command = tools.command("/bin/sh", ["-c", Sandbox.cleanUpScript, "sh", tools.binaries, path])
            _ = try? await Subprocess.run(
                command.program, arguments: command.arguments, environment: tools.environment, workingDirectory: "/",
                output: .discarded, error: .discarded)
        }
    }

    /// Anybody may put a folder into /tmp.
    private func isOurs(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == tools.account?.userID ?? geteuid()
    }
}
