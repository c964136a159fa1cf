import JSON
import PostgreSQL

/// Short sessions for questions that requests ask: so many at once, the others wait their turn, so that readers never
/// take the connections that jobs and other programs need.
actor DatabaseSessions {
    /// How many questions are asked at once.
    private static let atOnce = 8
    /// How seldom the same question is asked again while many want its answer.
    private static let interval = Duration.milliseconds(500)

    private let database: Database
    private var free = DatabaseSessions.atOnce
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var asked: [String: ContinuousClock.Instant] = [:]
    private var next: [String: Task<JSON, any Error>] = [:]

    init(_ database: Database) { self.database = database }

    /// Asks the database on a session of its own.
    func ask<Value: Sendable>(_ question: @escaping @Sendable (Session) throws -> Value) async throws -> Value {
        await enter()
        defer { leave() }
        let database = database
        return try await BlockingWork.run {
            let connection = try Session(database, applicationName: "satchel-server")
            return try question(connection)
        }
    }

    /// Asks a question that many ask: those who come before it is asked share the answer, which is never older than
    /// the request.
    ///
    /// - Parameter name: what tells the question from others.
    func share(_ name: String, _ question: @escaping @Sendable (Session) throws -> JSON) async throws -> JSON {
        if let waiting = next[name] { return try await waiting.value }
        let task = Task {
            if let last = self.asked[name] { try await Task.sleep(until: last + DatabaseSessions.interval) }
            self.begin(name)
            return try await self.ask(question)
        }
        next[name] = task
        return try await task.value
    }

    private func begin(_ name: String) {
        asked[name] = .now
        next[name] = nil
    }

    private func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Hands the place to the one who has waited longest.
    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
