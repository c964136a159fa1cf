import Foundation
import JSON
import Testing

@Suite struct RestartTests {
    private let body = "{\"tarballPath\":\"\(ServerFixture.archive)\"}"

    @Test func aServerKilledInTheMiddleOfAnImportHasChangedNothing() async throws {
        try await ServerFixture.lend { fixture in
            let server = try await fixture.start()
            try await server.importSample(",\"tables\":[\"status\"]")
            let before = try fixture.rows()
            var ids: [String] = []
            try await fixture.whileImportsWait {
                ids.append(try await server.submit("/api/admin/backup/import", body, by: "importer"))
                try await fixture.waitForBlockedImport()
                ids.append(try await server.submit("/api/admin/backup/import", body))
                await server.kill()
                try Data("half an upload".utf8).write(
                    to: fixture.backups.appending(path: ".satchel/incoming/left.tar"))
                // The session of the killed server still waits: the new start ends it.
                let next = try await fixture.start()
                for id in ids {
                    let job = try await next.job(id)
                    #expect(job["state"] == "failed")
                    #expect(job["error"]?["detail"] == "nothing was changed")
                }
                #expect(try fixture.rows() == before)
                let left = try FileManager.default.contentsOfDirectory(
                    atPath: fixture.backups.path + "/.satchel/incoming")
                #expect(left.isEmpty)
                await next.stop()
            }
            let next = try await fixture.start()
            #expect(try await next.importSample()["totals"]?["inserted"]?.int ?? 0 > 0)
            await next.stop()
        }
    }

    @Test func anImportThatWasCommittedBeforeTheEndIsDone() async throws {
        try await ServerFixture.lend { fixture in
            let server = try await fixture.start()
            let id = try await server.submit("/api/admin/backup/import", body, by: "importer")
            let done = try await server.ended(id)
            await server.kill()
            // As the journal was when the server had committed and not yet said so.
            let file = fixture.jobs.appending(path: id + ".json")
            guard case .object(var job) = try JSON.parse([UInt8](Data(contentsOf: file)), name: "the journal") else {
                Issue.record("the journal is no object")
                return
            }
            job["state"] = "running"
            for name in ["report", "finished"] { job[name] = .null }
            try Data(JSON.object(job).bytes()).write(to: file)
            let next = try await fixture.start()
            let again = try await next.job(id)
            #expect(again["state"] == "done", "\(again.text())")
            #expect(again["report"]?["totals"]?["inserted"] == done["report"]?["totals"]?["inserted"])
            await next.stop()
        }
    }

    @Test func aServerThatIsEndedStopsItsImportAndSaysSo() async throws {
        try await ServerFixture.lend { fixture in
            let server = try await fixture.start()
            try await server.importSample(",\"tables\":[\"status\"]")
            let before = try fixture.rows()
            try await fixture.whileImportsWait {
                let id = try await server.submit("/api/admin/backup/import", body)
                try await fixture.waitForBlockedImport()
                let events = Task { try await server.get("/api/admin/jobs/\(id)/events") }
                let waiting = Task { try await server.post("/api/admin/backup/import?wait=true", body) }
                for _ in 0..<300
                where try await server.get("/api/admin/jobs").json()["jobs"]?.array?.first?["state"] != "queued" {
                    try await Task.sleep(for: .milliseconds(50))
                }
                let began = ContinuousClock.now
                #expect(await server.stop() == 0)
                #expect(ContinuousClock.now - began < .seconds(10))
                #expect(try await events.value.text.contains("\"cancelled\""))
                #expect(try await waiting.value.status == 409)
                #expect(try fixture.rows() == before)
            }
            let next = try await fixture.start()
            let list = try await next.get("/api/admin/jobs").json()["jobs"]?.array
            #expect(list?.prefix(2).allSatisfy { $0["state"] == "cancelled" } == true)
            await next.stop()
        }
    }

    @Test func aServerThatIsEndedDoesNotWaitForeverForAClientThatDoesNotRead() async throws {
        try await ServerFixture.lend { fixture in
            let server = try await fixture.start()
            try Data(count: 64 << 20).write(to: fixture.backups.appending(path: "large.tar"))
            let connection = try RawConnection(port: server.port)
            connection.send(
                "GET /api/admin/backups/large.tar HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"
                    + "Authorization: Bearer \(fixture.tokens["admin"] ?? "")\r\n\r\n")
            _ = try await blocking { connection.receive() }
            let began = ContinuousClock.now
            #expect(await server.stop() == 0)
            #expect(ContinuousClock.now - began < .seconds(30))
        }
    }

    @Test func aDamagedJournalDoesNotKeepTheServerFromStarting() async throws {
        try await ServerFixture.lend { fixture in
            let server = try await fixture.start()
            let id = try await server.submit("/api/admin/backup/export", #"{"tables":["tags"]}"#)
            _ = try await server.ended(id)
            await server.stop()
            let good = try Data(contentsOf: fixture.jobs.appending(path: id + ".json"))
            for (name, content) in [
                ("empty", Data()), ("text", Data("text".utf8)), ("half", good.prefix(good.count / 2)),
                ("null", Data("null".utf8)), ("other", good),
                ("deep", Data(String(repeating: "[", count: 100_000).utf8)),
            ] { try content.write(to: fixture.jobs.appending(path: name + ".json")) }
            let next = try await fixture.start()
            let list = try await next.get("/api/admin/jobs").json()["jobs"]?.array
            #expect(list?.map { $0["id"]?.string } == [id])
            #expect(try await next.job(id)["state"] == "done")
            await next.stop()
        }
    }
}
