/// What a complete archive holds.
public struct ArchiveSummary: Sendable, Equatable {
    /// All members before the seal, in their order.
    public let members: [ArchiveMember]
    /// Rows of all tables, headers not counted.
    public let rows: Int
    /// Size of the compressed archive.
    public let compressedBytes: Int
    /// SHA-256 of the compressed archive in hexadecimal: it identifies the archive.
    public let digest: String
}

/// A file in an archive, as the seal records it.
public struct ArchiveMember: Sendable, Equatable {
    /// `index.json` or `tables/<file>.csv`.
    public let name: String
    public let bytes: Int
    /// Rows without the header; 0 for `index.json`.
    public let rows: Int
    /// SHA-256 of the content in hexadecimal.
    public let sha256: String

    /// The table's name in `tables/<file>.csv`; nil for `index.json`.
    public var file: String? {
        if case .part(let file, _) = MemberName(name) { file } else { nil }
    }
}

/// What was written of one table.
public struct TableTotals: Sendable, Equatable {
    /// The name in `tables/<file>.csv`.
    public let file: String
    /// Rows without the header.
    public let rows: Int
    /// Bytes of all parts, with their headers.
    public let bytes: Int
    public let parts: Int
}
