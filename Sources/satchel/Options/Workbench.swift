import Diagnostics
import Foundation
import PostgreSQL
import Sandbox

/// A database of which only temporary tables are used: to compare archives whose tables need not exist anywhere.
enum Workbench {
    /// Lends a session of the database that the arguments or the environment name, else of a server that is gone
    /// afterwards.
    ///
    /// - Throws: `Failure` with `databaseUnreachable` where there is neither.
    static func with<R: Sendable>(
        _ url: String?, log: SQLLog?, _ body: (Session) throws -> R
    ) async throws -> R {
        let place = try Database.resolve(url, environment: ProcessInfo.processInfo.environment)
        let connection: Session
        do {
            connection = try DatabaseOptions.connect(to: place, log: log)
        } catch let unreachable as Failure where unreachable.code == .databaseUnreachable {
            return try await withServer(insteadOf: unreachable, log: log, body)
        }
        return try body(connection)
    }

    private static func withServer<R: Sendable>(
        insteadOf unreachable: Failure, log: SQLLog?, _ body: (Session) throws -> R
    ) async throws -> R {
        let outcome: Swift.Result<R, any Error>
        do {
            outcome = try await Sandbox.withServer { sandbox in
                let connection = try DatabaseOptions.connect(to: sandbox.database(named: "postgres"), log: log)
                return Swift.Result { try body(connection) }
            }
        } catch let failure as Failure where failure.code != .interrupted {
            let causes = [unreachable.what, unreachable.cause, failure.what, failure.cause]
            throw Failure(
                .databaseUnreachable, "cannot compare two archives without a PostgreSQL server",
                cause: causes.compactMap { $0 }.joined(separator: ": "),
                remedy: "name any database with --database, or install PostgreSQL's server programs")
        }
        return try outcome.get()
    }
}
