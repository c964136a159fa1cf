import Archive
import Diagnostics
import Foundation
import JSON
import SystemPackage
import Testing

@Suite struct RoundTripTests {
    @Test(arguments: Compression.allCases)
    func `what was written is read again`(compression: Compression) throws {
        try withFolder { folder in
            let path = folder.appending("a.tar")
            let users = SampleTable.numbered("users", 500)
            let empty = SampleTable(file: "crm-notes_2", rows: ["id\n"])
            let summary = try export([users, empty], to: path, compression: compression)
            let content = try Content.read(path)
            #expect(content.index == sampleIndex)
            #expect(content.order == ["users.1", "crm-notes_2.1"])
            #expect(content.parts["users.1"] == Array(users.rows.joined().utf8))
            #expect(content.parts["crm-notes_2.1"] == Array("id\n".utf8))
            #expect(content.summary == summary)
            #expect(summary.rows == 500)
            #expect(summary.members.map(\.name) == ["index.json", "tables/users.csv", "tables/crm-notes_2.csv"])
            #expect(summary.members.map(\.rows) == [0, 500, 0])
            #expect(try bytes(of: path).count == summary.compressedBytes)
        }
    }

    @Test func `a large table is cut into parts at rows, each with the header`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            let table = SampleTable.numbered("posts", 1000)
            let writer = try ArchiveWriter(to: .file(path), compression: .zstd, creationTime: 0, partSize: 4096)
            try writer.add(index: sampleIndex)
            let totals = try writer.table(table)
            _ = try writer.finish()
            let content = try Content.read(path, maximum: 100)
            #expect(totals.rows == 1000)
            #expect(totals.parts == content.order.count)
            #expect(totals.parts > 5)
            #expect(content.order == (1...totals.parts).map { "posts.\($0)" })
            let header = Array(table.rows[0].utf8)
            var joined = header
            for name in content.order {
                let part = try #require(content.parts[name])
                #expect(part.count <= 4096)
                #expect(part.starts(with: header))
                joined += part.dropFirst(header.count)
            }
            #expect(joined == Array(table.rows.joined().utf8))
            #expect(totals.bytes == content.parts.values.reduce(0) { $0 + $1.count })
            #expect(content.summary.rows == 1000)
        }
    }

    @Test func `a row larger than a part has a part of its own`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            let long = String(repeating: "x", count: 3000) + "\n"
            try export([SampleTable(file: "t", rows: ["a\n", "1\n", long, "2\n"])], to: path, partSize: 1000)
            let content = try Content.read(path)
            #expect(content.order == ["t.1", "t.2", "t.3"])
            #expect(content.parts["t.2"] == Array(("a\n" + long).utf8))
        }
    }

    @Test(arguments: Compression.allCases)
    func `equal content and time give equal bytes`(compression: Compression) throws {
        try withFolder { folder in
            let tables = [SampleTable.numbered("users", 20_000), .numbered("posts", 100)]
            let first = try export(tables, to: folder.appending("a"), compression: compression, partSize: 100_000)
            Thread.sleep(forTimeInterval: 1.1)
            let second = try export(tables, to: folder.appending("b"), compression: compression, partSize: 100_000)
            #expect(first == second)
            #expect(try bytes(of: folder.appending("a")) == bytes(of: folder.appending("b")))
            let third = try export(
                tables, to: folder.appending("c"), compression: compression, time: 1, partSize: 100_000)
            #expect(third.digest != first.digest)
        }
    }

    @Test func `the digest is the SHA-256 of the file`() throws {
        try withFolder { folder in
            let summary = try export([.numbered("users", 10)], to: folder.appending("a.tar.zst"))
            let output = try run("sha256sum", ["a.tar.zst"], in: folder)
            #expect(String(decoding: output, as: UTF8.self).hasPrefix(summary.digest + " "))
        }
    }

    @Test(arguments: Compression.allCases)
    func `tar reads the archive, and the seal says what is in it`(compression: Compression) throws {
        try withFolder { folder in
            let name = "a.tar." + (compression == .gzip ? "gz" : "zst")
            let table = SampleTable.numbered("users", 3)
            let summary = try export([table], to: folder.appending(name), compression: compression)
            let listing = try run("tar", ["-tvf", name, "--numeric-owner", "--full-time", "--utc"], in: folder)
            let lines = String(decoding: listing, as: UTF8.self).split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines.allSatisfy { $0.hasPrefix("-rw-r--r-- 0/0 ") && $0.contains("2023-11-14 22:13:20") })
            #expect(try run("tar", ["-xOf", name, "tables/users.csv"], in: folder) == Array(table.rows.joined().utf8))
            let seal = try JSON.parse(run("tar", ["-xOf", name, "seal.json"], in: folder), name: "seal.json")
            #expect(seal["format"] == 1)
            #expect(seal["rows"] == 3)
            let entries = try #require(seal["entries"]?.array)
            #expect(entries.map { $0["name"] } == ["index.json", "tables/users.csv"])
            #expect(entries.map { $0["sha256"]?.string } == summary.members.map(\.sha256))
        }
    }

    @Test func `an archive without tables is an archive`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            let summary = try export([], to: path)
            #expect(try Content.read(path).summary == summary)
            #expect(summary.rows == 0)
        }
    }

    @Test func `parts left unread are checked all the same`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            let summary = try export([.numbered("users", 2000), .numbered("posts", 10)], to: path, partSize: 3000)
            #expect(try ArchiveReader(from: .file(path)).finish() == summary)
        }
    }

    @Test func `an uncompressed tar is read, and tar's own padding accepted`() throws {
        try withFolder { folder in
            try export([.numbered("users", 20)], to: folder.appending("a.tar.zst"))
            try run("zstd", ["-q", "-d", "a.tar.zst"], in: folder)
            let plain = try bytes(of: folder.appending("a.tar"))
            try write(plain + Array(repeating: 0, count: 10240), to: folder.appending("b.tar"))
            #expect(try Content.read(folder.appending("a.tar")).summary.rows == 20)
            #expect(try Content.read(folder.appending("b.tar")).summary.rows == 20)
        }
    }

    @Test(arguments: [
        ("a.tar.gz", Compression.gzip), ("A.TGZ", .gzip), ("a.tar.zst", .zstd), ("a.gz", .zstd), ("a", .zstd),
    ])
    func `the name decides the compression`(name: String, compression: Compression) {
        #expect(Compression.forFile(named: name) == compression)
    }

    @Test func `a checkpoint stops writing and reading`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            let stop = Failure(.interrupted, "stopped")
            let writer = try ArchiveWriter(
                to: .file(path), compression: .zstd, creationTime: 0, checkpoint: { () throws(Failure) in throw stop })
            #expect(failure { try writer.add(index: sampleIndex) } == stop)
            #expect(try names(in: folder).isEmpty)
            try export([.numbered("users", 2)], to: path)
            #expect(
                failure { _ = try ArchiveReader(from: .file(path), checkpoint: { () throws(Failure) in throw stop }) }
                    == stop)
        }
    }
}
