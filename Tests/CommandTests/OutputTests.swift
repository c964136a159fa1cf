import Foundation
import Testing

/// What goes to which stream, and what never goes anywhere.
@Suite struct OutputTests {
    @Test func jsonIsAllThatStandardOutputHolds() async throws {
        try await SampleCopies.lend(["source", "target"], for: "json") { _, urls in
            let folder = try TestFolder()
            defer { folder.remove() }
            let (source, target) = (try #require(urls["source"]), try #require(urls["target"]))
            let calls: [([String], Int)] = [
                (["export", "-d", source, "-o", "a.tar.zst", "--json", "--progress", "lines"], 0),
                (["import", "-d", target, "a.tar.zst", "--json", "--progress", "bar"], 0),
                (["inspect", "a.tar.zst", "--json"], 0), (["tables", "-d", target, "--json"], 0),
                (["doctor", "-d", target, "--json"], 0),
                (["import", "-d", target, "none.tar.zst", "--json"], 1),
                (["export", "-d", source, "-o", "a.tar.zst", "--json"], 1),
            ]
            for (call, status) in calls {
                let found = try await Program.run(call, in: folder.path)
                let object = try JSONSerialization.jsonObject(with: Data(found.output.utf8))
                #expect(object is [String: Any], "satchel \(call)")
                #expect(found.status == status, "satchel \(call)")
                #expect((status == 0) == found.error.withoutProgress.isEmpty, "satchel \(call): \(found.error)")
            }
        }
    }

    @Test func progressAndErrorsLeaveStandardOutputAlone() async throws {
        try await SampleCopies.lend(["source"], for: "streams") { _, urls in
            let folder = try TestFolder()
            defer { folder.remove() }
            let source = try #require(urls["source"])
            let shown = try await Program.run(
                ["export", "-d", source, "-o", "a.tar.zst", "--progress", "bar"], in: folder.path)
            #expect(shown.error.contains("exporting phase"))
            #expect(!shown.output.contains("exporting phase"))
            let quiet = try await Program.run(
                ["export", "-d", source, "-o", "b.tar.zst", "--progress", "none"], in: folder.path)
            #expect(quiet.status == 0 && quiet.error.isEmpty)
            let refused = try await Program.run(["export", "-d", source, "-o", "b.tar.zst"], in: folder.path)
            #expect(refused.output.isEmpty && refused.error.hasPrefix("satchel: error: "))
        }
    }

    @Test func theProgramTakesNoTerminalSequencesOffATerminal() async throws {
        try await SampleCopies.lend(["source"], for: "plain") { _, urls in
            let folder = try TestFolder()
            defer { folder.remove() }
            let found = try await Program.run(
                ["export", "-d", try #require(urls["source"]), "-o", "a.tar.zst"], in: folder.path)
            #expect(found.status == 0 && !found.output.isEmpty)
            #expect(!(found.output + found.error).contains("\u{1B}"))
        }
    }

    @Test(arguments: [
        "postgresql://anna:s3cret@127.0.0.1:1/none", "postgresql://anna:s3cret@/none?host=/nowhere",
        "postgresql://anna:s3cret@host.invalid/none", "host=127.0.0.1 port=1 user=anna password=s3cret dbname=none",
        "postgresql://anna:s3cret@127.0.0.1:s3cret/none", "postgresql://anna:x@s3cret@127.0.0.1:1/none",
        "postgresql://anna@127.0.0.1:1/none?password=s3cret", "postgresql://anna:s3cret/x@127.0.0.1:1/none",
        "postgresql://anna:s3cret@127.0.0.1:1/none?sslmode=nonsense", "host=127.0.0.1 password='s3cret",
    ])
    func aPasswordIsNeverShown(_ url: String) async throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        let calls = [["export"], ["import", "a.tar.zst"], ["tables"], ["doctor", "--json"], ["sandbox", "load"]]
        for call in calls {
            for (arguments, environment) in [(call + ["-d", url], [:]), (call, ["DATABASE_URL": url])] {
                let found = try await Program.run(arguments, environment: environment, in: folder.path)
                #expect(!(found.output + found.error).contains("s3cret"), "satchel \(call)")
                #expect([7, 64].contains(found.status), "satchel \(call): \(found.error)")
            }
        }
        let password = ["PGHOST": "127.0.0.1", "PGPORT": "1", "PGUSER": "anna", "PGPASSWORD": "s3cret"]
        let found = try await Program.run(["doctor"], environment: password, in: folder.path)
        #expect(found.status == 7 && !(found.output + found.error).contains("s3cret"))
    }
}

extension String {
    /// Without the lines and bars of --progress.
    fileprivate var withoutProgress: String {
        split(whereSeparator: { $0 == "\r" || $0 == "\n" || $0 == "\r\n" })
            .filter { !$0.hasPrefix("\u{1B}[2K") && !$0.contains(" phase ") }.joined(separator: "\n")
    }
}
