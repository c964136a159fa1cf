public import Archive
import Diagnostics
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
        try Inspection.compare(index, with: summary)
    }

    /// The seal knows nothing of the index's content: what that promises has to be there, and nothing else.
    private static func compare(_ index: ArchiveIndex, with summary: ArchiveSummary) throws(Failure) {
        func damaged(_ cause: String) -> Failure {
            Failure(.archiveDamaged, "cannot read the archive", cause: cause, remedy: "export the archive again")
        }
        var rows: [String: Int] = [:]
        for member in summary.members { if let file = member.file { rows[file, default: 0] += member.rows } }
        for table in index.tables {
            let found = rows.removeValue(forKey: table.file)
            guard found ?? 0 == table.rows else {
                throw damaged(
                    "its index promises \(table.rows) rows of \"\(table.table)\", but it has \(found ?? 0)")
            }
        }
        if let file = rows.keys.min() { throw damaged("its index does not list \"tables/\(file).csv\"") }
    }

    public var json: JSON {
        [
            "command": "inspect", "archive": .string(name), "digest": .string(summary.digest),
            "bytes": .integer(summary.compressedBytes), "rows": .integer(summary.rows), "index": index.json,
        ]
    }
}
