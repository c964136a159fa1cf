import Foundation
import PostgreSQL
import Sandbox
import Synchronization
import Testing

/// Lends a connection to a new database of the shared server, after `setUp` has run in it.
func withConnection(_ setUp: SQL = "", _ body: (Connection) throws -> Void) async throws {
    try await Sandbox.shared().withDatabase { database in
        let connection = try Connection(database)
        if !setUp.isEmpty { try connection.run(setUp) }
        try body(connection)
    }
}

/// The same with a session; `setUp` runs under the database's search path.
func withSession(_ setUp: SQL = "", _ body: (Session) throws -> Void) async throws {
    try await Sandbox.shared().withDatabase { database in
        let session = try Session(database)
        if !setUp.isEmpty { try session.underDatabasePath { try session.run(setUp) } }
        try body(session)
    }
}

/// The server's error that `body` is to throw.
func serverError(_ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation) throws -> ServerError {
    try #require(throws: ServerError.self, sourceLocation: sourceLocation, performing: body)
}

struct BodyError: Error, Equatable {}

extension Connection {
    /// The only value of the only row.
    func value(_ sql: SQL) throws -> String? {
        let rows = try rows(sql)
        try #require(rows.count == 1 && rows[0].count == 1)
        return rows[0][0]
    }
}

/// Calls `body` on a thread of its own after `delay`.
func later(_ delay: TimeInterval, _ body: @escaping @Sendable () -> Void) {
    Thread.detachNewThread {
        Thread.sleep(forTimeInterval: delay)
        body()
    }
}
