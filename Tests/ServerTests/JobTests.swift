import Foundation
import JSON
import PostgreSQL
import Testing

@Suite struct JobTests {
    @Test func aCancelledImportLeavesTheDatabaseAsItWas() async throws {
        try await ServerFixture.withServer { fixture, server in
            try await server.importSample(",\"tables\":[\"status\"]")
            let before = try fixture.rows()
            try await fixture.whileImportsWait {
                let id = try await server.submit(
                    "/api/admin/backup/import", "{\"tarballPath\":\"\(ServerFixture.archive)\"}", by: "importer")
                try await fixture.waitForBlockedImport()
                // Not by others, except admins; the one who asked may.
                #expect(try await server.send("DELETE", "/api/admin/jobs/\(id)", by: "exporter").status == 403)
                let answer = try await server.send("DELETE", "/api/admin/jobs/\(id)", by: "importer")
                #expect(answer.status == 200)
                #expect(try answer.json()["state"] == "cancelled")
                #expect(try answer.json()["error"]?["detail"] == "nothing was changed")
                #expect(try await server.send("DELETE", "/api/admin/jobs/\(id)").status == 409)
            }
            #expect(try fixture.rows() == before)
        }
    }

    @Test func oneImportRunsAtATimeAndTheNextWaits() async throws {
        try await ServerFixture.withServer { fixture, server async throws in
            try await server.importSample(",\"tables\":[\"status\"]")
            let body = "{\"tarballPath\":\"\(ServerFixture.archive)\"}"
            var ids: [String] = []
            try await fixture.whileImportsWait {
                ids.append(try await server.submit("/api/admin/backup/import", body))
                try await fixture.waitForBlockedImport()
                for _ in 0..<2 { ids.append(try await server.submit("/api/admin/backup/import", body)) }
                // Others are answered meanwhile, and an export goes beside.
                #expect(try await server.get("/api/admin/tables", by: "reader").status == 200)
                let states = try await ids.asyncMap { try await server.job($0)["state"]?.string }
                #expect(states == ["running", "queued", "queued"])
                let cancelled = try await server.send("DELETE", "/api/admin/jobs/\(ids[1])")
                #expect(try cancelled.json()["state"] == "cancelled")
            }
            let states = try await ids.asyncMap { try await server.ended($0)["state"]?.string }
            #expect(states == ["done", "cancelled", "done"])
            let list = try await server.get("/api/admin/jobs", by: "reader").json()["jobs"]?.array
            #expect(list?.prefix(3).map { $0["id"]?.string } == ids.reversed())
            #expect(list?.allSatisfy { $0["report"] == nil } == true)
        }
    }

    @Test func valuesOfRowsAreForThoseWhoMaySeeRows() async throws {
        try await ServerFixture.withServer { _, server async throws in
            let id = try await server.submit(
                "/api/admin/backup/import",
                "{\"tarballPath\":\"\(ServerFixture.archive)\",\"dryRun\":true,\"showChanges\":true}", by: "importer")
            _ = try await server.ended(id)
            for (name, sees) in [("importer", true), ("exporter", true), ("admin", true), ("reader", false)] {
                let report = try await server.job(id, by: name)["report"]
                #expect((report?["changes"] != nil) == sees, "\(name)")
                #expect(report?["changeCount"]?.int ?? 0 > 0)
                let events = try await server.get("/api/admin/jobs/\(id)/events", by: name).text
                #expect(events.contains("\"changes\"") == sees, "\(name)")
            }
        }
    }

    @Test func aJobThatIsNotThereIsNotFound() async throws {
        try await SharedServer.use { _, server async throws in
            for path in ["nothing", "%2e%2e", "..", "%00", "a%2Fb"] {
                #expect(try await server.get("/api/admin/jobs/\(path)").status == 404)
                #expect(try await server.get("/api/admin/jobs/\(path)/events").status == 404)
                #expect(try await server.send("DELETE", "/api/admin/jobs/\(path)").status == 404)
            }
        }
    }

    @Test func aDiffComparesTheDatabaseWithAnArchive() async throws {
        try await ServerFixture.withServer { _, server in
            let answer = try await server.post(
                "/api/admin/backups/\(ServerFixture.archive)/diff?wait=true",
                #"{"tables":["tags"],"showChanges":true}"#,
                by: "exporter")
            #expect(answer.status == 200, "\(answer.text)")
            let report = try answer.json()
            #expect(report["command"] == "diff" && report["archive"]?.string == ServerFixture.archive)
        }
    }
}

extension Sequence {
    /// One after the other.
    func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
