import Foundation
import JSON
import Testing

/// The built satchel-server, as it runs for a test.
final class RunningServer: @unchecked Sendable {
    let port: Int
    let fixture: ServerFixture
    private let process: Process
    private let log: URL

    init(_ fixture: ServerFixture, _ arguments: [String], fileBlocks: Int?) async throws {
        self.fixture = fixture
        log = fixture.folder.appending(path: "log-\(UUID().uuidString)")
        let output = fixture.folder.appending(path: "output-\(UUID().uuidString)")
        for file in [log, output] { try Data().write(to: file) }
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let limit = fileBlocks.map { "trap '' XFSZ; ulimit -f \($0); " } ?? ""
        let program = ServerProgram.folder + "/satchel-server"
        process.arguments = ["-c", limit + "exec \"$0\" \"$@\"", program] + arguments
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": fixture.folder.path, "LC_ALL": "C.UTF-8",
            "SATCHEL_MANIFESTS": fixture.manifests.path,
        ]
        // The manifests that come with satchel are looked up here.
        process.currentDirectoryURL = ServerProgram.package
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        var port: Int?
        for _ in 0..<600 where port == nil && process.isRunning {
            try await Task.sleep(for: .milliseconds(50))
            let text = try String(contentsOf: output, encoding: .utf8)
            port = text.firstMatch(of: /http:\/\/[^\/\n]+:(\d+)\//).flatMap { Int($0.1) }
        }
        guard let port else {
            process.terminate()
            throw StartError(log: (try? String(contentsOf: log, encoding: .utf8)) ?? "")
        }
        self.port = port
    }

    struct StartError: Error {
        let log: String
    }

    var id: Int32 { process.processIdentifier }

    /// What the server has logged.
    var logged: String { get throws { try String(contentsOf: log, encoding: .utf8) } }

    /// SIGKILL: the server has no time for anything.
    func kill() async {
        Foundation.kill(process.processIdentifier, SIGKILL)
        await ended()
    }

    /// Sends a signal that the program does not handle; gives the number of the signal that ended it.
    func crash(by number: Int32) async -> Int32 {
        Foundation.kill(process.processIdentifier, number)
        let status = await ended()
        return process.terminationReason == .uncaughtSignal ? status : 0
    }

    /// SIGTERM; gives the exit status.
    @discardableResult
    func stop() async -> Int32 {
        if process.isRunning { process.terminate() }
        return await ended()
    }

    @discardableResult
    private func ended() async -> Int32 {
        while process.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
        return process.terminationStatus
    }
}

extension RunningServer {
    /// Sends one request over a connection of its own.
    ///
    /// - Parameter by: whose token is sent; nil for none.
    func send(
        _ method: String, _ path: String, by name: String? = "admin", headers: [String: String] = [:],
        body: [UInt8] = []
    ) async throws -> Answer {
        var all = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
        if let name { all["Authorization"] = "Bearer \(fixture.tokens[name] ?? name)" }
        if !body.isEmpty || method == "POST" || method == "PUT" { all["Content-Length"] = "\(body.count)" }
        all.merge(headers) { $1 }
        let head = "\(method) \(path) HTTP/1.1\r\n" + all.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
        let port = port
        return try await blocking {
            let connection = try RawConnection(port: port)
            connection.send(Array(head.utf8) + body)
            return try Answer(connection.receiveAll())
        }
    }

    func post(
        _ path: String, _ body: String, by name: String? = "admin", headers: [String: String] = [:]
    ) async throws -> Answer {
        try await send(
            "POST", path, by: name, headers: ["Content-Type": "application/json"].merging(headers) { $1 },
            body: Array(body.utf8))
    }

    func get(_ path: String, by name: String? = "admin", headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, by: name, headers: headers)
    }

    /// Asks for a job and gives its id.
    func submit(_ path: String, _ body: String, by name: String = "admin", headers: [String: String] = [:]) async throws
        -> String
    {
        let answer = try await post(path, body, by: name, headers: headers)
        #expect(answer.status == 202, "\(answer.text)")
        let id = try #require(answer.json()["id"]?.string)
        #expect(answer.headers["location"] == "/api/admin/jobs/\(id)")
        return id
    }

    func job(_ id: String, by name: String = "admin") async throws -> JSON {
        try await get("/api/admin/jobs/\(id)", by: name).json()
    }

    /// Waits until the job has ended.
    func ended(_ id: String) async throws -> JSON {
        for _ in 0..<600 {
            let job = try await job(id)
            if !["queued", "running"].contains(job["state"]?.string) { return job }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("the job does not end")
        return .null
    }

    /// Imports the whole sample and gives the report.
    @discardableResult
    func importSample(_ more: String = "", by name: String = "admin") async throws -> JSON {
        let answer = try await post(
            "/api/admin/backup/import?wait=true", "{\"tarballPath\":\"\(ServerFixture.archive)\"\(more)}", by: name)
        #expect(answer.status == 200, "\(answer.text)")
        return try answer.json()
    }
}
