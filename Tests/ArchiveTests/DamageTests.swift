import Archive
import Diagnostics
import SystemPackage
import Testing

@Suite struct DamageTests {
    private static let tables = [SampleTable.numbered("users", 40), .numbered("posts", 3)]

    @Test(arguments: Compression.allCases)
    func `an archive that is cut short anywhere is damaged`(compression: Compression) throws {
        try withFolder { folder in
            let whole = folder.appending("whole")
            let cut = folder.appending("cut")
            try export(DamageTests.tables, to: whole, compression: compression, partSize: 1000)
            let content = try bytes(of: whole)
            for length in 0..<content.count {
                try write(Array(content[..<length]), to: cut)
                #expect(readFailure(cut)?.code == .archiveDamaged, "\(length) of \(content.count) bytes")
            }
        }
    }

    @Test(arguments: Compression.allCases)
    func `a large archive that is cut short at any block is damaged`(compression: Compression) throws {
        try withFolder { folder in
            let whole = folder.appending("whole")
            let cut = folder.appending("cut")
            try export([.numbered("users", 4000)], to: whole, compression: compression, partSize: 30_000)
            let content = try bytes(of: whole)
            for length in stride(from: 0, to: content.count, by: 512) {
                try write(Array(content[..<length]), to: cut)
                #expect(readFailure(cut)?.code == .archiveDamaged, "\(length) of \(content.count) bytes")
            }
        }
    }

    @Test func `an uncompressed tar that is cut short anywhere is damaged`() throws {
        try withFolder { folder in
            let cut = folder.appending("cut")
            let content =
                try TarForge.members(of: DamageTests.tables, partSize: 1000, in: folder).joined() + TarForge.end
            for length in stride(from: 0, to: content.count, by: 64) {
                try write(Array(content[..<length]), to: cut)
                #expect(readFailure(cut)?.code == .archiveDamaged, "\(length) of \(content.count) bytes")
            }
        }
    }

    @Test(arguments: Compression.allCases)
    func `a flipped bit never yields other content`(compression: Compression) throws {
        try withFolder { folder in
            let whole = folder.appending("whole")
            try export(DamageTests.tables, to: whole, compression: compression, partSize: 1000)
            try expectNoOtherContent(than: whole, in: folder)
        }
    }

    @Test func `a flipped bit in an uncompressed tar never yields other content`() throws {
        try withFolder { folder in
            let whole = folder.appending("whole")
            try write(
                TarForge.members(of: DamageTests.tables, partSize: 1000, in: folder).joined() + TarForge.end, to: whole)
            try expectNoOtherContent(than: whole, in: folder)
        }
    }

    private func expectNoOtherContent(than whole: FilePath, in folder: FilePath) throws {
        let flipped = folder.appending("flipped")
        let original = try Content.read(whole)
        var content = try bytes(of: whole)
        var found = 0
        // Large files by samples: 3 and 8 have no common divisor, so every bit of a byte has its turn.
        for position in stride(from: 0, to: content.count, by: content.count < 3000 ? 1 : 3) {
            let bit = UInt8(1) << UInt8(position % 8)
            content[position] ^= bit
            try write(content, to: flipped)
            content[position] ^= bit
            do {
                #expect(try Content.read(flipped).hasSameContent(as: original), "byte \(position)")
            } catch let failure as Failure {
                #expect(failure.code == .archiveDamaged, "byte \(position): \(failure)")
                found += 1
            }
        }
        #expect(found > content.count / 12)
    }

    @Test func `every kind of damage has its own cause`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar")
            let members = try TarForge.members(of: DamageTests.tables, partSize: 1000, in: folder)
            let seal = members.count - 1
            func cause(_ members: [[UInt8]], end: [UInt8] = TarForge.end) throws -> String {
                try write(members.joined() + end, to: path)
                let failure = try #require(readFailure(path))
                #expect(failure.code == .archiveDamaged)
                #expect(failure.remedy != nil)
                return failure.cause ?? ""
            }
            func changed(_ index: Int, _ position: Int, _ byte: Character) -> [[UInt8]] {
                var members = members
                members[index][512 + position] = byte.asciiValue ?? 0
                return members
            }
            try write(members.joined() + TarForge.end, to: path)
            #expect(try Content.read(path).summary.rows == 43)

            #expect(try cause(members.dropLast()) == "the seal is missing: the archive was cut short")
            #expect(
                try cause(changed(1, 600, "#")) == "the checksum of \"tables/users.csv\" is not the one in the seal")
            #expect(try cause(changed(0, 3, "#")) == "the checksum of \"index.json\" is not the one in the seal")
            #expect(try cause(changed(1, 2, "\n")).contains(" rows, by the seal "))
            #expect(try cause(changed(1, 0, "\"")) == "\"tables/users.csv\": it ends inside a quoted value")
            #expect(try cause(changed(seal, 0, "[")).contains("expected"))
            #expect(try cause(changed(seal, 10, "2")).hasSuffix("its format is not 1"))
            #expect(try cause(members + [members[0]]) == "something follows the seal")
            #expect(try cause(members, end: TarForge.end + [1]) == "something follows the seal")
            #expect(try cause(members, end: []) == "the end of the tar is missing")
            #expect(try cause(members, end: Array(TarForge.end.dropLast())) == "the end of the tar is missing")
            var other = members
            other.remove(at: seal - 1)
            #expect(try cause(other) == "\"tables/posts.csv\" is in the seal, but is missing")
            other = members
            other.remove(at: 1)
            #expect(try cause(other) == "\"tables/users.2.csv\" does not follow the part before it")
            other = members
            other.insert(TarForge.member("tables/extra.csv", Array("a\n".utf8)), at: seal)
            #expect(try cause(other) == "\"tables/extra.csv\" is not in the seal")
            other = members
            other[seal - 1] = TarForge.member("tables/extra.csv", Array("a\n".utf8))
            #expect(try cause(other) == "\"tables/extra.csv\" stands where the seal has \"tables/posts.csv\"")
            other[seal - 1] = TarForge.member("tables/posts.csv", Array("a\n".utf8))
            #expect(try cause(other).hasPrefix("\"tables/posts.csv\" has 2 bytes, by the seal "))
            other[seal - 1] = TarForge.member("tables/posts.csv")
            #expect(try cause(other) == "\"tables/posts.csv\": it has no header")
        }
    }

    @Test func `something behind the compressed data is damage`() throws {
        try withFolder { folder in
            for compression in Compression.allCases {
                let path = folder.appending("a")
                try export(DamageTests.tables, to: path, compression: compression, replacing: true)
                let whole = try bytes(of: path)
                for tail in [[0], Array("tail".utf8), [UInt8](repeating: 0, count: 100_000), whole] {
                    try write(whole + tail, to: path)
                    #expect(readFailure(path)?.code == .archiveDamaged, "\(compression), \(tail.count) bytes")
                }
            }
        }
    }

    @Test func `what is no archive is called so`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            try write(Array("hello\n".utf8), to: folder.appending("text"))
            try run("gzip", ["-k", "text"], in: folder)
            let files: [[UInt8]] = [
                [], Array("hello\n".utf8), [UInt8](repeating: 0x41, count: 100_000), TarForge.end,
                try bytes(of: folder.appending("text.gz")), TarForge.member("a.txt", [65]) + TarForge.end,
                TarForge.member("tables/users.csv", [65]) + TarForge.end,
            ]
            for file in files {
                try write(file, to: path)
                let failure = try #require(readFailure(path))
                #expect(failure.code == .archiveDamaged)
                #expect(failure.what == "\"\(path)\" is no satchel archive")
                #expect(failure.cause != nil)
            }
        }
    }

    @Test func `a file that cannot be read is no damage`() throws {
        try withFolder { folder in
            let missing = try #require(readFailure(folder.appending("missing.tar.zst")))
            #expect(missing.code == .failed)
            #expect(missing.cause == "no such file or directory")
            #expect(missing.remedy != nil)
            #expect(readFailure(folder)?.code == .failed)
        }
    }

    @Test func `a reader fails on after a failure`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar")
            try write(TarForge.index + TarForge.member("evil") + TarForge.end, to: path)
            let reader = try ArchiveReader(from: .file(path))
            let first = failure { _ = try reader.nextTablePart() }
            #expect(first != nil)
            #expect(failure { _ = try reader.nextTablePart() } == first)
            #expect(failure { _ = try reader.finish() } == first)
        }
    }
}
