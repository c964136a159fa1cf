import Foundation
import SystemPackage

/// The folder that SATCHEL_BACKUPS names, where archives are kept.
enum BackupsFolder {
    /// Nil where the variable is not set or empty.
    static var path: FilePath? {
        guard let folder = ProcessInfo.processInfo.environment["SATCHEL_BACKUPS"], !folder.isEmpty else { return nil }
        return FilePath(folder)
    }
}
