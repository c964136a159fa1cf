import AccessTokens
import Foundation
import JSON
import SystemPackage
import Testing

@Suite struct AuthenticationTests {
    @Test func whoHasNoTokenIsToldHowToSendOne() async throws {
        try await SharedServer.use { _, server in
            for headers in [
                [:], ["Authorization": "Basic YTpi"], ["Authorization": "Bearer"], ["Authorization": "Bearer nobody"],
            ] {
                let answer = try await server.get("/api/admin/jobs", by: nil, headers: headers)
                #expect(answer.status == 401 && answer.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
                #expect(try answer.json()["code"] == "unauthorized")
            }
            #expect(try await server.get("/api/admin/jobs?token=x", by: nil).status == 401)
        }
    }

    @Test func aTokenThatWasTakenBackIsRefusedAtOnce() async throws {
        try await ServerFixture.withServer { fixture, server in
            #expect(try await server.get("/api/admin/jobs", by: "reader").status == 200)
            var file = try TokenFile(reading: FilePath(fixture.tokenFile.path))
            try file.remove(name: "reader")
            let added = try file.add(name: "new", scopes: [.read])
            #expect(try await server.get("/api/admin/jobs", by: "reader").status == 401)
            #expect(try await server.get("/api/admin/jobs", by: added).status == 200)
        }
    }

    @Test func aFileOfTokensThatVanishesOrOpensLetsNobodyInAndSaysNothingOfItself() async throws {
        try await ServerFixture.withServer { fixture, server in
            let path = fixture.tokenFile.path
            let content = try Data(contentsOf: fixture.tokenFile)
            let spoil: [() throws -> Void] = [
                { try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path) },
                { try Data("{".utf8).write(to: fixture.tokenFile) },
                { try FileManager.default.removeItem(atPath: path) },
            ]
            for spoil in spoil {
                try spoil()
                let answer = try await server.get("/api/admin/jobs")
                #expect(answer.status == 503)
                #expect(try answer.json()["code"] == "unavailable")
                #expect(!answer.text.contains("tokens.json") && !answer.text.contains(fixture.folder.path))
                #expect(try await server.get("/healthz").status == 200)
            }
            #expect(try server.logged.contains("cannot read the tokens"))
            #expect(
                FileManager.default.createFile(atPath: path, contents: content, attributes: [.posixPermissions: 0o600]))
            #expect(try await server.get("/api/admin/jobs").status == 200)
        }
    }

    @Test func whoTriesTokensIsSlowedDownAndOthersAreNot() async throws {
        try await ServerFixture.withServer { _, server in
            // At once: one after the other a busy machine is slow enough by itself.
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<60 {
                    group.addTask { try await server.get("/api/admin/jobs", by: "wrong\(number)").status }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(statuses == [401, 429])
            #expect(try await server.get("/api/admin/jobs", by: "reader").status == 200)
        }
    }

    @Test func withoutTokensTheServerIsForThisMachineAlone() async throws {
        try await ServerFixture.lend { fixture in
            let server = try await fixture.start(hasTokens: false)
            #expect(try await server.get("/api/admin/jobs", by: nil).status == 200)
            for host in ["evil.example", "127.0.0.1.evil.example", "192.168.0.1"] {
                #expect(try await server.get("/api/admin/jobs", by: nil, headers: ["Host": host]).status == 403)
            }
            #expect(
                try await server.get("/api/admin/jobs", by: nil, headers: ["Origin": "https://evil.example"]).status
                    == 403)
            await server.stop()
            let failure = await #expect(throws: RunningServer.StartError.self) { () async throws in
                _ = try await fixture.start(["--host", "0.0.0.0"], hasTokens: false)
            }
            #expect(failure?.log.contains("without tokens anybody could use the server") == true)
        }
    }
}
