import Diagnostics
import Dispatch
import PostgreSQL
import Synchronization

/// The sessions of questions that are being asked, so that none waits for ever for a database that does not answer.
final class OpenQuestions: Sendable {
    private let state = Mutex<(open: [ObjectIdentifier: Cancellation], isClosed: Bool)>(([:], false))
    private let limit: Duration

    /// - Parameter limit: how long a question may take.
    init(limit: Duration) { self.limit = limit }

    /// Asks the database on a session of its own. Blocks.
    ///
    /// - Throws: `Failure` with `databaseUnreachable` where there is no answer in time, or the server ends meanwhile.
    func ask<Value>(_ database: Database, _ question: (Session) throws -> Value) throws -> Value {
        do {
            var late: DispatchWorkItem?
            var asked: Cancellation?
            defer {
                late?.cancel()
                if let asked { close(asked) }
            }
            let connection = try Session(
                database, applicationName: "satchel-server",
                onConnecting: { cancellation in
                    open(cancellation)
                    asked = cancellation
                    let item = DispatchWorkItem { cancellation.cancel() }
                    DispatchQueue.global().asyncAfter(deadline: .now() + limit / .seconds(1), execute: item)
                    late = item
                })
            return try question(connection)
        } catch let failure as Failure where failure.code == .interrupted {
            throw Failure(
                .databaseUnreachable, "the database did not answer in time",
                cause: "the question was given up", remedy: "check the database and the network to it, and ask again")
        }
    }

    /// Gives all up, and what is asked from now on.
    func close() {
        let open = state.withLock { state in
            state.isClosed = true
            return state.open.values
        }
        for cancellation in open { cancellation.cancel() }
    }

    private func open(_ cancellation: Cancellation) {
        let isClosed = state.withLock { state in
            state.open[ObjectIdentifier(cancellation)] = cancellation
            return state.isClosed
        }
        if isClosed { cancellation.cancel() }
    }

    private func close(_ cancellation: Cancellation) {
        _ = state.withLock { $0.open.removeValue(forKey: ObjectIdentifier(cancellation)) }
    }
}
