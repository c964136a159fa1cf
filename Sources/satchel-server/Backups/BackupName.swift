/// The name of an archive in the backups folder: a file's name and nothing that could lead elsewhere.
struct BackupName: Sendable, Hashable, Comparable, CustomStringConvertible {
    static let endings = [".tar.zst", ".tar.gz", ".tgz", ".tar"]

    let text: String

    /// Reads a name; nil for whatever could mean a file outside the folder, a hidden one, or no archive.
    init?(_ text: String) {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            // Control characters, and those that turn the direction of what follows: a list would show another name.
            ![.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
                && scalar != "/" && scalar != "\\"
        }
        // Byte by byte: to a String "." is no prefix where an accent follows it.
        let bytes = Array(text.utf8)
        guard isPlain, bytes.count <= 200, bytes.first != UInt8(ascii: "."),
            BackupName.endings.contains(where: {
                bytes.count > $0.utf8.count && bytes.suffix($0.utf8.count).elementsEqual($0.utf8)
            })
        else { return nil }
        self.text = text
    }

    var description: String { text }

    static func < (left: BackupName, right: BackupName) -> Bool { left.text < right.text }
}

extension BackupName {
    /// Reads what the system before called the path of a tarball: `backup/<name>`, or the name alone.
    ///
    /// - Throws: `APIError` with 400.
    init(tarballPath: String) throws {
        let prefix = "backup/"
        let name = tarballPath.hasPrefix(prefix) ? String(tarballPath.dropFirst(prefix.count)) : tarballPath
        guard let known = BackupName(name) else { throw BackupName.refused }
        self = known
    }

    /// Says what a name is; the text that is none is not repeated, because it may be anything.
    static var refused: APIError {
        .badRequest(
            "this does not name an archive in the backups folder",
            cause: "a name has no folder, no control characters and one of the endings "
                + BackupName.endings.joined(separator: ", "),
            remedy: "GET /api/admin/backups lists the archives")
    }
}
