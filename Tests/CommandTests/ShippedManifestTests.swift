import Foundation
import Testing

/// The manifests that come with the program, on the sample's database.
@Suite struct ShippedManifestTests {
    private let environment = ["SATCHEL_MANIFESTS": Program.package.path + "/Manifests"]

    @Test func `they fit the database`() async throws {
        try await SampleCopies.lend(["source"], for: "shipped") { _, urls in
            let found = try await Program.run(
                ["manifest", "check", "content", "full", "project", "-d", try #require(urls["source"])],
                environment: environment)
            #expect(found.status == 0, "\(found.output)")
            let list = try await Program.run(["manifest", "list"], environment: environment)
            #expect(
                list.output.split(separator: "\n").map { $0.prefix { $0 != " " } } == [
                    "name", "content", "django", "full", "project",
                ])
        }
    }

    @Test func `content travels without secrets`() async throws {
        try await SampleCopies.lend(["source", "target"], for: "content") { _, urls in
            let folder = try TestFolder()
            defer { folder.remove() }
            var environment = environment
            environment.merge(["SOURCE": urls["source"] ?? "", "TARGET": urls["target"] ?? ""]) { own, _ in own }
            let line = """
                set -e; satchel export -d "$SOURCE" --manifest content -o content.tar.zst >/dev/null
                psql -qAt "$SOURCE" -c "SELECT password FROM users UNION SELECT phone FROM instructors WHERE phone ~ '^[+]49' \
                UNION SELECT extmail FROM users WHERE extmail ~ '^[A-Za-z0-9.+]+@' AND extmail NOT IN (SELECT sysmail FROM users)" > secrets
                test -s secrets
                zstd -dqc content.tar.zst > content.tar
                if grep -aqFf secrets content.tar; then echo "a secret is in the archive"; fi
                satchel update-import -d "$TARGET" content.tar.zst >/dev/null
                psql -qAt "$TARGET" -c "SELECT count(*) > 0 FROM users WHERE password = '!'"
                """
            let found = try await Program.shell(line, environment: environment, in: folder.path)
            #expect(found.status == 0, "\(found.error)")
            #expect(found.output == "t\n")
        }
    }
}
