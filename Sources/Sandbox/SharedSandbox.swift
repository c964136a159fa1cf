import Diagnostics

extension Sandbox {
    /// One server for as long as this process lives, started by the first who asks; for tests.
    ///
    /// It goes as every temporary sandbox does, when the process ends in whatever way.
    public static func shared() async throws -> Sandbox {
        try await sharedServer.value
    }

    private static let sharedServer = Task<Sandbox, any Error> {
        let (servers, continuation) = AsyncThrowingStream.makeStream(of: Sandbox.self)
        Task.detached {
            do {
                try await withServer { sandbox in
                    continuation.yield(sandbox)
                    while true { try await Task.sleep(for: .seconds(3600)) }
                }
            } catch {
                continuation.finish(throwing: error)
            }
        }
        for try await sandbox in servers { return sandbox }
        throw Failure(.failed, "cannot start a sandbox", cause: "the start was cancelled")
    }
}
