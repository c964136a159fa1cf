import PostgreSQL
import Sandbox

/// Copies of the sample's databases on the shared server, made from templates that are filled once.
enum SampleCopies {
    private static let templates = Task {
        let sandbox = try await Sandbox.shared()
        try SampleDatabases.fill(Connection(sandbox.createDatabase("command_source")), rows: 300)
        try SampleDatabases.fill(Connection(sandbox.createDatabase("command_target")), rows: nil)
        return sandbox
    }

    /// Lends `body` the URLs of databases: copies of "source" and "target" under names that begin so, and "empty".
    static func lend<R>(
        _ kinds: [String], for name: String, _ body: (Sandbox, [String: String]) async throws -> R
    ) async throws -> R {
        let sandbox = try await templates.value
        var urls: [String: String] = [:]
        for kind in kinds {
            let database = databaseName(kind, name)
            let template =
                kind.hasPrefix("source") ? "command_source" : kind.hasPrefix("target") ? "command_target" : nil
            try sandbox.createDatabase(database, template: template)
            urls[kind] = sandbox.url(ofDatabase: database)
        }
        let value: R
        do {
            value = try await body(sandbox, urls)
        } catch {
            // The body's error is the one to report; the databases go with the server at the latest.
            for kind in kinds { try? sandbox.dropDatabase(databaseName(kind, name)) }
            throw error
        }
        for kind in kinds { try sandbox.dropDatabase(databaseName(kind, name)) }
        return value
    }

    static func databaseName(_ kind: String, _ name: String) -> String { "\(name)_\(kind)" }
}
