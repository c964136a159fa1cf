public import Archive
public import JSON

/// An archive read from end to end without a database: what it holds, with every checksum verified.
public struct Inspection: Sendable {
    public let name: String
    public let index: ArchiveIndex
    public let summary: ArchiveSummary

    /// - Throws: `Failure` with `archiveDamaged` or `archiveNewer` that says what is wrong.
    public init(of reader: ArchiveReader, named name: String) throws {
        self.name = name
        index = try ArchiveIndex(of: reader)
        summary = try reader.finish()
    }

    public var json: JSON {
        [
            "command": "inspect", "archive": .string(name), "digest": .string(summary.digest),
            "bytes": .integer(summary.compressedBytes), "rows": .integer(summary.rows), "index": index.json,
        ]
    }
}
