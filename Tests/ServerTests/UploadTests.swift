import Archive
import Foundation
import JSON
import SystemPackage
import Testing

@Suite struct UploadTests {
    private func archive(_ fixture: ServerFixture) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: fixture.backups.appending(path: ServerFixture.archive)))
    }

    private func incoming(_ fixture: ServerFixture) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: fixture.backups.path + "/.satchel/incoming")
    }

    @Test func anUploadAppearsWhenItWasCheckedAndReplacesNothing() async throws {
        try await ServerFixture.withServer { fixture, server in
            let bytes = try archive(fixture)
            for (name, encoded) in [("copy.tar.zst", "copy.tar.zst"), ("jänner.tar.zst", "j%C3%A4nner.tar.zst")] {
                let answer = try await server.send("PUT", "/api/admin/backups/\(encoded)", by: "importer", body: bytes)
                #expect(answer.status == 201, "\(answer.text)")
                #expect(answer.headers["location"] == "/api/admin/backups/\(encoded)")
                #expect(try answer.json()["seal"] == "intact")
                #expect(try [UInt8](Data(contentsOf: fixture.backups.appending(path: name))) == bytes)
            }
            let again = try await server.send("PUT", "/api/admin/backups/copy.tar.zst", body: bytes)
            #expect(again.status == 409)
            #expect(try incoming(fixture).isEmpty)
        }
    }

    @Test func whatIsNoArchiveLeavesNothing() async throws {
        try await ServerFixture.withServer { fixture, server in
            var damaged = try archive(fixture)
            damaged[damaged.count / 2] ^= 0xFF
            for bytes in [[], Array("text".utf8), damaged, try archive(fixture).dropLast(100)] {
                let answer = try await server.send("PUT", "/api/admin/backups/bad.tar.zst", body: Array(bytes))
                #expect(answer.status == 422, "\(answer.text)")
                #expect(try answer.json()["code"] == "archive-damaged")
                #expect(
                    !answer.text.contains(fixture.folder.path) && !answer.text.contains("incoming"), "\(answer.text)")
            }
            #expect(try incoming(fixture).isEmpty)
            #expect(try await server.get("/api/admin/backups/bad.tar.zst").status == 404)
        }
    }

    @Test func anArchiveOfANewerFormatIsNotCalledDamaged() async throws {
        try await ServerFixture.withServer { fixture, server in
            let path = FilePath(fixture.backups.path).appending("newer.tar.zst")
            let writer = try ArchiveWriter(to: .file(path), compression: .zstd, creationTime: 0)
            try writer.add(index: Array(#"{"format": 2}"#.utf8))
            _ = try writer.finish()
            let bytes = try [UInt8](Data(contentsOf: fixture.backups.appending(path: "newer.tar.zst")))
            for answer in [
                try await server.send("PUT", "/api/admin/backups/other.tar.zst", body: bytes),
                try await server.get("/api/admin/backups/newer.tar.zst/index"),
                try await server.post("/api/admin/backup/import?wait=true", #"{"tarballPath":"newer.tar.zst"}"#),
            ] {
                #expect(answer.status == 422, "\(answer.text)")
                #expect(try answer.json()["code"] == "archive-newer", "\(answer.text)")
                #expect(answer.text.contains("it is newer than this satchel") && answer.text.contains("or a newer one"))
            }
            let list = try await server.get("/api/admin/backups").json()["backups"]?.array
            let listed = try #require(list?.first { $0["name"] == "newer.tar.zst" })
            #expect(listed["seal"] == "newer" && listed["problem"]?.string?.contains("version 2") == true)
        }
    }

    @Test func anUploadThatBreaksOffLeavesNothing() async throws {
        try await ServerFixture.withServer { fixture, server in
            let bytes = try archive(fixture)
            do {
                let connection = try RawConnection(port: server.port)
                connection.send(
                    "PUT /api/admin/backups/cut.tar.zst HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"
                        + "Authorization: Bearer \(fixture.tokens["admin"] ?? "")\r\nContent-Length: \(bytes.count)\r\n\r\n"
                )
                connection.send(Array(bytes.prefix(bytes.count / 2)))
                for _ in 0..<100 where try incoming(fixture).isEmpty { try await Task.sleep(for: .milliseconds(20)) }
                #expect(try incoming(fixture).count == 1)
            }
            for _ in 0..<100 where try !incoming(fixture).isEmpty { try await Task.sleep(for: .milliseconds(50)) }
            #expect(try incoming(fixture).isEmpty)
            #expect(try await server.get("/api/admin/backups/cut.tar.zst").status == 404)
        }
    }

    @Test func ofTwoUploadsOfOneNameOneWins() async throws {
        try await ServerFixture.withServer { fixture, server in
            let bytes = try archive(fixture)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await server.send("PUT", "/api/admin/backups/race.tar.zst", body: bytes).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }.sorted()
            }
            #expect(statuses == [201, 409, 409, 409, 409, 409])
        }
    }

    @Test func aLimitIsKeptWithAndWithoutAnAnnouncedLength() async throws {
        try await ServerFixture.withServer(["--max-upload", "1"]) { fixture, server in
            let bytes = [UInt8](repeating: 0, count: (1 << 20) + 1)
            let announced = try await server.send("PUT", "/api/admin/backups/big.tar", body: bytes)
            #expect(announced.status == 413)
            let chunk = String(bytes.count, radix: 16)
            let head =
                "PUT /api/admin/backups/big.tar HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nConnection: close\r\n"
                + "Authorization: Bearer \(fixture.tokens["admin"] ?? "")\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\r\n"
            let connection = try RawConnection(port: server.port)
            let answer = try await blocking {
                connection.send(Array(head.utf8) + bytes + Array("\r\n0\r\n\r\n".utf8))
                return try Answer(connection.receiveAll())
            }
            #expect(answer.status == 413)
            #expect(try answer.json()["code"] == "too-large")
            #expect(try incoming(fixture).isEmpty)
        }
    }

    @Test func aFullDiskIsSaidAndLeavesNothing() async throws {
        try await ServerFixture.lend { fixture in
            // Files of at most 64 KiB: what a full disk does, a limit of the process does too.
            let server = try await fixture.start(fileBlocks: 128)
            let answer = try await server.send(
                "PUT", "/api/admin/backups/big.tar", body: [UInt8](repeating: 0, count: 1 << 20))
            #expect(answer.status == 507)
            #expect(try answer.json()["code"] == "no-room")
            #expect(try incoming(fixture).isEmpty)
            #expect(try await server.get("/healthz").status == 200)
            await server.stop()
        }
    }

    @Test func whoExpectsToBeToldIsToldToGoOn() async throws {
        try await ServerFixture.withServer { fixture, server in
            let bytes = try archive(fixture)
            func head(_ name: String) -> String {
                "PUT /api/admin/backups/\(name) HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nConnection: close\r\n"
                    + "Authorization: Bearer \(fixture.tokens["admin"] ?? "")\r\nContent-Length: \(bytes.count)\r\n"
                    + "Expect: 100-continue\r\n\r\n"
            }
            let connection = try RawConnection(port: server.port)
            connection.send(head("told.tar.zst"))
            let told = try await blocking { connection.receive() }
            #expect(String(decoding: told, as: UTF8.self).hasPrefix("HTTP/1.1 100 "))
            let answer = try await blocking {
                connection.send(bytes)
                return try Answer(connection.receiveAll())
            }
            #expect(answer.status == 201)
            // What is refused anyway is refused before it is sent.
            let refused = try RawConnection(port: server.port)
            refused.send(head("told.tar.zst"))
            let first = try await blocking { refused.receive() }
            #expect(String(decoding: first, as: UTF8.self).hasPrefix("HTTP/1.1 409 "))
        }
    }

    @Test func uploadsAreCountedByTokenNotByAddress() async throws {
        try await ServerFixture.withServer { fixture, server in
            let path = "/api/admin/backups/\(ServerFixture.archive)"
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<120 { group.addTask { try await server.send("PUT", path, by: "importer").status } }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(statuses == [409, 429])
            #expect(try await server.send("PUT", path, by: "admin").status == 409)
        }
    }
}
