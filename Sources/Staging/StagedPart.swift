import Archive
import Diagnostics
import PostgreSQL

/// One part of a table's file on its way from the archive into the staging table.
struct StagedPart {
    let table: StagedTable
    let part: TablePart

    /// Copies the part.
    ///
    /// - Returns: the number of rows.
    /// - Throws: `Failure` that names the file, the row and the column of a value that the target's type does not take.
    func copy(_ reader: ArchiveReader, to connection: Session) throws -> Int {
        do {
            // A domain's check is code of the database's.
            return try connection.underDatabasePath {
                try connection.copyIn(table.copy) { writer in
                    var head: [UInt8] = []
                    var hasHeader = false
                    try reader.read { bytes in
                        if hasHeader { return try writer.write(bytes) }
                        // SAFETY: the bytes are copied within the closure.
                        bytes.withUnsafeBytes { head.append(contentsOf: $0) }
                        guard let header = CSVHeader.parse(head) else { return }
                        try check(header)
                        hasHeader = true
                        try writer.write(head.span.bytes.extracting(header.byteCount..<head.count))
                        head = []
                    }
                    if !hasHeader {
                        guard let header = CSVHeader.parse(head, isWhole: true) else {
                            throw damaged("it has no header row")
                        }
                        try check(header)
                    }
                }
            }
        } catch let error as ServerError {
            let row = error.line.map { ", row \($0) of part \(part.number)" } ?? ""
            let column = error.column.flatMap(table.position(ofStaged:)).map { table.archived.columns[$0].name }
            throw Failure(
                .failed, "cannot read tables/\(part.file).csv\(row)",
                cause: (column.map { "column \"\($0)\": " } ?? "") + error.message,
                remedy: "the target's column takes no such value; nothing was changed")
        }
    }

    private func check(_ header: CSVHeader) throws {
        let expected = table.archived.columns.map(\.name)
        guard header.columns == expected else { throw damaged("its header does not name the columns of the index") }
    }

    private func damaged(_ cause: String) -> Failure {
        Failure(
            .archiveDamaged, "cannot read tables/\(part.file).csv", cause: cause,
            remedy: "export the archive again; nothing was changed")
    }
}
