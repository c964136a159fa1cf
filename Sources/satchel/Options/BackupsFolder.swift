import Archive
import Foundation
import SystemPackage

/// The folder that SATCHEL_BACKUPS names, where archives are kept.
enum BackupsFolder {
    /// Nil where the variable is not set or empty.
    static var path: FilePath? {
        guard let folder = ProcessInfo.processInfo.environment["SATCHEL_BACKUPS"], !folder.isEmpty else { return nil }
        return FilePath(folder)
    }

    /// Where the base of an archive is looked for: the backups folder, without one the folder that the archive is in.
    static func ofBases(for location: ArchiveLocation) -> FilePath {
        if let path { return path }
        guard case .file(let archive) = location else { return "." }
        let folder = archive.removingLastComponent()
        return folder.isEmpty ? "." : folder
    }
}
