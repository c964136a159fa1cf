import Foundation
import JSON
import Testing

@Suite struct SecurityTests {
    private let export = "/api/admin/backup/export"

    @Test func everyAnswerHasTheHeadersThatHoldABrowserBack() async throws {
        try await SharedServer.use { _, server in
            for path in ["/", "/healthz", "/api/admin/jobs", "/nowhere", "/api/admin/jobs/none"] {
                let headers = try await server.get(path).headers
                #expect(
                    headers["x-content-type-options"] == "nosniff" && headers["x-frame-options"] == "DENY", "\(path)")
                #expect(headers["content-security-policy"]?.contains("default-src 'none'") == true)
                #expect(headers["referrer-policy"] == "no-referrer" && headers["cache-control"] != nil)
                #expect(headers["access-control-allow-origin"] == nil)
            }
        }
    }

    @Test(arguments: [
        "null", "[]", "7", "\"text\"", "{", "{\"tables\":7}", "{\"tables\":[null]}", "{\"tables\":\"tags\"}",
        "\u{FEFF}{}",
        "{\"description\":\"\\u0000\"}", "{\"tables\":[\"a\\u0000\"]}", "{\"a\\u0000\":1}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"since\":\"never\"}", "{\"root\":\"nothing\"}", "{\"description\":1e999}", "{} {}",
    ])
    func bodiesThatAreNoneAreRefused(body: String) async throws {
        try await SharedServer.use { _, server in
            let answer = try await server.post(export, body)
            #expect(answer.status == 400, "\(answer.text)")
            #expect(answer.headers["content-type"] == "application/problem+json")
        }
    }

    @Test func deepAndLargeBodiesAreRefused() async throws {
        try await SharedServer.use { _, server in
            for open in ["[", "{\"a\":"] {
                let deep = "{\"tables\":" + String(repeating: open, count: 100_000)
                #expect(try await server.post(export, deep).status == 400)
            }
            let large = "{\"description\":\"" + String(repeating: "a", count: 1 << 20) + "\"}"
            for headers in [[:], ["Idempotency-Key": "large"]] {
                let answer = try await server.post(export, large, headers: headers)
                #expect(answer.status == 413)
                #expect(try answer.json()["code"] == "too-large")
            }
            let text = try await server.post(export, "{}", headers: ["Content-Type": "text/plain"])
            #expect(text.status == 415)
            for key in ["", String(repeating: "k", count: 256)] {
                #expect(try await server.post(export, "{}", headers: ["Idempotency-Key": key]).status == 400)
            }
            #expect(try await server.post(export + "?wait=maybe", "{}").status == 400)
        }
    }

    @Test func otherMethodsAreToldWhichThereAre() async throws {
        try await SharedServer.use { _, server in
            for (method, path, allowed) in [
                ("POST", "/api/admin/backups", "GET, HEAD"), ("GET", export, "POST"),
                ("DELETE", "/healthz", "GET, HEAD"),
                ("PATCH", "/api/admin/backups/a.tar", "DELETE, GET, HEAD, PUT"),
                ("PUT", "/api/admin/jobs/x", "DELETE, GET, HEAD"),
            ] {
                let answer = try await server.send(method, path)
                #expect(
                    answer.status == 405 && answer.headers["allow"] == allowed, "\(method) \(path): \(answer.status)")
                #expect(try answer.json()["code"] == "method-not-allowed")
            }
            #expect(try await server.get("/nowhere").status == 404)
            #expect(try await server.send("HEAD", "/api/admin/jobs").status == 200)
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\n\r\n", "GET\r\n\r\n", "\u{0}\u{1}\r\n\r\n", "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA B: c\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /\u{0} HTTP/1.1\r\nHost: x\r\n\r\n",
    ])
    func malformedRequestsDoNotHarmTheServer(request: String) async throws {
        try await SharedServer.use { _, server in
            let connection = try RawConnection(port: server.port)
            connection.send(request)
            let answer = try await blocking { String(decoding: connection.receive(), as: UTF8.self) }
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4") || answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
            #expect(try await server.get("/healthz").status == 200)
        }
    }

    @Test func twoHostsAndEncodedBodiesAreRefused() async throws {
        try await SharedServer.use { _, server async throws in
            let connection = try RawConnection(port: server.port)
            connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: other\r\nConnection: close\r\n\r\n")
            let answer = try await blocking { try Answer(connection.receiveAll()) }
            #expect(answer.status == 400 && answer.headers["content-type"] == "application/problem+json")
            for (encoding, status) in [("gzip", 415), ("identity", 400)] {
                let answer = try await server.post(export, "[]", headers: ["Content-Encoding": encoding])
                #expect(answer.status == status, "\(answer.text)")
            }
        }
    }

    @Test func headersHaveALimit() async throws {
        try await SharedServer.use { _, server async throws in
            for headers in [
                ["X-Long": String(repeating: "a", count: 40_000)],
                Dictionary(uniqueKeysWithValues: (0..<200).map { ("X-\($0)", "a") }),
            ] {
                // Without an answer the connection was closed while the client was still sending.
                let status = try? await server.get("/healthz", headers: headers).status
                #expect(status ?? 400 == 400)
            }
            #expect(try await server.get("/healthz").status == 200)
        }
    }

    @Test func aClientThatSendsTooSlowlyLosesItsConnection() async throws {
        try await ServerFixture.lend { fixture in
            let server = try await fixture.start(["--client-timeout", "1"])
            let token = fixture.tokens["admin"] ?? ""
            for start in [
                "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
                "POST \(export) HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nAuthorization: Bearer \(token)\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
            ] {
                let connection = try RawConnection(port: server.port)
                connection.send(start)
                let sending = Task {
                    while !Task.isCancelled {
                        connection.send(" ")
                        try await Task.sleep(for: .milliseconds(200))
                    }
                }
                let began = ContinuousClock.now
                let answer = try await blocking { String(decoding: connection.receiveAll(), as: UTF8.self) }
                sending.cancel()
                // Long before the 60 seconds that a client has otherwise, also on a busy machine.
                #expect(ContinuousClock.now - began < .seconds(45) && !answer.hasPrefix("HTTP/1.1 2"), "\(answer)")
            }
            #expect(try await server.get("/healthz").status == 200)
            await server.stop()
        }
    }

    @Test func theLogSaysWhoDidWhatAndNoSecrets() async throws {
        try await ServerFixture.withServer { fixture, server in
            let report = try await server.importSample(",\"showChanges\":true", by: "importer")
            _ = try await server.get("/api/admin/backups/\(ServerFixture.archive)", by: "exporter")
            _ = try await server.get("/api/admin/jobs?token=in-the-query", by: "wrong-token")
            await server.stop()
            let lines = try server.logged.split(separator: "\n").map(String.init)
            let job = lines.first { $0.contains("kind=import") && $0.contains("state=done") }
            #expect(
                job?.contains("by=importer") == true && job?.contains("inserted=") == true
                    && job?.contains("seconds=") == true)
            let download = lines.first { $0.contains("route=/api/admin/backups/{name}") }
            #expect(download?.contains("by=exporter") == true && download?.contains("status=200") == true)
            let text = lines.joined(separator: "\n")
            for secret in Array(fixture.tokens.values) + ["wrong-token", "in-the-query", fixture.url] {
                #expect(!text.contains(secret))
            }
            // No value of a row: the texts of the changes that were asked for are in the answer alone.
            let values = report["changes"]?.array?.compactMap { $0["key"]?.string } ?? []
            #expect(values.count { $0.count > 8 } > 10)
            for value in values where value.count > 8 { #expect(!text.contains(value), "\(value)") }
        }
    }
}
