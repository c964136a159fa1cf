import Diagnostics
import Foundation
import SystemPackage
import Testing

@testable import Archive

@Suite struct ArchiveFileTests {
    @Test func `the file appears under its name only when it is complete`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            let writer = try ArchiveWriter(to: .file(path), compression: .zstd, creationTime: 0)
            let partial = ".a.tar.zst.\(ProcessInfo.processInfo.processIdentifier).partial"
            #expect(try names(in: folder) == [partial])
            try writer.add(index: sampleIndex)
            _ = try writer.table(.numbered("users", 10))
            #expect(try names(in: folder) == [partial])
            _ = try writer.finish()
            #expect(try names(in: folder) == ["a.tar.zst"])
            let attributes = try FileManager.default.attributesOfItem(atPath: path.string)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            writer.abandon()
            #expect(try names(in: folder) == ["a.tar.zst"])
        }
    }

    @Test func `nothing is left of an archive that was not finished`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            do {
                let writer = try ArchiveWriter(to: .file(path), compression: .gzip, creationTime: 0)
                try writer.add(index: sampleIndex)
            }
            #expect(try names(in: folder).isEmpty)
            let writer = try ArchiveWriter(to: .file(path), compression: .zstd, creationTime: 0)
            try writer.add(index: sampleIndex)
            let reason = Failure(.interrupted, "stopped")
            #expect(
                failure {
                    _ = try writer.table(name: "users") { table in
                        try table.append(row: "id\n".utf8Span.span.bytes)
                        throw reason
                    }
                } == reason)
            #expect(try names(in: folder).isEmpty)
            #expect(
                failure { _ = try writer.table(.numbered("posts", 1)) }?.cause == "it is already finished or abandoned")
            #expect(failure { _ = try writer.finish() }?.cause == "it is already finished or abandoned")
            #expect(try names(in: folder).isEmpty)
        }
    }

    @Test func `two writers of one name do not disturb each other`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            let first = try ArchiveWriter(to: .file(path), compression: .zstd, creationTime: 0)
            let second = try ArchiveWriter(to: .file(path), compression: .zstd, creationTime: 0)
            try first.add(index: sampleIndex)
            try second.add(index: sampleIndex)
            let summary = try first.finish()
            #expect(failure { _ = try second.finish() }?.cause == "the file exists")
            #expect(try names(in: folder) == ["a.tar.zst"])
            #expect(try Content.read(path).summary == summary)
        }
    }

    @Test func `an existing file is replaced on request only, and only as a whole`() throws {
        try withFolder { folder in
            let path = folder.appending("a.tar.zst")
            let old = try export([.numbered("users", 1)], to: path)
            let refusal = try #require(failure { try export([.numbered("users", 2)], to: path) })
            #expect(refusal.cause == "the file exists")
            #expect(refusal.remedy != nil)
            let writer = try ArchiveWriter(to: .file(path), compression: .zstd, creationTime: 0, replacing: true)
            try writer.add(index: sampleIndex)
            #expect(try Content.read(path).summary == old)
            let new = try writer.finish()
            #expect(try Content.read(path).summary == new)
            #expect(try names(in: folder) == ["a.tar.zst"])
        }
    }

    @Test func `a place that takes no file is refused before the work`() throws {
        try withFolder { folder in
            for path in [folder, folder.appending("missing/a.tar.zst"), "/dev/null", "/", ""] as [FilePath] {
                let failure = failure {
                    _ = try ArchiveWriter(to: .file(path), compression: .zstd, creationTime: 0, replacing: true)
                }
                #expect(failure?.remedy != nil, "\(path)")
            }
            let left = try names(in: folder)
            #expect(left.isEmpty)
        }
    }

    @Test func `a full disk and a reader that ended have their remedies`() {
        #expect(ArchiveOutput.remedy(for: Errno.noSpace) == "free space, or write to another folder")
        #expect(ArchiveOutput.remedy(for: Errno.brokenPipe)?.hasPrefix("the program that reads the archive") == true)
    }

    @Test(arguments: ["", "a b", "a.b", "../a", "a/b", "ü", "a\n", String(repeating: "a", count: 201)])
    func `a table's file has a plain name`(name: String) throws {
        try withFolder { folder in
            let writer = try ArchiveWriter(to: .file(folder.appending("a")), compression: .zstd, creationTime: 0)
            try writer.add(index: sampleIndex)
            #expect(failure { _ = try writer.table(SampleTable(file: name, rows: ["a\n"])) }?.code == .failed)
        }
    }

    @Test func `index and tables have an order`() throws {
        try withFolder { folder in
            let writer = try ArchiveWriter(to: .file(folder.appending("a")), compression: .zstd, creationTime: 0)
            #expect(failure { _ = try writer.table(.numbered("users", 1)) }?.cause == "the index comes first")
            try writer.add(index: sampleIndex)
            #expect(failure { try writer.add(index: sampleIndex) }?.cause == "the index comes first, and once")
            _ = try writer.table(.numbered("users", 1))
            #expect(
                failure { _ = try writer.table(.numbered("users", 1)) }?.cause == "table \"users\" was written before")
            _ = try writer.table(name: "posts") { table in
                try table.append(row: "a\n".utf8Span.span.bytes)
                #expect(
                    failure { _ = try writer.table(.numbered("inner", 1)) }?.cause
                        == "one table is written after the other")
            }
            #expect(try writer.finish().members.count == 3)
        }
    }

    @Test(arguments: [
        ["a\n", "1"], ["a\n", "1\n2\n"], ["a\n", "\"1\n"], ["a\nb\n", "1\n"], ["a"], [], [""], ["a\n", ""],
    ])
    func `a row that is not one record is refused`(rows: [String]) throws {
        try withFolder { folder in
            let writer = try ArchiveWriter(to: .file(folder.appending("a")), compression: .zstd, creationTime: 0)
            try writer.add(index: sampleIndex)
            #expect(failure { _ = try writer.table(SampleTable(file: "t", rows: rows)) } != nil)
            #expect(try names(in: folder).isEmpty)
        }
    }

    @Test func `a reader that has gone away is an error and no signal`() throws {
        let pipe = try FileDescriptor.pipe()
        try pipe.readEnd.close()
        defer { try? pipe.writeEnd.close() }
        #expect(throws: Errno.brokenPipe) {
            try withoutBrokenPipeSignal { _ = try pipe.writeEnd.writeAll([1, 2, 3]) }
        }
    }
}
