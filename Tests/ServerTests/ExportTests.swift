import Foundation
import JSON
import Testing

@Suite struct ExportTests {
    @Test func anExportIsAJobWhoseArchiveCanBeDownloaded() async throws {
        try await ServerFixture.withServer { fixture, server in
            let id = try await server.submit(
                "/api/admin/backup/export", #"{"description":"before the move"}"#, by: "exporter")
            let job = try await server.ended(id)
            #expect(job["state"] == "done" && job["by"] == "exporter" && job["kind"] == "export")
            let name = try #require(job["archive"]?.string)
            let answer = try await server.get("/api/admin/backups/\(name)", by: "exporter")
            #expect(answer.status == 200 && answer.body.count == job["report"]?["bytes"]?.int)
            let list = try await server.get("/api/admin/backups").json()["backups"]?.array
            #expect(list?.first { $0["name"]?.string == name }?["note"] == "before the move")
        }
    }

    @Test func whoWaitsGetsTheReport() async throws {
        try await ServerFixture.withServer { _, server in
            for (path, headers) in [
                ("/api/admin/backup/export?wait=true", [:]), ("/api/admin/backup/export", ["Prefer": "wait=20"]),
            ] as [(String, [String: String])] {
                let answer = try await server.post(path, #"{"tables":["tags"]}"#, headers: headers)
                #expect(answer.status == 200)
                #expect(answer.headers["content-location"]?.hasPrefix("/api/admin/jobs/") == true)
                #expect(try answer.json()["command"] == "export")
            }
        }
    }

    @Test func aPreferenceThatSaysNothingIsNone() async throws {
        try await ServerFixture.withServer { _, server in
            for preference in ["=", ",=,", "=wait", ""] {
                let answer = try await server.post(
                    "/api/admin/backup/export", #"{"tables":["tags"]}"#, headers: ["Prefer": preference])
                #expect(answer.status == 202, "\(preference)")
            }
        }
    }

    @Test func exportsOfTheSameSecondHaveNamesOfTheirOwn() async throws {
        try await ServerFixture.withServer { fixture, server in
            var ids: [String] = []
            for _ in 0..<4 { ids.append(try await server.submit("/api/admin/backup/export", #"{"tables":["tags"]}"#)) }
            var names: Set<String> = []
            for id in ids {
                let job = try await server.ended(id)
                #expect(job["state"] == "done", "\(job.text())")
                names.insert(job["report"]?["archive"]?.string ?? "")
            }
            #expect(names.count == 4 && !names.contains(""))
            for name in names {
                #expect(FileManager.default.fileExists(atPath: fixture.backups.appending(path: name).path))
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: fixture.backups.path + "/.satchel/incoming")
            #expect(left.isEmpty)
        }
    }

    @Test func anExportReplacesNothing() async throws {
        try await ServerFixture.withServer { _, server in
            let answer = try await server.post(
                "/api/admin/backup/export?wait=true", "{\"name\":\"\(ServerFixture.archive)\"}")
            #expect(answer.status == 409)
            #expect(try answer.json()["code"] == "conflict")
        }
    }

    @Test func anIdempotencyKeyMakesARetryHarmless() async throws {
        try await ServerFixture.withServer { _, server in
            let key = ["Idempotency-Key": "nightly-1"]
            let first = try await server.submit("/api/admin/backup/export", #"{"tables":["tags"]}"#, headers: key)
            let second = try await server.submit("/api/admin/backup/export", #"{"tables":["tags"]}"#, headers: key)
            #expect(first == second)
            let other = try await server.post("/api/admin/backup/export", #"{"tables":["posts"]}"#, headers: key)
            #expect(other.status == 409)
            let stranger = try await server.submit(
                "/api/admin/backup/export", #"{"tables":["tags"]}"#, by: "exporter", headers: key)
            #expect(stranger != first)
        }
    }

    @Test func aRetryIsAnsweredAlsoWhenItsArchiveIsGone() async throws {
        try await ServerFixture.withServer { _, server in
            let key = ["Idempotency-Key": "once"]
            let body = "{\"tarballPath\":\"\(ServerFixture.archive)\",\"tables\":[\"tags\"]}"
            let id = try await server.submit("/api/admin/backup/import", body, headers: key)
            _ = try await server.ended(id)
            #expect(try await server.send("DELETE", "/api/admin/backups/\(ServerFixture.archive)").status == 204)
            #expect(try await server.submit("/api/admin/backup/import", body, headers: key) == id)
            let again = try await server.post("/api/admin/backup/import?wait=true", body, headers: key)
            #expect(again.status == 200 && again.headers["content-location"] == "/api/admin/jobs/\(id)")
            #expect(try await server.post("/api/admin/backup/import", body).status == 404)
        }
    }

    @Test func anotherDatabaseAndAManifestThatIsAFileAreRefused() async throws {
        try await ServerFixture.withServer { _, server in
            for body in [
                #"{"database":"other"}"#, #"{"manifest":"../../etc/passwd"}"#, #"{"manifest":"/etc/x.json"}"#,
                #"{"manifest":"nowhere"}"#, #"{"all":true,"tables":["tags"]}"#, #"{"references":"keys"}"#,
                #"{"name":"../x.tar"}"#, #"{"tabels":[]}"#, #"{"root":7}"#,
            ] {
                let answer = try await server.post("/api/admin/backup/export", body)
                #expect(answer.status == 400, "\(body): \(answer.text)")
                #expect(answer.headers["content-type"] == "application/problem+json")
                #expect(try answer.json()["code"] == "usage")
            }
        }
    }
}
