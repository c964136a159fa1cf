import ArgumentParser
import Diagnostics
import Foundation
import PostgreSQL

/// Which database, for every command that needs one.
struct DatabaseOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The database: a URL, a connection string or a name.",
            discussion: "Default: DATABASE_URL, else libpq's own environment.", valueName: "url"))
    var database: String?

    @OptionGroup var log: SQLLogOptions

    /// Connects, pins the settings that decide how values are written, and stops the work on Ctrl-C.
    func connect() throws -> Session { try DatabaseOptions.connect(to: database, log: log.open()) }

    /// The database that a name or the environment means.
    static func resolve(_ name: String?) throws(Failure) -> Database {
        try Database.resolve(name, environment: ProcessInfo.processInfo.environment)
    }

    /// The same for a command that need not have a database.
    static func connect(to name: String?, log: SQLLog?) throws -> Session {
        try connect(to: resolve(name), log: log)
    }

    /// The same for a database that is known.
    static func connect(to database: Database, log: SQLLog?) throws -> Session {
        Interruption.shared.begin()
        let connection = try Session(
            database, onStatement: log?.observer(of: database), onConnecting: Interruption.shared.stop)
        connection.explainsStatements = log?.hasPlans ?? false
        return connection
    }
}
