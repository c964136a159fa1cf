import Archive
import Diagnostics
import Foundation
import SystemPackage
import Testing

/// A folder of its own for a test, removed whatever happens.
func withFolder<Value>(_ body: (FilePath) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("satchel-archive-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(FilePath(folder.path))
}

func bytes(of path: FilePath) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path.string)))
}

func write(_ bytes: [UInt8], to path: FilePath) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path.string))
}

func names(in folder: FilePath) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted()
}

/// A table for a test: its name and its rows, the header first.
struct SampleTable: Equatable {
    let file: String
    let rows: [String]

    /// A table of `count` rows, none of which is like another.
    static func numbered(_ file: String, _ count: Int) -> SampleTable {
        let rows = (0..<count).map { "\($0),\"row \($0 &* 2_654_435_761) of\n\"\"\(file)\"\"\",\n" }
        return SampleTable(file: file, rows: ["id,text,note\n"] + rows)
    }
}

let sampleIndex = Array(#"{"format": 1}"#.utf8)

extension ArchiveWriter {
    func table(_ table: SampleTable) throws -> TableTotals {
        try self.table(name: table.file) { writer in
            for row in table.rows { try writer.append(row: row.utf8Span.span.bytes) }
        }
    }
}

/// Writes a whole archive of the tables.
@discardableResult
func export(
    _ tables: [SampleTable], to path: FilePath, compression: Compression = .zstd, time: Int = 1_700_000_000,
    replacing: Bool = false, partSize: Int = 8 << 20
) throws -> ArchiveSummary {
    let writer = try ArchiveWriter(
        to: .file(path), compression: compression, creationTime: time, replacing: replacing, partSize: partSize)
    try writer.add(index: sampleIndex)
    for table in tables { _ = try writer.table(table) }
    return try writer.finish()
}

/// What an archive holds: the content of every part under its table and number.
struct Content: Equatable {
    var index: [UInt8] = []
    var parts: [String: [UInt8]] = [:]
    var order: [String] = []
    var summary: ArchiveSummary

    static func read(
        _ path: FilePath, limits: ArchiveLimits = ArchiveLimits(), maximum: Int = 1 << 16
    ) throws -> Content {
        let reader = try ArchiveReader(from: .file(path), limits: limits)
        let index = try reader.index()
        var parts: [String: [UInt8]] = [:]
        var order: [String] = []
        while let part = try reader.nextTablePart() {
            let name = "\(part.file).\(part.number)"
            order.append(name)
            var content: [UInt8] = []
            try reader.read(maximum: maximum) { chunk in
                #expect(chunk.byteCount <= maximum)
                chunk.withUnsafeBytes { content.append(contentsOf: $0) }
            }
            #expect(content.count == part.bytes)
            parts[name] = content
        }
        return Content(index: index, parts: parts, order: order, summary: try reader.finish())
    }

    /// Everything but the digest and size of the compressed file.
    func hasSameContent(as other: Content) -> Bool {
        index == other.index && parts == other.parts && order == other.order
            && summary.members == other.summary.members
    }
}

/// The failure that `body` ends with; nil where it does not fail.
func failure(_ body: () throws -> Void) -> Failure? {
    do {
        try body()
        return nil
    } catch {
        return error as? Failure
    }
}

/// The failure that reading the whole archive ends with.
func readFailure(_ path: FilePath, limits: ArchiveLimits = ArchiveLimits()) -> Failure? {
    failure { _ = try Content.read(path, limits: limits) }
}

/// Runs a program and returns what it wrote to standard output.
@discardableResult
func run(_ program: String, _ arguments: [String], in folder: FilePath) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.string)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(program) failed")
    return bytes
}
