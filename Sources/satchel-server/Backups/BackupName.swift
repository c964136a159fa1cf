/// The name of an archive in the backups folder: a file's name and nothing that could lead elsewhere.
struct BackupName: Sendable, Hashable, Comparable, CustomStringConvertible {
    static let endings = [".tar.zst", ".tar.gz", ".tgz", ".tar"]

    let text: String

    /// Reads a name; nil for whatever could mean a file outside the folder, a hidden one, or no archive.
    init?(_ text: String) {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && scalar.value != 0x7F && !(0x80...0x9F).contains(scalar.value) && scalar != "/"
                && scalar != "\\"
        }
        guard isPlain, (1...200).contains(text.utf8.count), !text.hasPrefix("."),
            let ending = BackupName.endings.first(where: text.hasSuffix), text.utf8.count > ending.utf8.count
        else { return nil }
        self.text = text
    }

    var description: String { text }

    static func < (left: BackupName, right: BackupName) -> Bool { left.text < right.text }
}

extension BackupName {
    /// Reads what the system before called the path of a tarball: `backup/<name>`, or the name alone.
    ///
    /// - Throws: `APIError` with 400; the text is not repeated, because it may be anything.
    init(tarballPath: String) throws {
        let prefix = "backup/"
        let name = tarballPath.hasPrefix(prefix) ? String(tarballPath.dropFirst(prefix.count)) : tarballPath
        guard let known = BackupName(name) else {
            throw APIError.badRequest(
                "this does not name an archive in the backups folder",
                cause: "a name has no folder, no control characters and one of the endings "
                    + BackupName.endings.joined(separator: ", "),
                remedy: "GET /api/admin/backups lists the archives")
        }
        self = known
    }
}
