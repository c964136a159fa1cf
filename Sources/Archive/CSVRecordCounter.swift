/// Counts the records of CSV content that arrives in chunks.
///
/// A quote toggles between outside and inside wherever it stands, as PostgreSQL reads it; a newline
/// ends a record only outside.
struct CSVRecordCounter {
    private var newlines = 0
    private var endsInRecord = false
    /// Whether the content so far ends inside a quoted value.
    private(set) var isQuoted = false

    /// Records so far; an unended one at the end counts.
    var records: Int { newlines + (endsInRecord ? 1 : 0) }

    /// Whether the content so far ends with a whole record.
    var isAtEndOfRecord: Bool { !endsInRecord }

    mutating func scan(_ bytes: RawSpan) {
        // SAFETY: the buffer is read within the closure only.
        bytes.withUnsafeBytes { scan($0) }
    }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer) {
        guard let last = bytes.last else { return }
        var isQuoted = self.isQuoted
        var newlines = 0
        for byte in bytes {
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: "\n"), !isQuoted {
                newlines += 1
            }
        }
        self.isQuoted = isQuoted
        self.newlines += newlines
        endsInRecord = isQuoted || last != UInt8(ascii: "\n")
    }
}
