import Dispatch

/// Runs what blocks (libpq, libarchive) on threads of its own, so that requests go on being answered.
enum BlockingWork {
    private static let queue = DispatchQueue(label: "satchel.blocking", qos: .utility, attributes: .concurrent)

    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }

    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let result: Result<Value, any Error> = await run { Result { try work() } }
        return try result.get()
    }
}
