import AccessTokens
import ArgumentParser
import Diagnostics
import Foundation
import Logging
import NIOCore
import PostgreSQL
import Requests
import SystemPackage

/// The HTTP API and its page: reads the arguments and runs the server.
@main
struct SatchelServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "satchel-server",
        abstract: "Serve export, import and merge over HTTP, with a page for administrators.",
        discussion: """
            Without --tokens it listens on loopback only, and whoever reaches it may do everything. For the network make \
            a token with satchel token new, and put a reverse proxy with TLS in front.

            An option goes before its environment variable.

            Example: satchel-server --backups /var/backups/satchel --tokens /etc/satchel/tokens.json
            """,
        version: "0.1.0")

    @Option(help: ArgumentHelp("The address to listen on. Default: SATCHEL_HOST, else 127.0.0.1.", valueName: "host"))
    var host: String?

    @Option(help: ArgumentHelp("The port; 0 takes a free one. Default: SATCHEL_PORT, else 8095.", valueName: "port"))
    var port: Int?

    @Option(help: ArgumentHelp("The folder of archives. Default: SATCHEL_BACKUPS.", valueName: "folder"))
    var backups: String?

    @Option(help: ArgumentHelp("The file of tokens. Default: SATCHEL_TOKENS, else none.", valueName: "file"))
    var tokens: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The database. Default: DATABASE_URL, else libpq's own environment.", valueName: "url"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "The largest upload, in MiB. Default: SATCHEL_MAX_UPLOAD, else 8192.", valueName: "MiB"))
    var maxUpload: Int?

    @Option(
        help: ArgumentHelp(
            "Connections at the same time. Default: SATCHEL_CONNECTIONS, else 512.", valueName: "number"))
    var connections: Int?

    @Option(
        help: ArgumentHelp(
            "Seconds in which a client has to send a request's head, and to send or take 64 KiB of a body.",
            discussion: "Default: SATCHEL_CLIENT_TIMEOUT, else 60.", valueName: "seconds"))
    var clientTimeout: Int?

    static func main() async {
        CrashReport.leaveOutMemory()
        await main(nil)
    }

    func run() async throws {
        do {
            var logger = Logger(label: "satchel-server", factory: { StreamLogHandler.standardError(label: $0) })
            logger.logLevel = .info
            let settings = try settings()
            let server = try AdminServer(settings, logger: logger)
            let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
            let hasTokens = settings.tokens != nil
            do {
                try await server.run { port in
                    print("satchel-server: http://\(host):\(port)/")
                    if !hasTokens { print("no tokens: whoever reaches this address may do everything") }
                    fflush(nil)
                }
            } catch let error as IOError {
                throw Failure(
                    .failed, "cannot listen on \(host):\(settings.port)",
                    cause: Errno(rawValue: error.errnoCode).description,
                    remedy: "give another --port or --host, or end the program that has this one")
            }
        } catch let failure as Failure {
            FileHandle.standardError.write(Data((failure.text(from: "satchel-server") + "\n").utf8))
            throw ExitCode(failure.code.exitStatus)
        }
    }

    private func settings() throws(Failure) -> ServerSettings {
        let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
        guard let backups = backups ?? environment["SATCHEL_BACKUPS"] else {
            throw Failure(
                .usage, "no folder of archives is named", remedy: "name one with --backups, or in SATCHEL_BACKUPS")
        }
        var settings = ServerSettings(
            backups: FilePath(backups), database: try Database.resolve(database, environment: environment))
        settings.host = host ?? environment["SATCHEL_HOST"] ?? settings.host
        settings.tokens = (tokens ?? environment["SATCHEL_TOKENS"]).map { FilePath($0) }
        settings.port =
            try number(port, environment, "SATCHEL_PORT", in: 0...65535, of: "the port") ?? settings.port
        settings.connections =
            try number(connections, environment, "SATCHEL_CONNECTIONS", in: 1...100_000, of: "the connections")
            ?? settings.connections
        settings.idleSeconds =
            try number(
                clientTimeout, environment, "SATCHEL_CLIENT_TIMEOUT", in: 1...86_400, of: "the time a client has")
            ?? settings.idleSeconds
        settings.maximumUpload =
            try number(maxUpload, environment, "SATCHEL_MAX_UPLOAD", in: 1...(1 << 24), of: "the largest upload")
            .map { $0 << 20 } ?? settings.maximumUpload
        return settings
    }

    /// What an option says, else its variable.
    private func number(
        _ option: Int?, _ environment: [String: String], _ variable: String, in range: ClosedRange<Int>, of what: String
    ) throws(Failure) -> Int? {
        guard let text = option.map(String.init) ?? environment[variable] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Failure(
                .usage, "cannot use \"\(text)\" for \(what)",
                remedy: "give a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
