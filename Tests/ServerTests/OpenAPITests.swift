import AccessTokens
import Diagnostics
import Foundation
import Hummingbird
import JSON
import Logging
import PostgreSQL
import Reports
import SystemPackage
import Testing

@testable import satchel_server

/// docs/openapi.yaml beside the server.
@Suite struct OpenAPITests {
    private let api: OpenAPI

    init() throws { api = try OpenAPI() }

    /// `GET /api/admin/jobs/{id}` and what is described of it.
    private var operations: [String: JSON] {
        var found: [String: JSON] = [:]
        for (path, item) in api.root["paths"]?.object ?? [:] {
            for (method, operation) in item.object ?? [:] { found["\(method.uppercased()) \(path)"] = operation }
        }
        return found
    }

    @Test func everyAddressIsDescribedAndTheOtherWayRound() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "satchel-openapi-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let settings = ServerSettings(
            backups: FilePath(folder.path), database: try Database(connectionString: "dbname=none"))
        let server = try AdminServer(settings, logger: Logger(label: "test"))
        let routes = server.router.routes.map { "\($0.method.rawValue) \($0.path)" }
        // The page's own files are no part of the API.
        let others = ["GET /healthz", "GET /readyz", "GET /metrics", "GET /openapi.yaml"]
        let served = Set(routes.filter { $0.contains("/api/") || others.contains($0) })
        #expect(served == Set(operations.keys))
    }

    @Test func membersOfBodiesAreThoseThatTheServerReads() {
        for (schema, members) in [
            ("ExportRequest", ExportBody.members), ("ImportRequest", ImportBody.members),
            ("UpdateImportRequest", ImportBody.mergeMembers), ("DiffRequest", JobRoutes.diffMembers),
        ] {
            let described = api.root["components"]?["schemas"]?[schema]?["properties"]?.object?.keys
            #expect(Set(described.map(Array.init) ?? []) == Set(members), "\(schema)")
        }
    }

    @Test func conflictsAndDecisionsHaveTheColumnsOfTheirFiles() {
        func members(_ schema: String) -> Set<String> {
            let described = api.root["components"]?["schemas"]?[schema]?["properties"]?.object?.keys
            return Set(described.map(Array.init) ?? [])
        }
        #expect(members("Decision") == Set(Conflict.columns))
        #expect(members("Conflict") == Set(Conflict.columns).subtracting(["decision"]))
    }

    @Test func kindsOfProblemsAreThoseOfTheCode() {
        let described = api.root["components"]?["schemas"]?["RowProblem"]?["properties"]?["kind"]?["enum"]
        #expect(described?.array?.compactMap(\.string) == Problem.Kind.allCases.map(\.rawValue))
    }

    @Test func referencesLeadSomewhereAndEveryWordIsChecked() {
        func check(_ value: JSON, isSchema: Bool) {
            if value["$ref"] != nil { #expect(api.resolved(value) != nil, "\(value.text())") }
            if isSchema, let members = value.object {
                #expect(OpenAPI.words.isSuperset(of: members.keys), "\(value.text())")
            }
            for (name, member) in value.object ?? [:] {
                if name == "properties" || name == "schemas" {
                    for property in member.object?.values.map({ $0 }) ?? [] { check(property, isSchema: true) }
                } else {
                    check(member, isSchema: name == "schema" || name == "items")
                }
            }
            for element in value.array ?? [] { check(element, isSchema: false) }
        }
        check(api.root, isSchema: false)
        for (name, operation) in operations {
            for parameter in name.matches(of: /\{([a-z]+)\}/).map({ String($0.1) }) {
                let described = operation["parameters"]?.array?.compactMap { api.resolved($0)?["name"]?.string } ?? []
                #expect(described.contains(parameter), "\(parameter) of \(name)")
            }
        }
    }

    @Test func answersFitWhatIsDescribed() async throws {
        try await ServerFixture.withServer { fixture, server async throws in
            let archive = ServerFixture.archive
            let bytes = [UInt8](try Data(contentsOf: fixture.backups.appending(path: archive)))
            var checked: Set<String> = []

            @discardableResult
            func check(
                _ operation: String, _ path: String, _ status: Int, by name: String? = "admin", body: String? = nil,
                bytes: [UInt8] = [], headers: [String: String] = [:]
            ) async throws -> Answer {
                let method = String(operation.prefix { $0 != " " })
                let answer =
                    if let body { try await server.post(path, body, by: name, headers: headers) } else {
                        try await server.send(method, path, by: name, headers: headers, body: bytes)
                    }
                #expect(answer.status == status, "\(operation): \(answer.text)")
                let described = try #require(operations[operation], "\(operation)")
                let response = try #require(
                    api.resolved(described["responses"]?["\(answer.status)"]), "\(answer.status) of \(operation)")
                let type = answer.headers["content-type"].map { String($0.prefix { $0 != ";" }) } ?? ""
                if !answer.body.isEmpty {
                    let content = try #require(response["content"]?[type], "\(type) of \(operation), \(answer.status)")
                    if type.hasSuffix("json") {
                        let problems = api.problems(try answer.json(), content["schema"])
                        #expect(problems.isEmpty, "\(operation), \(answer.status): \(problems.prefix(3))")
                    }
                }
                for header in response["headers"]?.object?.keys.map({ $0 }) ?? [] {
                    #expect(answer.headers[header.lowercased()] != nil, "\(header) of \(operation), \(answer.status)")
                }
                if answer.status < 400 { checked.insert(operation) }
                return answer
            }

            let start = "{\"tarballPath\":\"\(archive)\"}"
            let (exporting, importing) = ("POST /api/admin/backup/export", "POST /api/admin/backup/import")
            let merging = "POST /api/admin/backup/update-import"
            try await check(exporting, "/api/admin/backup/export?wait=true", 200, body: #"{"name":"a.tar.gz"}"#)
            try await check(exporting, "/api/admin/backup/export?wait=true", 409, body: #"{"name":"a.tar.gz"}"#)
            try await check(exporting, "/api/admin/backup/export", 202, body: #"{"tables":["tags"]}"#)
            try await check(exporting, "/api/admin/backup/export", 400, body: "[]")
            try await check(exporting, "/api/admin/backup/export", 401, by: nil, body: "{}")
            try await check(exporting, "/api/admin/backup/export", 403, by: "reader", body: "{}")
            try await check(
                exporting, "/api/admin/backup/export", 415, body: "{}", headers: ["Content-Type": "text/plain"])
            try await check(exporting, "/api/admin/backup/export?wait=true", 422, body: #"{"tables":["nothing"]}"#)
            try await check(importing, "/api/admin/backup/import?wait=true", 200, body: start)
            let id = try await check(importing, "/api/admin/backup/import", 202, body: start).json()["id"]?.string ?? ""
            _ = try await server.ended(id)
            try await check(importing, "/api/admin/backup/import", 404, body: #"{"tarballPath":"none.tar"}"#)
            try await check(
                merging, "/api/admin/backup/update-import?wait=true", 200,
                body: "{\"tarballPath\":\"\(archive)\",\"dryRun\":true,\"base\":\"none\",\"showChanges\":true}")
            try await check("GET /api/admin/backups", "/api/admin/backups", 200, by: "reader")
            let one = "/api/admin/backups/\(archive)"
            let address = "GET /api/admin/backups/{name}"
            try await check(address, one, 200)
            try await check(address, one, 206, headers: ["Range": "bytes=0-9"])
            try await check(address, one, 416, headers: ["Range": "bytes=999999999-"])
            try await check(address, one, 304, headers: ["If-None-Match": "*"])
            try await check(address, "/api/admin/backups/x", 400)
            try await check("PUT /api/admin/backups/{name}", "/api/admin/backups/b.tar.zst", 201, bytes: bytes)
            try await check("PUT /api/admin/backups/{name}", "/api/admin/backups/b.tar.zst", 409, bytes: bytes)
            try await check("PUT /api/admin/backups/{name}", "/api/admin/backups/c.tar.zst", 422, bytes: [1, 2, 3])
            try await check("DELETE /api/admin/backups/{name}", "/api/admin/backups/b.tar.zst", 204)
            try await check("DELETE /api/admin/backups/{name}", "/api/admin/backups/b.tar.zst", 404)
            try await check("GET /api/admin/backups/{name}/index", one + "/index", 200)
            try await check("POST /api/admin/backups/{name}/diff", one + "/diff?wait=true", 200, body: "{}")
            try await check("GET /api/admin/jobs", "/api/admin/jobs", 200)
            try await check("GET /api/admin/jobs/{id}", "/api/admin/jobs/\(id)", 200)
            try await check("GET /api/admin/jobs/{id}", "/api/admin/jobs/none", 404)
            try await check("GET /api/admin/jobs/{id}/events", "/api/admin/jobs/\(id)/events", 200)
            try await check("DELETE /api/admin/jobs/{id}", "/api/admin/jobs/\(id)", 409)
            try await fixture.whileImportsWait {
                let id = try await server.submit("/api/admin/backup/import", start)
                try await fixture.waitForBlockedImport()
                try await check("DELETE /api/admin/jobs/{id}", "/api/admin/jobs/\(id)", 200)
            }
            try await check("GET /api/admin/history", "/api/admin/history", 200)
            try await check("GET /api/admin/tables", "/api/admin/tables?all=true", 200)
            try await check("GET /api/admin/tables", "/api/admin/tables?all=perhaps", 400)
            try await check(
                "GET /api/admin/tables/{table}/keys", "/api/admin/tables/projects/keys?containing=a", 200)
            try await check("GET /healthz", "/healthz", 200, by: nil)
            try await check("GET /readyz", "/readyz", 200, by: nil)
            try await check("GET /metrics", "/metrics", 200)
            let description = try await check("GET /openapi.yaml", "/openapi.yaml", 200, by: nil)
            #expect(description.body == Array(try Data(contentsOf: OpenAPI.file)))
            #expect(checked == Set(operations.keys))
        }
    }
}
