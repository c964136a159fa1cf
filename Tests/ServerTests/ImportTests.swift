import Foundation
import JSON
import PostgreSQL
import Testing

@Suite struct ImportTests {
    @Test func anImportAddsWhatTheTargetLacksAndRecordsWhoAsked() async throws {
        try await ServerFixture.withServer { fixture, server in
            let before = try fixture.rows()
            let report = try await server.importSample(",\"mode\":\"skip\"", by: "importer")
            #expect(try fixture.rows() > before && report["totals"]?["inserted"]?.int ?? 0 > 0)
            let history = try await server.get("/api/admin/history", by: "reader").json()["imports"]?.array
            #expect(
                history?.first?["actor"] == "importer" && history?.first?["archive"]?.string == ServerFixture.archive)
            // The same again finds everything there.
            #expect(try await server.importSample()["totals"]?["inserted"] == 0)
        }
    }

    @Test func aDryRunChangesNothingAndShowsChanges() async throws {
        try await ServerFixture.withServer { fixture, server in
            let before = try fixture.rows()
            let report = try await server.importSample(",\"dryRun\":true,\"showChanges\":true")
            #expect(try fixture.rows() == before && report["totals"]?["inserted"]?.int ?? 0 > 0)
            #expect(report["changes"]?.array?.isEmpty == false && report["changeCount"]?.int ?? 0 > 0)
        }
    }

    @Test(arguments: [
        "/etc/passwd", "../sample.tar.zst", "backup/../sample.tar.zst", "backup/backup/sample.tar.zst", "backup/",
        "sample", "sample.zip", "a\\nb.tar", "a/b.tar", "a\\\\b.tar", ".hidden.tar", ".\\u0301x.tar", "\\u202Exat.tar",
        "a\\u0000.tar", "",
    ])
    func whatCouldLeadElsewhereIsRefused(path: String) async throws {
        try await SharedServer.use { fixture, server in
            let answer = try await server.post("/api/admin/backup/import", "{\"tarballPath\":\"\(path)\"}")
            #expect(answer.status == 400, "\(answer.text)")
            #expect(try answer.json()["code"] == "usage")
        }
    }

    @Test func bothFormsOfTheNameMeanTheArchive() async throws {
        try await ServerFixture.withServer { _, server in
            for name in ["backup/" + ServerFixture.archive, ServerFixture.archive] {
                let answer = try await server.post(
                    "/api/admin/backup/import?wait=true",
                    "{\"tarballPath\":\"\(name)\",\"mode\":\"skip\",\"dryRun\":true,\"tables\":null}")
                #expect(answer.status == 200, "\(answer.text)")
            }
            #expect(
                try await server.post("/api/admin/backup/import", #"{"tarballPath":"other.tar.zst"}"#).status == 404)
            let mode = try await server.post(
                "/api/admin/backup/import", "{\"tarballPath\":\"\(ServerFixture.archive)\",\"mode\":\"update\"}")
            #expect(mode.status == 400)
        }
    }

    @Test func aLinkThatLeavesTheFolderIsRefusedAndOneThatStaysIsNot() async throws {
        try await ServerFixture.withServer { fixture, server in
            let outside = fixture.folder.appending(path: "outside.tar.zst")
            try FileManager.default.copyItem(at: fixture.backups.appending(path: ServerFixture.archive), to: outside)
            func link(_ name: String, to target: String) throws {
                try FileManager.default.createSymbolicLink(
                    atPath: fixture.backups.appending(path: name).path, withDestinationPath: target)
            }
            try link("leaves.tar.zst", to: outside.path)
            try link("stays.tar.zst", to: ServerFixture.archive)
            try Data("secret".utf8).write(to: fixture.backups.appending(path: "notes.txt"))
            try link("notes.tar", to: "notes.txt")
            for name in ["leaves.tar.zst", "notes.tar"] {
                #expect(try await server.get("/api/admin/backups/\(name)").status == 400)
                #expect(try await server.send("DELETE", "/api/admin/backups/\(name)").status == 400)
                let answer = try await server.post("/api/admin/backup/import", "{\"tarballPath\":\"\(name)\"}")
                #expect(answer.status == 400)
            }
            #expect(try await server.get("/api/admin/backups/stays.tar.zst").status == 200)
            let list = try await server.get("/api/admin/backups").text
            #expect(list.contains("stays.tar.zst") && !list.contains("leaves.tar.zst") && !list.contains("notes.tar"))
            #expect(FileManager.default.fileExists(atPath: outside.path))
        }
    }

    @Test func aMergeStopsWithItsConflictsAndTakesDecisions() async throws {
        try await ServerFixture.withServer { fixture, server in
            try await server.importSample()
            let database = try Connection(fixture.database)
            let export = try await server.post("/api/admin/backup/export?wait=true", #"{"name":"base.tar.zst"}"#)
            #expect(export.status == 200)
            try database.run("UPDATE projects SET heading = 'theirs'")
            _ = try await server.post("/api/admin/backup/export?wait=true", #"{"name":"theirs.tar.zst"}"#)
            try database.run("UPDATE projects SET heading = 'ours'")
            let body = #""tarballPath":"theirs.tar.zst","base":"base.tar.zst","tables":["projects"]"#
            let stopped = try await server.post("/api/admin/backup/update-import?wait=true", "{\(body)}")
            #expect(stopped.status == 409, "\(stopped.text)")
            let problem = try stopped.json()
            #expect(problem["code"] == "conflicts")
            let conflicts = try #require(problem["conflicts"]?.array)
            #expect(conflicts.count == problem["conflictCount"]?.int && !conflicts.isEmpty)
            let decisions = conflicts.map { conflict -> String in
                guard case .object(var members) = conflict else { return "{}" }
                members["decision"] = "archive"
                return JSON.object(members.filter { !$0.value.isNull }).text()
            }
            let merged = try await server.post(
                "/api/admin/backup/update-import?wait=true",
                "{\(body),\"decisions\":[\(decisions.joined(separator: ","))]}")
            #expect(merged.status == 200, "\(merged.text)")
            #expect(try database.rows("SELECT FROM projects WHERE heading = 'ours'").isEmpty)
        }
    }

    @Test func decisionsWithoutABaseAreRefused() async throws {
        try await ServerFixture.withServer { fixture, server in
            let before = try fixture.rows()
            for base in ["", #","base":"none""#] {
                let answer = try await server.post(
                    "/api/admin/backup/update-import?wait=true",
                    "{\"tarballPath\":\"\(ServerFixture.archive)\"\(base),"
                        + #""decisions":[{"table":"tags","key":"musik","column":"description","decision":"target"}]}"#)
                #expect(answer.status == 400 && answer.text.contains("decisions are for a merge"), "\(answer.text)")
            }
            let kept = try await server.post(
                "/api/admin/backup/update-import?wait=true",
                "{\"tarballPath\":\"\(ServerFixture.archive)\",\"base\":\"none\",\"onConflict\":\"keep\"}")
            #expect(kept.status == 400 && kept.text.contains("in a merge with a base alone"), "\(kept.text)")
            #expect(try fixture.rows() == before)
        }
    }

    @Test func aDamagedArchiveIsRefusedWithoutSayingWhereItLies() async throws {
        try await ServerFixture.withServer { fixture, server in
            try Data("no archive".utf8).write(to: fixture.backups.appending(path: "broken.tar.zst"))
            let answer = try await server.post(
                "/api/admin/backup/import?wait=true", #"{"tarballPath":"broken.tar.zst"}"#)
            #expect(answer.status == 422)
            #expect(try answer.json()["code"] == "archive-damaged")
            let index = try await server.get("/api/admin/backups/broken.tar.zst/index")
            #expect(index.status == 422)
            let list = try await server.get("/api/admin/backups")
            #expect(list.text.contains("damaged"))
            for text in [answer.text, index.text, list.text] { #expect(!text.contains(fixture.folder.path), "\(text)") }
        }
    }
}
