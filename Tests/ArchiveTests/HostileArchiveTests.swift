import Archive
import Diagnostics
import SystemPackage
import Testing

@Suite struct HostileArchiveTests {
    @Test(arguments: [
        "/etc/passwd", "../users.csv", "tables/../users.csv", "tables//users.csv", "tables/users.1.csv",
        "tables/users.02.csv", "tables/users.0.csv", "tables/users.-2.csv", "tables/users.+2.csv", "tables/.csv",
        "tables/users.csv/", "tables/a/b.csv", "tables/users", "./tables/users.csv", "tables/us ers.csv",
        "tables/us\ners.csv", "tables/üsers.csv", "tables/users.2.3.csv", "tables/users.99999999999999999999.csv",
        "Tables/users.csv", "notes.txt",
    ])
    func `a member of another name is damage`(name: String) throws {
        try withFolder { folder in
            let path = folder.appending("a.tar")
            try write(TarForge.index + TarForge.member(name, Array("a\n".utf8)) + TarForge.end, to: path)
            let failure = try #require(readFailure(path))
            #expect(failure.code == .archiveDamaged)
            #expect(failure.description.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
            #expect(try names(in: folder) == ["a.tar"])
        }
    }

    @Test(arguments: ["1", "2", "3", "4", "5", "6"] as [Character])
    func `a member that is no regular file is damage`(type: Character) throws {
        try withFolder { folder in
            let path = folder.appending("a.tar")
            let member = TarForge.member("tables/users.csv", type: type, link: "index.json")
            try write(TarForge.index + member + TarForge.end, to: path)
            let failure = try #require(readFailure(path))
            #expect(failure.code == .archiveDamaged)
            #expect(failure.cause == "\"tables/users.csv\" is no regular file")
        }
    }

    @Test func `parts out of order, twice or of a second table in between are damage`() throws {
        let orders = [
            ["users.2"], ["users", "users"], ["users", "users.3"], ["users", "users.2", "users.2"],
            ["users", "posts", "users.2"], ["users", "posts", "users"],
        ]
        try withFolder { folder in
            let path = folder.appending("a.tar")
            for order in orders {
                let members = order.flatMap { TarForge.member("tables/\($0).csv", Array("a\n".utf8)) }
                try write(TarForge.index + members + TarForge.end, to: path)
                let cause = readFailure(path)?.cause ?? ""
                #expect(cause.contains("follow") || cause.contains("twice"), "\(order): \(cause)")
            }
            try write(TarForge.index + TarForge.index + TarForge.end, to: path)
            #expect(readFailure(path)?.cause == "there is a second \"index.json\"")
        }
    }

    @Test func `sizes and counts are bounded`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            try export([.numbered("users", 100), .numbered("posts", 100)], to: path)
            #expect(readFailure(path) == nil)
            for limits in [
                ArchiveLimits(documentBytes: 5), ArchiveLimits(documentBytes: 100), ArchiveLimits(partBytes: 50),
                ArchiveLimits(members: 2), ArchiveLimits(expansion: 2, expandedBytes: 1000),
            ] {
                #expect(readFailure(path, limits: limits)?.code == .archiveDamaged)
            }
            let claims = TarForge.member("tables/users.csv", size: 0o77777777777)
            try write(TarForge.index + claims, to: folder.appending("b.tar"))
            #expect(readFailure(folder.appending("b.tar"))?.cause?.contains("at most 1073741824") == true)
            let seal = TarForge.member("seal.json", [UInt8](repeating: 0x5B, count: 2000))
            try write(TarForge.index + seal + TarForge.end, to: folder.appending("c.tar"))
            #expect(readFailure(folder.appending("c.tar"))?.cause?.contains("at most 1024") == true)
        }
    }

    @Test func `equal rows compress a lot, and are no bomb`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            let row = "same,row," + String(repeating: "as ever ", count: 5000) + "\n"
            try export([SampleTable(file: "t", rows: ["a,b,c\n"] + Array(repeating: row, count: 2500))], to: path)
            #expect(try ArchiveReader(from: .file(path)).finish().rows == 2500)
        }
    }

    @Test func `a bomb is stopped while it expands`() throws {
        try withFolder { folder in
            let size = 64 << 20
            let table = TarForge.member("tables/users.csv", Array("a\n".utf8) + [UInt8](repeating: 0x41, count: size))
            try write(TarForge.index + table, to: folder.appending("bomb.tar"))
            try run("zstd", ["-q", "bomb.tar"], in: folder)
            let limits = ArchiveLimits(expansion: 2000, expandedBytes: 1 << 20)
            let cause = try #require(readFailure(folder.appending("bomb.tar.zst"), limits: limits)?.cause)
            #expect(cause.hasPrefix("it expands suspiciously"))
            let unpacked = try #require(cause.split(separator: " ").last.flatMap { Int($0) })
            #expect(unpacked < size / 2)
        }
    }
}
