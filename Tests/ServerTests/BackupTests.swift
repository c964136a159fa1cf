import Foundation
import JSON
import Testing

@testable import satchel_server

@Suite struct BackupTests {
    private let path = "/api/admin/backups/" + ServerFixture.archive

    @Test func theListSaysWhatIsKnownOfEachArchive() async throws {
        try await ServerFixture.withServer { _, server async throws in
            var archive: JSON?
            for _ in 0..<100 {
                archive = try await server.get("/api/admin/backups", by: "reader").json()["backups"]?.array?.first
                if archive?["seal"] == "intact" { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(archive?["name"]?.string == ServerFixture.archive && archive?["seal"] == "intact")
            #expect(archive?["source"] == "server_source" && archive?["rows"]?.int ?? 0 > 0)
            #expect(archive?["sha256"]?.string?.count == 64 && archive?["bytes"]?.int ?? 0 > 0)
            let index = try await server.get(path + "/index", by: "reader")
            #expect(index.status == 200)
            #expect(try index.json()["index"]?["tables"]?.array?.count == archive?["tables"]?.int)
        }
    }

    @Test func aDownloadIsTheFileWholeOrInRanges() async throws {
        try await SharedServer.use { fixture, server async throws in
            let bytes = try [UInt8](Data(contentsOf: fixture.backups.appending(path: ServerFixture.archive)))
            let whole = try await server.get(path, by: "exporter")
            #expect(whole.status == 200 && whole.body == bytes)
            #expect(whole.headers["content-length"] == "\(bytes.count)")
            #expect(whole.headers["content-disposition"]?.contains(ServerFixture.archive) == true)
            let tag = try #require(whole.headers["etag"])
            for (range, expected) in [
                ("bytes=0-9", bytes[0...9]), ("bytes=10-", bytes[10...]), ("bytes=-7", bytes.suffix(7)),
                ("bytes=5-99999999", bytes[5...]), ("BYTES=0-0", bytes[0...0]), ("bytes=-99999999", bytes[...]),
            ] {
                let part = try await server.get(path, headers: ["Range": range])
                #expect(part.status == 206 && part.body == Array(expected), "\(range)")
                #expect(
                    part.headers["content-range"]
                        == "bytes \(expected.startIndex)-\(expected.endIndex - 1)/\(bytes.count)")
            }
            let beyond = try await server.get(path, headers: ["Range": "bytes=\(bytes.count)-"])
            #expect(beyond.status == 416 && beyond.headers["content-range"] == "bytes */\(bytes.count)")
            #expect(try beyond.json()["code"] == "range-not-satisfiable")
            #expect(try await server.get(path, headers: ["Range": "bytes=-0"]).status == 416)
            for range in ["bytes=9-2", "bytes=0-1,4-5", "lines=1-2", "bytes=x-", "bytes=99999999999999999999-"] {
                #expect(try await server.get(path, headers: ["Range": range]).body == bytes, "\(range)")
            }
            let other = try await server.get(path, headers: ["Range": "bytes=0-1", "If-Range": "\"other\""])
            #expect(other.status == 200 && other.body == bytes)
            for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                let same = try await server.get(path, headers: ["If-None-Match": known])
                #expect(same.status == 304 && same.body.isEmpty, "\(known)")
            }
            let head = try await server.send("HEAD", path)
            #expect(head.status == 200 && head.body.isEmpty && head.headers["content-length"] == "\(bytes.count)")
            let part = try await server.send("HEAD", path, headers: ["Range": "bytes=0-4"])
            #expect(part.status == 200 && part.headers["content-length"] == "\(bytes.count)")
        }
    }

    @Test func anArchiveIsDeletedByAdminsAlone() async throws {
        try await ServerFixture.withServer { fixture, server async throws in
            for name in ["reader", "exporter", "importer"] {
                #expect(try await server.send("DELETE", path, by: name).status == 403)
            }
            #expect(try await server.send("DELETE", path).status == 204)
            #expect(try await server.send("DELETE", path).status == 404)
            #expect(try await server.get(path).status == 404)
            #expect(!FileManager.default.fileExists(atPath: fixture.backups.path + "/" + ServerFixture.archive))
        }
    }

    @Test func anArchiveThatAJobReadsIsNotDeletedNorItsBase() async throws {
        try await ServerFixture.withServer { fixture, server in
            try await server.importSample(",\"tables\":[\"status\"]")
            try await fixture.whileImportsWait {
                try FileManager.default.copyItem(
                    at: fixture.backups.appending(path: ServerFixture.archive),
                    to: fixture.backups.appending(path: "base.tar.zst"))
                let body = "{\"tarballPath\":\"\(ServerFixture.archive)\""
                let id = try await server.submit("/api/admin/backup/import", body + "}")
                try await fixture.waitForBlockedImport()
                let waiting = try await server.submit(
                    "/api/admin/backup/update-import", body + ",\"base\":\"base.tar.zst\"}")
                #expect(try await server.send("DELETE", path).status == 409)
                #expect(try await server.send("DELETE", "/api/admin/backups/base.tar.zst").status == 409)
                _ = try await server.send("DELETE", "/api/admin/jobs/\(waiting)")
                _ = try await server.send("DELETE", "/api/admin/jobs/\(id)")
            }
            #expect(try await server.send("DELETE", path).status == 204)
            #expect(try await server.send("DELETE", "/api/admin/backups/base.tar.zst").status == 204)
        }
    }

    @Test func aDownloadGoesOnWhenItsArchiveIsDeleted() async throws {
        try await ServerFixture.withServer { fixture, server in
            let bytes = [UInt8](repeating: 7, count: 64 << 20)
            try Data(bytes).write(to: fixture.backups.appending(path: "large.tar"))
            let connection = try RawConnection(port: server.port)
            connection.send(
                "GET /api/admin/backups/large.tar HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nConnection: close\r\n"
                    + "Authorization: Bearer \(fixture.tokens["admin"] ?? "")\r\n\r\n")
            let first = try await blocking { connection.receive() }
            #expect(try await server.send("DELETE", "/api/admin/backups/large.tar").status == 204)
            let answer = try await blocking { try Answer(first + connection.receiveAll()) }
            #expect(answer.status == 200 && answer.body.count == bytes.count)
        }
    }

    @Test(arguments: [
        "..%2fsample.tar.zst", "backup%2Fsample.tar.zst", "%2e%2e", "a%00.tar", "%ff.tar", "%zz.tar", ".x.tar", "x.zip",
    ])
    func namesThatAreNoneAreRefusedInTheAddress(name: String) async throws {
        try await SharedServer.use { _, server async throws in
            for method in ["GET", "DELETE", "PUT"] {
                let answer = try await server.send(method, "/api/admin/backups/\(name)")
                #expect(answer.status == 400, "\(method) \(name)")
                #expect(answer.headers["content-type"] == "application/problem+json")
            }
        }
    }

    @Test func namesAreTheirBytes() {
        for name in ["sample.tar.zst", "jänner 2026.tar", "日本.tgz", "a.tar.gz"] {
            #expect(BackupName(name) != nil, "\(name)")
        }
        for name in [
            "", ".tar", ".tar.zst", "a", "a.TAR", "/a.tar", "a/b.tar", "a\\b.tar", "..", "a\u{0}.tar", "a\n.tar",
            "a\u{7F}.tar",
            "a\u{85}.tar", ".\u{301}a.tar", "a\u{202E}.tar", "a\u{2028}.tar", "a.tar\u{301}",
            String(repeating: "a", count: 197) + ".tar",
        ] { #expect(BackupName(name) == nil, "\(name.debugDescription)") }
    }
}
