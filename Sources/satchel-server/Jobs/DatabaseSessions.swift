import PostgreSQL

/// Short sessions for questions that requests ask: so many at once, the others wait their turn, so that readers never
/// take the connections that jobs and other programs need.
actor DatabaseSessions {
    /// How many questions are asked at once.
    private static let atOnce = 8
    /// Readiness is asked for this seldom, however often somebody wants to know.
    private static let readyFor = Duration.seconds(1)

    private let database: Database
    private var free = DatabaseSessions.atOnce
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var probe: (began: ContinuousClock.Instant, task: Task<Void, any Error>)?

    init(_ database: Database) { self.database = database }

    /// Asks the database on a session of its own.
    func ask<Value: Sendable>(_ question: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        await enter()
        defer { leave() }
        let database = database
        return try await BlockingWork.run {
            let connection = try Connection(database, applicationName: "satchel-server")
            try connection.pinSettings()
            return try question(connection)
        }
    }

    /// - Throws: `Failure` where the database cannot be reached.
    func checkReady() async throws {
        if let probe, ContinuousClock.now - probe.began < DatabaseSessions.readyFor { return try await probe.task.value }
        let task = Task { try await self.ask { _ in } }
        probe = (.now, task)
        try await task.value
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
