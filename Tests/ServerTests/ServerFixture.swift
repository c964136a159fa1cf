import AccessTokens
import Foundation
import JSON
import PostgreSQL
import Sandbox
import Subprocess
import SystemPackage
import Testing

/// A database, a folder of archives and a file of tokens, for one test.
struct ServerFixture: Sendable {
    let database: Database
    let url: String
    let folder: URL
    /// By their names: `reader`, `exporter`, `importer`, `admin`, each with the scope that it says.
    let tokens: [String: String]

    var backups: URL { folder.appending(path: "backups") }
    var tokenFile: URL { folder.appending(path: "tokens.json") }
    /// What the server finds by name, beside the manifests that come with satchel.
    var manifests: URL { folder.appending(path: "manifests") }
    var jobs: URL { backups.appending(path: ".satchel/jobs") }

    /// The archive that every test may import: all of the sample's source.
    static let archive = "sample.tar.zst"

    private static let templates = Task {
        let sandbox = try await Sandbox.shared()
        try SampleDatabases.fill(Connection(sandbox.createDatabase("server_source")), rows: 300)
        try SampleDatabases.fill(Connection(sandbox.createDatabase("server_target")), rows: nil)
        let file = FileManager.default.temporaryDirectory.appending(path: "satchel-server-\(UUID().uuidString).tar.zst")
        let result = try await Subprocess.run(
            .path(.init(ServerProgram.folder + "/satchel")),
            arguments: ["export", "-o", file.path, "-d", sandbox.url(ofDatabase: "server_source")],
            output: .discarded, error: .string(limit: 1 << 20))
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(result.terminationStatus.isSuccess, "\(result.standardError)")
        return (sandbox, try Data(contentsOf: file))
    }

    /// Lends the fixture: a copy of the sample's target, and the archive in the folder.
    static func lend<R>(_ body: (ServerFixture) async throws -> R) async throws -> R {
        let (sandbox, archive) = try await templates.value
        let name = "server_" + UUID().uuidString.prefix(8).lowercased()
        let folder = FileManager.default.temporaryDirectory.appending(path: "satchel-\(name)")
        // What is left of a test goes with the machine's temporary files.
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["backups", "manifests"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        try archive.write(to: folder.appending(path: "backups/" + ServerFixture.archive))
        var file = try TokenFile(openingOrEmpty: FilePath(folder.appending(path: "tokens.json").path))
        let tokens = [
            "reader": try file.add(name: "reader", scopes: [.read]),
            "exporter": try file.add(name: "exporter", scopes: [.export]),
            "importer": try file.add(name: "importer", scopes: [.import]),
            "admin": try file.add(name: "admin", scopes: [.admin]),
        ]
        let database = try sandbox.createDatabase(name, template: "server_target")
        let fixture = ServerFixture(
            database: database, url: sandbox.url(ofDatabase: name), folder: folder, tokens: tokens)
        let result: R
        do {
            result = try await body(fixture)
        } catch {
            // The body's error is the one to report; the database goes with the server at the latest.
            try? sandbox.dropDatabase(name)
            throw error
        }
        try sandbox.dropDatabase(name)
        return result
    }

    /// Lends the fixture and a server that runs.
    static func withServer<R>(
        _ arguments: [String] = [], _ body: (ServerFixture, RunningServer) async throws -> R
    ) async throws -> R {
        try await lend { fixture in
            let server = try await fixture.start(arguments)
            do {
                let result = try await body(fixture, server)
                await server.stop()
                return result
            } catch {
                await server.stop()
                throw error
            }
        }
    }

    /// - Parameter fileBlocks: how large a file of the server may become, in blocks of 512 bytes.
    func start(_ arguments: [String] = [], hasTokens: Bool = true, fileBlocks: Int? = nil) async throws -> RunningServer
    {
        let tokens = hasTokens ? ["--tokens", tokenFile.path] : []
        return try await RunningServer(
            self, ["--port", "0", "--backups", backups.path, "--database", url] + tokens + arguments,
            fileBlocks: fileBlocks)
    }

    /// How many rows the tables have together that an import of the sample fills.
    func rows() throws -> Int {
        let count = try Connection(database).rows(
            "SELECT (SELECT count(*) FROM posts) + (SELECT count(*) FROM users) + (SELECT count(*) FROM projects)")
        return Int(count[0][0] ?? "") ?? -1
    }

    /// Lends `body` a time in which no import can end: each waits for the history, its rows inserted already.
    func whileImportsWait<R>(_ body: () async throws -> R) async throws -> R {
        let connection = try Connection(database)
        try connection.run("BEGIN; LOCK TABLE satchel.history IN SHARE MODE")
        let result: R
        do {
            result = try await body()
        } catch {
            // The lock goes with the connection.
            _ = try? connection.run("ROLLBACK")
            throw error
        }
        try connection.run("ROLLBACK")
        return result
    }

    /// Waits until an import has inserted its rows and stands before the history.
    func waitForBlockedImport() async throws {
        let connection = try Connection(database)
        for _ in 0..<300 {
            let waiting = try connection.rows(
                "SELECT FROM pg_locks WHERE NOT granted AND relation = 'satchel.history'::regclass")
            if !waiting.isEmpty { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("no import waits for the history")
    }
}

enum ServerProgram {
    /// The folder of the programs: beside the tests, wherever they were built.
    static let folder: String = {
        let bundle = CommandLine.arguments.firstIndex(of: "--test-bundle-path").map { CommandLine.arguments[$0 + 1] }
        let start = bundle ?? Bundle.main.executablePath ?? CommandLine.arguments[0]
        var url = URL(fileURLWithPath: start).resolvingSymlinksInPath().deletingLastPathComponent()
        while url.path != "/" {
            if FileManager.default.isExecutableFile(atPath: url.appending(path: "satchel-server").path) {
                return url.path
            }
            url.deleteLastPathComponent()
        }
        fatalError("there is no program \"satchel-server\" beside \(start)")
    }()

    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}
