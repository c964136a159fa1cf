import Foundation

/// One server for tests that only ask and change nothing, for as long as the tests run.
enum SharedServer {
    private static let started = Task {
        let (servers, continuation) = AsyncThrowingStream.makeStream(of: (ServerFixture, RunningServer).self)
        Task.detached {
            do {
                try await ServerFixture.withServer { fixture, server in
                    SharedServer.endWithTests(server.id)
                    continuation.yield((fixture, server))
                    while true { try await Task.sleep(for: .seconds(3600)) }
                }
            } catch {
                continuation.finish(throwing: error)
            }
        }
        for try await pair in servers { return pair }
        throw HTTPTestError.cannotConnect
    }

    static func use(_ body: (ServerFixture, RunningServer) async throws -> Void) async throws {
        let (fixture, server) = try await started.value
        try await body(fixture, server)
    }

    nonisolated(unsafe) private static var id: Int32 = 0

    /// The server goes with the process of the tests.
    private static func endWithTests(_ id: Int32) {
        self.id = id
        atexit { kill(SharedServer.id, SIGKILL) }
    }
}
