import Foundation
import JSON
import Testing

@testable import satchel_server

@Suite struct EventTests {
    /// One event of a stream.
    private struct Event: Equatable {
        var id: Int
        var name: String
        var data: JSON
    }

    private func events(_ text: String) throws -> [Event] {
        try text.components(separatedBy: "\n\n").filter { $0.hasPrefix("id: ") }.map { block in
            let lines = block.components(separatedBy: "\n")
            return Event(
                id: Int(lines[0].dropFirst("id: ".count)) ?? 0, name: String(lines[1].dropFirst("event: ".count)),
                data: try JSON.parse(String(lines[2].dropFirst("data: ".count)), name: "an event"))
        }
    }

    @Test func aJobIsFollowedFromQueuedToDone() async throws {
        try await ServerFixture.withServer { fixture, server in
            try await server.importSample(",\"tables\":[\"status\"]")
            var id = ""
            var stream: Task<Answer, any Error>?
            try await fixture.whileImportsWait {
                id = try await server.submit(
                    "/api/admin/backup/import", "{\"tarballPath\":\"\(ServerFixture.archive)\"}")
                let path = "/api/admin/jobs/\(id)/events"
                stream = Task { try await server.get(path, by: "reader") }
                try await fixture.waitForBlockedImport()
            }
            let answer = try await #require(stream).value
            #expect(answer.status == 200 && answer.headers["content-type"] == "text/event-stream")
            let events = try events(answer.text)
            #expect(events.map(\.id) == Array(1...events.count))
            let states = events.filter { $0.name == "state" }.map { $0.data["state"]?.string }
            #expect(states == ["queued", "running", "done"])
            let all = events.filter { $0.name == "progress" }.map(\.data)
            #expect(all.contains { $0["rows"]?.int == $0["total"]?.int && $0["rows"] != 0 })
            #expect(all.allSatisfy { $0["total"]?.int.map { $0 > 0 } ?? true && $0["secondsLeft"]?.int ?? 0 >= 0 })
            let progress = try #require(all.last)
            #expect(progress["phase"]?.int != nil)
            #expect(
                Set(progress.object.map { $0.keys } ?? []).isSuperset(of: [
                    "stage", "table", "rowsPerSecond", "secondsLeft",
                ]))

            // Whoever comes back goes on after the last event; whoever has seen all is told not to come back.
            let path = "/api/admin/jobs/\(id)/events"
            let rest = try await server.get(path, headers: ["Last-Event-ID": "\(events.count - 1)"])
            #expect(try self.events(rest.text).map(\.id) == [events.count])
            #expect(try await server.get(path, headers: ["Last-Event-ID": "\(events.count)"]).status == 204)
        }
    }

    @Test func aNumberOfAnEarlierStartShowsEverything() async throws {
        let events = JobEvents()
        events.add("state", "queued")
        events.add("state", "done")
        events.finish()
        var seen: [Int] = []
        for await event in events.stream(after: 57) { seen.append(event.id) }
        #expect(seen == [1, 2])
        #expect(!events.hasEnded(after: 57) && events.hasEnded(after: 2) && !events.hasEnded(after: 1))
    }

    @Test func onlyTheLatestEventsAreKept() async throws {
        let events = JobEvents()
        for number in 1...1000 { events.add("progress", .integer(number)) }
        events.finish()
        var seen: [Int] = []
        for await event in events.stream(after: 0) { seen.append(event.id) }
        #expect(seen == Array(745...1000))
    }
}
