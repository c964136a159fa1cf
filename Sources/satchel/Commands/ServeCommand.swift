import ArgumentParser
import Diagnostics
import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run satchel-server, the HTTP API and its page, with these arguments.",
        discussion: """
            The program satchel-server lies beside this one, else on the PATH; satchel serve --help lists its options.

            Example: satchel serve --backups /var/backups/satchel --tokens /etc/satchel/tokens.json
            """,
        // --help is for the server, which has the options.
        helpNames: [])

    @Argument(parsing: .allUnrecognized, help: "The arguments of satchel-server.")
    var arguments: [String] = []

    /// Becomes the server: signals and the exit status are the server's own.
    func run() throws {
        let beside = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: ServeCommand.program).path
        let paths = [beside].compactMap(\.self).filter(FileManager.default.isExecutableFile) + [ServeCommand.program]
        var strings = ([ServeCommand.program] + arguments).map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        // SAFETY: execvp copies the strings, which end with NULL; it returns only where it failed.
        for path in paths { execvp(path, &strings) }
        throw Failure(
            .failed, "cannot run satchel-server", cause: String(cString: strerror(errno)),
            remedy: "install it beside satchel: make build makes both")
    }

    private static let program = "satchel-server"
}
