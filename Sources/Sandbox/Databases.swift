import Diagnostics
import Foundation
import PostgreSQL

extension Sandbox {
    /// Creates a database, as a copy of `template` where one is named; nobody may be connected to that.
    @discardableResult
    public func createDatabase(_ name: String, template: String? = nil) throws -> Database {
        let from: SQL = template.map { " TEMPLATE \(name: $0)" } ?? ""
        try administrate("cannot create the database \"\(name)\"") {
            try $0.run("CREATE DATABASE \(name: name)\(from)")
        }
        return database(named: name)
    }

    /// Drops a database if it is there, and ends whatever is connected to it.
    public func dropDatabase(_ name: String) throws {
        try administrate("cannot drop the database \"\(name)\"") { connection in
            if connection.serverVersion >= 130_000 {
                try connection.run("DROP DATABASE IF EXISTS \(name: name) WITH (FORCE)")
            } else {
                _ = try connection.rows(
                    """
                    SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
                    WHERE datname = \(literal: name)
                    """)
                try connection.run("DROP DATABASE IF EXISTS \(name: name)")
            }
        }
    }

    /// Lends `body` a database with a name of its own, which is dropped whatever happens.
    public nonisolated(nonsending) func withDatabase<R>(
        template: String? = nil, _ body: nonisolated(nonsending) (Database) async throws -> R
    ) async throws -> R {
        let name = "satchel_" + String(UInt64.random(in: .min ... .max), radix: 16)
        let database = try createDatabase(name, template: template)
        let value: R
        do {
            value = try await body(database)
        } catch {
            // The body's error is the one to report; the database goes with the server at the latest.
            try? dropDatabase(name)
            throw error
        }
        try dropDatabase(name)
        return value
    }

    /// Runs a file of SQL; it may hold neither psql's own commands nor COPY with its data.
    public func run(sqlFile path: String, in database: Database) throws {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Failure(.failed, "cannot read \"\(path)\"", cause: "it is missing, or no UTF-8 text")
        }
        do {
            try Connection(database).run(SQL(verbatim: text))
        } catch let error as ServerError {
            throw error.failure(doing: "cannot run \"\(path)\"")
        }
    }

    private func administrate(_ doing: String, _ body: (Connection) throws -> Void) throws {
        do {
            try body(Connection(database(named: "postgres")))
        } catch let error as ServerError {
            throw error.failure(doing: doing)
        }
    }
}
