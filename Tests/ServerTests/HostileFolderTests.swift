import Archive
import Foundation
import JSON
import SystemPackage
import Testing

@testable import satchel_server

/// What lies in the backups folder and is no archive, or one that lies: the server says so and goes on.
@Suite struct HostileFolderTests {
    private static func table(_ name: String, rows: Int) -> String {
        """
        {"table": "\(name)", "file": "\(name)", "phase": 1, "rows": \(rows), "preservesIDs": false, "kind": "entity",
         "naturalKey": ["name"], "columns": [{"name": "name", "column": "name", "type": "text"}], "references": [],
         "derived": [], "leftOut": []}
        """
    }

    /// An archive of two tables with two rows each and a seal that is right, whatever its index says of the rows.
    private static func write(rows: Int, to path: FilePath) throws {
        let index = """
            {"format": 1, "archive": "a", "created": "2026-11-22T14:36:54Z", "source": {"database": "d", "server": "15.2"},
             "note": null, "tables": [\(table("tags", rows: rows)), \(table("users", rows: rows))], "lookups": []}
            """
        let writer = try ArchiveWriter(to: .file(path), compression: .zstd, creationTime: 0)
        try writer.add(index: Array(index.utf8))
        for name in ["tags", "users"] {
            _ = try writer.table(name: name) { table in
                for row in ["name\n", "a\n", "b\n"] { try table.append(row: row.utf8Span.span.bytes) }
            }
        }
        _ = try writer.finish()
    }

    private static func bytes(rows: Int) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "satchel-hostile-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        try write(rows: rows, to: FilePath(folder.path).appending("a.tar.zst"))
        return try [UInt8](Data(contentsOf: folder.appending(path: "a.tar.zst")))
    }

    private func list(_ server: RunningServer) async throws -> [String: JSON] {
        let answer = try await server.get("/api/admin/backups", by: "reader")
        #expect(answer.status == 200, "\(answer.text)")
        let archives = try answer.json()["backups"]?.array ?? []
        return Dictionary(archives.map { ($0["name"]?.string ?? "", $0) }) { first, _ in first }
    }

    @Test(arguments: [
        (Int.max, "tables[0].rows: expected an integer from 0 to 1000000000000"),
        (3, "its index promises 3 rows of \"tags\", but it has 2"),
    ])
    func anArchiveWhoseIndexLiesIsRefusedAndNotPublished(_ rows: Int, _ cause: String) async throws {
        let bytes = try HostileFolderTests.bytes(rows: rows)
        try await ServerFixture.withServer { fixture, server in
            let answer = try await server.send("PUT", "/api/admin/backups/lies.tar.zst", by: "importer", body: bytes)
            #expect(answer.status == 422)
            #expect(try answer.json()["code"] == "archive-damaged")
            #expect(try answer.json()["detail"]?.string == cause)
            #expect(Array(try await list(server).keys) == [ServerFixture.archive])
            let names = try FileManager.default.contentsOfDirectory(atPath: fixture.backups.path)
            #expect(names.sorted() == [".satchel", ServerFixture.archive])
        }
    }

    @Test func theSameArchiveIsTakenWhereItsIndexIsRight() async throws {
        let bytes = try HostileFolderTests.bytes(rows: 2)
        try await ServerFixture.withServer { _, server in
            let answer = try await server.send("PUT", "/api/admin/backups/right.tar.zst", by: "importer", body: bytes)
            #expect(answer.status == 201, "\(answer.text)")
            #expect(try answer.json()["rows"] == 4)
        }
    }

    @Test func whateverLiesInTheFolderTheListComesAlsoAfterAStart() async throws {
        try await ServerFixture.lend { fixture in
            let folder = fixture.backups
            func place(_ name: String) -> FilePath { FilePath(folder.appending(path: name).path) }
            for (name, rows) in [("huge", Int.max), ("large", 1_000_000_000_000), ("negative", -1), ("other", 3)] {
                try HostileFolderTests.write(rows: rows, to: place(name + ".tar.zst"))
            }
            let good = try Data(contentsOf: folder.appending(path: ServerFixture.archive))
            try Data().write(to: folder.appending(path: "empty.tar.zst"))
            try Data("text".utf8).write(to: folder.appending(path: "text.tar"))
            try good.prefix(good.count / 2).write(to: folder.appending(path: "half.tar.gz"))
            try FileManager.default.createDirectory(
                at: folder.appending(path: "folder.tar.zst"), withIntermediateDirectories: false)
            for (name, target) in [
                ("outside.tar", "/etc/passwd"), ("nowhere.tar", "none"), ("circle.tar", "circle.tar"),
                ("device.tar", "/dev/zero"),
            ] {
                try FileManager.default.createSymbolicLink(
                    atPath: folder.appending(path: name).path, withDestinationPath: target)
            }
            #expect(mkfifo(place("pipe.tar.zst").string, 0o600) == 0)
            // No text in UTF-8.
            let odd = Array(folder.path.utf8CString.dropLast()) + [0x2F, -1, -2, 0x2E, 0x74, 0x61, 0x72, 0]
            #expect(creat(odd, 0o600) >= 0)
            let damaged = ["huge.tar.zst", "large.tar.zst", "negative.tar.zst", "other.tar.zst"]
            let broken = ["empty.tar.zst", "text.tar", "half.tar.gz"]
            for _ in 0..<2 {
                let server = try await fixture.start()
                var found = try await list(server)
                for _ in 0..<200 where found.values.contains(where: { $0["seal"] == "unchecked" }) {
                    try await Task.sleep(for: .milliseconds(50))
                    found = try await list(server)
                }
                #expect(found.keys.sorted() == (damaged + broken + [ServerFixture.archive]).sorted())
                for name in damaged + broken {
                    #expect(found[name]?["seal"] == "damaged", "\(name)")
                    #expect(found[name]?["problem"]?.string?.isEmpty == false, "\(name)")
                    #expect(try await server.get("/api/admin/backups/\(name)/index").status == 422, "\(name)")
                }
                let answer = try await server.post(
                    "/api/admin/backup/import?wait=true", #"{"tarballPath":"huge.tar.zst"}"#)
                #expect(answer.status == 422, "\(answer.text)")
                #expect(await server.stop() == 0)
            }
        }
    }

    /// tmpfs keeps any number as a time.
    @Test func aFileOfAnotherAgeHasATag() throws {
        let memory = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        let path = memory + "/satchel-\(UUID().uuidString).tar"
        defer { unlink(path) }
        #expect(creat(path, 0o600) >= 0)
        for seconds in [Int.max, .min, 0] {
            var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
            #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
            let name = try #require(BackupName("a.tar"))
            let file = try #require(ArchiveFile(name: name, path: FilePath(path)))
            #expect(file.tag.hasPrefix("\"") && file.tag.hasSuffix("-0\""))
            #expect(
                ArchiveShelf.Knowledge.unreadable(.init(.archiveDamaged, "x")).json(file)["modified"]?.string != nil)
        }
    }

    @Test func aProgressThatPromisesEternityHasNoTime() {
        let pace = JobProgress.pace(rows: 1, total: 1_000_000_000_000_000_000, seconds: 1000)
        #expect(pace.secondsLeft == .null && pace.rowsPerSecond == 0)
        let usual = JobProgress.pace(rows: 10, total: 30, seconds: 5)
        #expect(usual.secondsLeft == 10 && usual.rowsPerSecond == 2)
    }

    @Test(arguments: [SIGSEGV, SIGILL, SIGABRT, SIGTRAP, SIGBUS, SIGFPE])
    func aCrashShowsNoMemory(signal: Int32) async throws {
        try await ServerFixture.lend { fixture in
            let server = try await fixture.start()
            #expect(await server.crash(by: signal) == signal)
            let log = try server.logged
            #expect(!log.contains("crashed") && !log.contains("Registers") && !log.contains("rax"), "\(log)")
        }
    }
}
