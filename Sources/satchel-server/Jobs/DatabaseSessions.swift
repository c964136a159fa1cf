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
    private let questions: OpenQuestions
    private var free = DatabaseSessions.atOnce
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var asked: [String: ContinuousClock.Instant] = [:]
    private var next: [String: Task<JSON, any Error>] = [:]

    /// - Parameter limit: how long a question may take.
    init(_ database: Database, limit: Duration = .seconds(120)) {
        self.database = database
        questions = OpenQuestions(limit: limit)
    }

    /// Gives up what is being asked: the server goes down.
    nonisolated func close() { questions.close() }

    /// Asks the database on a session of its own.
    func ask<Value: Sendable>(_ question: @escaping @Sendable (Session) throws -> Value) async throws -> Value {
        await enter()
        defer { leave() }
        let (database, questions) = (database, questions)
        return try await BlockingWork.run { try questions.ask(database, question) }
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
