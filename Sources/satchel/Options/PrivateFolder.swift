import Diagnostics
import Foundation
import SystemPackage

/// A new folder that only this user can enter.
struct PrivateFolder {
    let path: FilePath

    /// Lends a folder, which is removed with all that is in it, whatever happens.
    static func with<R>(_ body: (PrivateFolder) throws -> R) throws -> R {
        let path = FileManager.default.temporaryDirectory.path + "/satchel-" + UUID().uuidString
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(
                .failed, "cannot make a folder in \"\(FileManager.default.temporaryDirectory.path)\"",
                cause: "it is missing, full or not yours to write to", remedy: "name another in TMPDIR")
        }
        // What cannot be removed was removed by somebody else.
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(PrivateFolder(path: FilePath(path)))
    }
}
