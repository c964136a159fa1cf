internal import CLibArchive

/// What a call of libarchive ended with.
enum LibArchiveStatus {
    case done
    case endOfArchive
    /// The call worked, but not wholly as asked; the text says how.
    case warning(String)
    case failed(String)

    /// Tells the codes of libarchive apart (libarchive(3), "RETURN VALUES"); `archive` has the text.
    init(_ code: Int32, of archive: OpaquePointer) {
        switch code {
        case ARCHIVE_OK: self = .done
        case ARCHIVE_EOF: self = .endOfArchive
        case ARCHIVE_WARN: self = .warning(LibArchiveStatus.text(of: archive))
        default: self = .failed(LibArchiveStatus.text(of: archive))
        }
    }

    /// The library's reason as our errors are written.
    static func text(of archive: OpaquePointer) -> String {
        guard let reason = archive_error_string(archive) else { return "libarchive gives no reason" }
        let text = String(cString: reason)
        return text.prefix(1).lowercased() + text.dropFirst()
    }

    /// Why the call did not wholly work; nil where it did.
    var problem: String? {
        switch self {
        case .done: nil
        case .endOfArchive: "unexpected end"
        case .warning(let text), .failed(let text): text
        }
    }
}
