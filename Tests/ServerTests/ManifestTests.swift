import Foundation
import JSON
import PostgreSQL
import Testing

/// What a manifest of the server's says to imports, merges and comparisons.
@Suite struct ManifestTests {
    private let merge = "/api/admin/backup/update-import"
    private let diff = "/api/admin/backups/\(ServerFixture.archive)/diff"

    private func write(_ text: String, as name: String, _ fixture: ServerFixture) throws {
        try Data(text.utf8).write(to: fixture.manifests.appending(path: name))
    }

    private func tables(_ report: JSON) -> [String] {
        report["tables"]?.array?.compactMap { $0["table"]?.string } ?? []
    }

    @Test func itsTablesAreImportedAndThoseOfTheRequestGoBefore() async throws {
        try await ServerFixture.withServer { fixture, server in
            try write(
                #"{"version": 1, "tables": ["status", "events"], "exclude": ["events"]}"#, as: "few.json", fixture)
            #expect(tables(try await server.importSample(",\"manifest\":\"few\"")) == ["status"])
            let other = ",\"manifest\":\"few\",\"tables\":[\"tags\",\"events\"]"
            #expect(tables(try await server.importSample(other)) == ["tags"])
        }
    }

    @Test func aColumnThatItExcludesIsNeitherMergedNorCompared() async throws {
        try await ServerFixture.withServer { fixture, server in
            try await server.importSample(",\"tables\":[\"tags\"]")
            let database = try Connection(fixture.database)
            try database.run("UPDATE tags SET description = 'ours'")
            try write(
                #"{"version": 1, "tables": ["tags"], "excludeColumns": {"tags": {"description": "our own"}}}"#,
                as: "own.json", fixture)
            func different(_ members: String) async throws -> Int? {
                let answer = try await server.post(diff + "?wait=true", "{\(members)}", by: "exporter")
                #expect(answer.status == 200, "\(answer.text)")
                return try answer.json()["totals"]?["different"]?.int
            }
            #expect(try await different("\"tables\":[\"tags\"]") ?? 0 > 0)
            #expect(try await different("\"manifest\":\"own\"") == 0)
            let start = "{\"tarballPath\":\"\(ServerFixture.archive)\",\"base\":\"none\""
            for (manifest, ours) in [(",\"manifest\":\"own\"", true), (",\"tables\":[\"tags\"]", false)] {
                let answer = try await server.post(merge + "?wait=true", start + manifest + "}", by: "importer")
                #expect(answer.status == 200, "\(answer.text)")
                #expect(try database.rows("SELECT FROM tags WHERE description <> 'ours'").isEmpty == ours)
            }
        }
    }

    @Test func aFileThatIsNoneIsRefusedWithItsLine() async throws {
        try await ServerFixture.withServer { fixture, server async throws in
            try write("{\n  \"version\": 1,\n  \"tabels\": []\n}", as: "wrong.json", fixture)
            let start = "{\"tarballPath\":\"\(ServerFixture.archive)\","
            for (path, start) in [
                ("/api/admin/backup/export", "{"), ("/api/admin/backup/import", start), (merge, start), (diff, "{"),
            ] {
                let wrong = try await server.post(path, start + "\"manifest\":\"wrong\"}")
                #expect(wrong.status == 422 && wrong.text.contains("wrong:3: "), "\(wrong.text)")
                #expect(!wrong.text.contains(fixture.folder.path), "\(wrong.text)")
                let file = fixture.manifests.path + "/wrong"
                for name in ["nowhere", "../manifests/wrong", "wrong.json", file, file + ".json", "", ".", "Wrong"] {
                    let answer = try await server.post(path, start + "\"manifest\":\"\(name)\"}")
                    #expect(answer.status == 400 && answer.text.contains("manifest: is no manifest"), "\(answer.text)")
                    #expect(try answer.json()["remedy"]?.string != nil)
                }
                #expect(try await server.post(path, start + "\"manifest\":{\"version\":1}}").status == 400)
            }
        }
    }

    @Test func oneThatChoosesRowsIsNotForAnImport() async throws {
        try await ServerFixture.withServer { fixture, server in
            try write(#"{"version": 1, "root": "projects"}"#, as: "one.json", fixture)
            let answer = try await server.post(
                "/api/admin/backup/import?wait=true",
                "{\"tarballPath\":\"\(ServerFixture.archive)\",\"manifest\":\"one\"}")
            #expect(answer.status == 400 && answer.text.contains("chooses rows"), "\(answer.text)")
        }
    }
}
