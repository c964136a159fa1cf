import Foundation
import Testing

@Suite struct MetricsTests {
    @Test func requestsAndJobsAreCountedInPrometheusText() async throws {
        try await ServerFixture.withServer { _, server async throws in
            try await server.importSample()
            for _ in 0..<3 { _ = try await server.get("/api/admin/jobs/none") }
            _ = try await server.get("/nowhere/\"quoted\"")
            let answer = try await server.get("/metrics", by: "reader")
            #expect(answer.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
            let lines = answer.text.split(separator: "\n").map(String.init)
            #expect(
                lines.contains(
                    #"satchel_http_requests_total{method="GET",route="/api/admin/jobs/{id}",status="404"} 3"#),
                "\(answer.text)")
            #expect(lines.contains(#"satchel_jobs_total{kind="import",state="done"} 1"#))
            #expect(lines.contains(#"satchel_jobs{state="running"} 0"#))
            let rows = lines.first { $0.hasPrefix(#"satchel_job_rows_total{kind="import"} "#) }
            #expect(rows.flatMap { Int($0.split(separator: " ")[1]) } ?? 0 > 0)
            let form = /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="[^"\\]*",?)*\})? [0-9.e+-]+)$/
            for line in lines { #expect(line.wholeMatch(of: form) != nil, "\(line)") }
        }
    }

    @Test func healthAndReadinessNeedNoToken() async throws {
        try await SharedServer.use { _, server async throws in
            #expect(try await server.get("/healthz", by: nil).status == 200)
            #expect(try await server.get("/readyz", by: nil).status == 200)
        }
    }

    @Test func aServerWhoseDatabaseIsGoneIsThereButNotReady() async throws {
        try await ServerFixture.lend { fixture in
            let server = try await fixture.start([
                "--database", "postgresql://anna:geheimnis@127.0.0.1:1/nowhere?connect_timeout=2",
            ])
            #expect(try await server.get("/healthz", by: nil).status == 200)
            for path in ["/readyz", "/api/admin/tables", "/api/admin/history"] {
                let answer = try await server.get(path)
                #expect(answer.status == 503)
                #expect(try answer.json()["code"] == "database-unreachable")
                #expect(!answer.text.contains("geheimnis") && !answer.text.contains("postgresql://"), "\(answer.text)")
            }
            // Whoever shows no token is not told where the database is; the log is.
            let answer = try await server.get("/readyz", by: nil).text
            for word in ["127.0.0.1", "nowhere", "anna"] { #expect(!answer.contains(word), "\(answer)") }
            await server.stop()
            let log = try server.logged
            #expect(log.contains("\"nowhere\"") && !log.contains("geheimnis"))
        }
    }
}
