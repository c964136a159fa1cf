/// What a reader accepts, so that a crafted archive can exhaust neither memory nor disk.
public struct ArchiveLimits: Sendable {
    /// The largest `index.json` or `seal.json`, in bytes.
    public var documentBytes: Int
    /// The largest part of a table, in bytes.
    public var partBytes: Int
    public var members: Int
    /// How many bytes one compressed byte may become, once `expandedBytes` have been unpacked.
    ///
    /// zstd packs a table of equal rows 1 to 9,500, and zeros 1 to 32,000 (measured).
    public var expansion: Int
    /// Up to here any expansion is accepted.
    public var expandedBytes: Int

    public init(
        documentBytes: Int = 64 << 20, partBytes: Int = 1 << 30, members: Int = 1_000_000, expansion: Int = 16_384,
        expandedBytes: Int = 64 << 20
    ) {
        self.documentBytes = documentBytes
        self.partBytes = partBytes
        self.members = members
        self.expansion = expansion
        self.expandedBytes = expandedBytes
    }
}
