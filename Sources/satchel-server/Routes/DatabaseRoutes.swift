import Catalogue
import Foundation
import Hummingbird
import JSON
import Operations
import PostgreSQL
import TableKit
import Transfer

/// What can be asked about the database.
struct DatabaseRoutes {
    let database: Database

    func add(to group: RouterGroup<APIContext>) {
        group.get("history", use: history)
        group.get("tables", use: tables)
        group.get("tables/{table}/keys", use: keys)
    }

    @Sendable private func history(_ request: Request, _ context: APIContext) async throws -> Response {
        try context.require(.read)
        let entries = try await ask { try History($0).entries() }
        return Response(json: ["command": "history", "imports": .array(entries.map(\.json))])
    }

    @Sendable private func tables(_ request: Request, _ context: APIContext) async throws -> Response {
        try context.require(.read)
        var wanted = ExportRequest()
        wanted.all = try request.flag("all")
        let request = wanted
        return Response(json: try await ask { try request.plan(in: Catalogue.read(from: $0)).json })
    }

    /// Rows of a table by their keys, to choose a root from.
    @Sendable private func keys(_ request: Request, _ context: APIContext) async throws -> Response {
        try context.require(.read)
        guard let text = context.parameters.get("table")?.removingPercentEncoding, let table = TableName(parsing: text)
        else { throw APIError.badRequest("the address does not name a table") }
        let wanted = request.uri.queryParameters["containing"].map(String.init) ?? ""
        guard let containing = wanted.removingPercentEncoding, !containing.unicodeScalars.contains("\0") else {
            throw APIError.badRequest("containing cannot be read", remedy: "percent-encode it as UTF-8")
        }
        let listing = try await ask { connection in
            try KeyListing(
                of: table, containing: containing, limit: 500,
                in: ExportRequest().plan(in: Catalogue.read(from: connection)), on: connection)
        }
        return Response(
            json: ["rows": .array(listing.rows.map { .string($0) }), "hasMore": .bool(listing.hasMore)])
    }

    /// Asks the database on a session of its own.
    private func ask<Value: Sendable>(_ question: @escaping @Sendable (Connection) throws -> Value) async throws
        -> Value
    {
        let database = database
        return try await BlockingWork.run {
            let connection = try Connection(database, applicationName: "satchel-server")
            try connection.pinSettings()
            return try question(connection)
        }
    }
}
