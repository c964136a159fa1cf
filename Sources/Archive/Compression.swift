/// How an archive is compressed when it is written; reading finds out by itself.
public enum Compression: String, Sendable, CaseIterable {
    case zstd, gzip

    /// gzip for a name that ends in `.tar.gz` or `.tgz`, zstd for every other.
    public static func forFile(named name: String) -> Compression {
        let name = name.lowercased()
        return name.hasSuffix(".tar.gz") || name.hasSuffix(".tgz") ? .gzip : .zstd
    }
}
