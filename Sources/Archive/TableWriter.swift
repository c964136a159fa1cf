public import Diagnostics

/// Takes the rows of one table and cuts them into parts; it exists only inside `ArchiveWriter.table`.
public struct TableWriter: ~Copyable {
    private let archive: ArchiveWriter
    private let file: String
    private let partSize: Int
    private var header: [UInt8] = []
    private var part: [UInt8] = []
    private var partRows = 0
    private var parts = 0
    private var rows = 0
    private var bytes = 0

    init(archive: ArchiveWriter, file: String, partSize: Int) {
        self.archive = archive
        self.file = file
        self.partSize = partSize
    }

    /// Adds one CSV record that ends with a newline; the first one is the header.
    public mutating func append(row: RawSpan) throws(Failure) {
        if header.isEmpty {
            // SAFETY: the bytes are copied within the closure.
            row.withUnsafeBytes { header.append(contentsOf: $0) }
            part = header
            guard !header.isEmpty else { throw failure("the header is empty") }
            return
        }
        if partRows > 0, part.count + row.byteCount > partSize { try endPart() }
        // SAFETY: the bytes are copied within the closure.
        row.withUnsafeBytes { part.append(contentsOf: $0) }
        partRows += 1
    }

    mutating func finish() throws(Failure) -> TableTotals {
        guard !header.isEmpty else { throw failure("no header was written") }
        if partRows > 0 || parts == 0 { try endPart() }
        return TableTotals(file: file, rows: rows, bytes: bytes, parts: parts)
    }

    /// Writes the rows gathered so far as a member of the archive.
    private mutating func endPart() throws(Failure) {
        // The reader counts records; what it would count otherwise must not be written.
        var counter = CSVRecordCounter()
        counter.scan(part.span.bytes)
        guard counter.isAtEndOfRecord, counter.records == partRows + 1 else {
            throw failure("a row is not exactly one CSV record")
        }
        parts += 1
        try archive.add(.part(file: file, number: parts), part.span.bytes, rows: partRows)
        rows += partRows
        bytes += part.count
        partRows = 0
        part.removeSubrange(header.count...)
    }

    private func failure(_ cause: String) -> Failure {
        Failure(.failed, "cannot write table \"\(file)\" to the archive", cause: cause)
    }
}
