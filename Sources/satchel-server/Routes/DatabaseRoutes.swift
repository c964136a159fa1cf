import Catalogue
import CatalogueReading
import Exporting
import Foundation
import Hummingbird
import Index
import JSON
import PostgreSQL
import Requests
import TableKit

/// What can be asked about the database.
struct DatabaseRoutes {
    let sessions: DatabaseSessions

    func add(to group: RouterGroup<APIContext>) {
        group.get("history", use: history)
        group.get("tables", use: tables)
        group.get("tables/{table}/keys", use: keys)
    }

    @Sendable private func history(_ request: Request, _ context: APIContext) async throws -> Response {
        try context.require(.read)
        let history = try await sessions.share("history") { connection in
            ["command": "history", "imports": .array(try History(connection).entries().map(\.json))]
        }
        return Response(json: history)
    }

    @Sendable private func tables(_ request: Request, _ context: APIContext) async throws -> Response {
        try context.require(.read)
        var wanted = ExportRequest()
        wanted.all = try request.flag("all")
        let request = wanted
        return Response(
            json: try await sessions.share(request.all ? "all tables" : "tables") { connection in
                try request.plan(in: Catalogue.read(from: connection), on: connection).json
            })
    }

    /// Rows of a table by their keys, to choose a root from: values of rows, so it takes the scope of an export.
    @Sendable private func keys(_ request: Request, _ context: APIContext) async throws -> Response {
        try context.require(.export)
        guard let text = context.parameters.get("table")?.removingPercentEncoding, !text.utf8.contains(0),
            let table = TableName(parsing: text)
        else { throw APIError.badRequest("the address does not name a table") }
        let containing = try request.parameter("containing") ?? ""
        let listing = try await sessions.ask { connection in
            try KeyListing(
                of: table, containing: containing, limit: 500,
                in: ExportRequest().plan(in: Catalogue.read(from: connection), on: connection), on: connection)
        }
        return Response(
            json: ["rows": .array(listing.rows.map { .string($0) }), "hasMore": .bool(listing.hasMore)])
    }
}
