/// A member while its content passes by: counted, hashed, and its records counted.
struct MemberInProgress {
    let name: MemberName
    /// What the tar says of its size.
    let expectedBytes: Int
    private var bytes = 0
    private let hash = SHA256()
    private var records = CSVRecordCounter()

    init(_ name: MemberName, expectedBytes: Int) {
        self.name = name
        self.expectedBytes = expectedBytes
    }

    mutating func take(_ chunk: RawSpan) {
        bytes += chunk.byteCount
        // SAFETY: the buffer is read within the closure only.
        chunk.withUnsafeBytes { hash.update(bufferPointer: $0) }
        if case .part = name { records.scan(chunk) }
    }

    /// What is wrong with the whole content; nil where nothing is.
    var problem: String? {
        if bytes != expectedBytes { return "it breaks off after \(bytes) of \(expectedBytes) bytes" }
        guard case .part = name else { return nil }
        if records.records == 0 { return "it has no header" }
        return records.isQuoted ? "it ends inside a quoted value" : nil
    }

    /// The member as the seal has to record it.
    var member: ArchiveMember {
        let rows = if case .part = name { max(0, records.records - 1) } else { 0 }
        return ArchiveMember(name: name.description, bytes: bytes, rows: rows, sha256: hash.hexadecimal())
    }
}
