import Archive
import Diagnostics
import Foundation
import Index
import SystemPackage
import Testing

/// The archive that a lineage names, looked for in a folder.
@Suite struct BaseSearchTests {
    @Test func `the archive is found by what it holds, whatever it is called`() throws {
        try Folder.with { folder in
            let lineage = try folder.write("morning.tar.zst", id: "morning")
            try folder.write("evening.tar.zst", id: "evening")
            #expect(try folder.find(lineage) == .found(folder.path.appending("morning.tar.zst")))
            var last = "morning.tar.zst"
            for name in ["older.tar.gz", "a.tgz", "b.tar"] {
                try FileManager.default.moveItem(atPath: folder.file(last), toPath: folder.file(name))
                #expect(try folder.find(lineage) == .found(folder.path.appending(name)))
                last = name
            }
        }
    }

    @Test func `of two copies the one modified last is given`() throws {
        try Folder.with { folder in
            let lineage = try folder.write("a.tar.gz", id: "morning")
            try FileManager.default.copyItem(atPath: folder.file("a.tar.gz"), toPath: folder.file("b.tar.gz"))
            for (newer, older) in [("a.tar.gz", "b.tar.gz"), ("b.tar.gz", "a.tar.gz")] {
                try folder.age(newer, seconds: 10)
                try folder.age(older, seconds: 20)
                #expect(try folder.find(lineage) == .found(folder.path.appending(newer)))
            }
        }
    }

    @Test func `an archive with the same id and other bytes is no base`() throws {
        try Folder.with { folder in
            let lineage = try folder.write("morning.tar.zst", id: "morning")
            try folder.write("changed.tar.zst", id: "morning", rows: 3)
            try folder.age("morning.tar.zst", seconds: 60)
            #expect(try folder.find(lineage) == .found(folder.path.appending("morning.tar.zst")))
            try FileManager.default.removeItem(atPath: folder.file("morning.tar.zst"))
            #expect(try folder.find(lineage) == .differs(folder.path.appending("changed.tar.zst")))
        }
    }

    @Test func `an archive that is not there is not found, nor in a folder that is not there`() throws {
        try Folder.with { folder in
            let lineage = try folder.write("morning.tar.zst", id: "morning")
            #expect(try BaseSearch(folder: folder.path.appending("none")).find(lineage) == .notThere)
            try FileManager.default.moveItem(
                atPath: folder.file("morning.tar.zst"), toPath: folder.file("morning.backup"))
            try folder.write("evening.tar.zst", id: "evening")
            #expect(try folder.find(lineage) == .notThere)
            let failure = try #require(throws: Failure.self) {
                try BaseSearch(folder: folder.path.appending("evening.tar.zst")).find(lineage)
            }
            #expect(failure.what.hasPrefix("cannot look for archives in "))
        }
    }

    @Test func `what is no archive, damaged or no regular file is passed over`() throws {
        try Folder.with { folder in
            let lineage = try folder.write("morning.tar.zst", id: "morning", rows: 200_000)
            let whole = try Data(contentsOf: URL(filePath: folder.file("morning.tar.zst")))
            #expect(try ArchiveReader(from: .file(folder.path.appending("morning.tar.zst"))).index().isEmpty == false)
            try whole.dropLast(1000).write(to: URL(filePath: folder.file("cut.tar.zst")))
            try Data("no archive".utf8).write(to: URL(filePath: folder.file("text.tar.gz")))
            try Data().write(to: URL(filePath: folder.file("empty.tar")))
            try FileManager.default.createDirectory(
                atPath: folder.file("folder.tar.zst"), withIntermediateDirectories: false)
            // Opening it would wait for somebody who writes.
            #expect(mkfifo(folder.file("pipe.tar"), 0o600) == 0)
            try FileManager.default.createSymbolicLink(
                atPath: folder.file("link.tar.zst"), withDestinationPath: folder.file("nowhere"))
            try folder.age("morning.tar.zst", seconds: 60)
            #expect(try folder.find(lineage) == .found(folder.path.appending("morning.tar.zst")))
            try FileManager.default.removeItem(atPath: folder.file("morning.tar.zst"))
            #expect(try folder.find(lineage) == .notThere)
        }
    }

    @Test func `a request to stop ends the search`() throws {
        try Folder.with { folder in
            let lineage = try folder.write("morning.tar.zst", id: "morning")
            let stop = Failure(.interrupted, "interrupted")
            let search = BaseSearch(folder: folder.path) { () throws(Failure) in throw stop }
            #expect(throws: stop) { try search.find(lineage) }
        }
    }
}

/// A folder with archives, removed whatever happens.
private struct Folder {
    let path: FilePath

    static func with(_ body: (Folder) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/satchel-base-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(Folder(path: FilePath(path)))
    }

    func file(_ name: String) -> String { path.appending(name).string }

    func find(_ lineage: Lineage) throws -> BaseSearch.Outcome { try BaseSearch(folder: path).find(lineage) }

    /// Writes an archive and gives what an export would say of it once it was imported.
    @discardableResult
    func write(_ name: String, id: String, rows: Int = 1) throws -> Lineage {
        let index = """
            {"format": 1, "archive": "\(id)", "created": "2026-11-22T14:36:54Z",
             "source": {"database": "d", "server": "15.2"}, "note": null, "tables": [], "lookups": []}
            """
        let writer = try ArchiveWriter(
            to: .file(path.appending(name)), compression: .forFile(named: name), creationTime: 1_700_000_000,
            replacing: false)
        try writer.add(index: Array(index.utf8))
        _ = try writer.table(name: "t") { table in
            for row in ["n\n"] + (0..<rows).map({ "\($0 &* 2_654_435_761)\n" }) {
                try table.append(row: row.utf8Span.span.bytes)
            }
        }
        return Lineage(archiveID: id, digest: try writer.finish().digest, name: name, imported: "2026-11-22T15:00:00Z")
    }

    /// Makes a file older than it is.
    func age(_ name: String, seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: file(name))
    }
}
