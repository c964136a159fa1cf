import Foundation
import Sandbox
import Testing

/// The archives in Tests/ArchivesOfThePast, which are never made again, load as they did when they were written.
@Suite struct PastArchiveTests {
    @Test func theFormatThatIsWrittenHasArchives() async throws {
        try await SampleCopies.lend(["source"], for: "past_format") { _, urls in
            let folder = try TestFolder()
            defer { folder.remove() }
            let source = try #require(urls["source"])
            _ = try await Program.run(
                ["export", "-d", source, "--tables", "status", "-o", "a.tar.zst"], in: folder.path)
            let index = try await PastArchive.index(folder.path + "/a.tar.zst")
            let format = try #require(index["format"] as? Int)
            #expect(PastFormat.all.map(\.number) == Array(1...format))
        }
        for format in PastFormat.all { #expect(format.archives.count >= 10, "format \(format.number)") }
    }

    @Test(arguments: PastFormat.all) func nobodyHasMadeThemAgain(_ format: PastFormat) async throws {
        let sums = try await Program.shell("sha256sum --check --strict SHA256SUMS", environment: [:], in: format.folder)
        #expect(sums.status == 0, "\(sums.output)\(sums.error)")
        let listed = try format.text(of: "SHA256SUMS").split(separator: "\n").map {
            String($0.split(separator: " ")[1])
        }
        #expect(listed == format.archives.map(\.file))
    }

    @Test(arguments: PastFormat.all.flatMap(\.archives))
    func everyChecksumIsRightAndNothingOfTheIndexIsLost(_ archive: PastArchive) async throws {
        let read = try await PastArchive.index(archive.path)
        let tar = try await Program.shell("tar -xOf '\(archive.path)' index.json", environment: [:], in: "/")
        let written = try JSONSerialization.jsonObject(with: Data(tar.output.utf8))
        #expect(isPart(written, of: read), "\(archive.file): \(read)")
    }

    @Test(arguments: PastFormat.all.flatMap(\.archives).flatMap(\.loads))
    func itsRowsArriveWithWhatTheyPointAt(_ load: PastLoad) async throws {
        let (archive, expected) = (load.archive, try load.archive.format.rows(load.rows))
        let scripts = load.isIntoEmpty ? ["schema.sql"] : ["schema.sql", "inhabited.sql"]
        try await archive.format.withDatabase(scripts) { database in
            try await database.satchel("import", archive.path)
            try await database.expectRows(expected)
            if load.isIntoEmpty {
                try await database.satchel("verify", archive.path)
                try await database.satchel("diff", archive.path, database.url)
            }
            try await database.satchel("import", archive.path)
            try await database.expectRows(expected)
        }
    }

    @Test(arguments: PastFormat.all) func rowsThatDifferAreUpdated(_ format: PastFormat) async throws {
        let archive = format.path(of: "whole.tar.zst")
        try await format.withDatabase(["schema.sql", "inhabited.sql"]) { database in
            try await database.satchel("verify", archive, status: 2)
            try await database.satchel("update-import", archive)
            try await database.expectRows(format.rows("whole-updated"))
            try await database.satchel("verify", archive)
        }
    }

    @Test(arguments: PastFormat.all) func twoArchivesMergeThreeWays(_ format: PastFormat) async throws {
        let merge = ["update-import", format.path(of: "evening.tar.zst"), "--base", format.path(of: "whole.tar.zst")]
        try await format.withDatabase(["schema.sql", "source.sql", "production.sql"]) { database in
            let before = try await database.rows()
            try await database.satchel(merge + ["--delete"], status: 4)
            try await database.expectRows(before)
            try await database.satchel(merge + ["--delete", "--on-conflict", "keep"])
            try await database.expectRows(format.rows("evening-merged"))
        }
    }

    @Test(arguments: PastFormat.all) func twoArchivesCompareWithoutADatabase(_ format: PastFormat) async throws {
        let (whole, same) = (format.path(of: "whole.tar.zst"), format.path(of: "whole.tar.gz"))
        let equal = try await Program.run(["diff", whole, same])
        #expect(equal.status == 0 && equal.output.hasSuffix("0 only in A, 0 only in B, 0 different, 62 equal\n"))
        let later = try await Program.run(["diff", whole, format.path(of: "evening.tar.zst")])
        #expect(later.status == 2 && later.output.hasSuffix("1 only in A, 4 only in B, 4 different, 57 equal\n"))
    }

    /// True where all members and elements are there too, at any depth; there may be more members.
    private func isPart(_ part: Any?, of whole: Any?) -> Bool {
        switch (part, whole) {
        case (let part as [String: Any], let whole as [String: Any]):
            part.allSatisfy { isPart($0.value, of: whole[$0.key]) }
        case (let part as [Any], let whole as [Any]):
            part.count == whole.count && zip(part, whole).allSatisfy { isPart($0, of: $1) }
        case (let part as NSObject, let whole as NSObject): part == whole
        default: false
        }
    }
}
