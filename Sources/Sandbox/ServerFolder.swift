import Diagnostics
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder that is to be a server's own.
struct ServerFolder {
    let path: String
    let tools: ServerTools

    /// Makes the folder, or takes one that is empty or holds the file `mark`; only the server's account can enter it.
    ///
    /// Whatever else is there stays untouched: root must not give away what others put in its way.
    func prepare(keeping mark: String? = nil) throws(Failure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(.failed, "cannot make the folder \"\(path)\"", cause: "its parent is missing or not writable")
        }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
            [geteuid(), tools.account?.userID].contains(status.st_uid)
        else {
            throw Failure(.failed, "cannot use \"\(path)\"", cause: "it is no folder, or another user's")
        }
        // A folder that cannot be listed is not taken to be empty.
        let contents = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? ["?"]
        let isMarked = mark.map { FileManager.default.fileExists(atPath: path + "/" + $0) } ?? true
        guard contents.isEmpty || isMarked else {
            throw Failure(
                .failed, "cannot use \"\(path)\"", cause: "it holds something that is no sandbox",
                remedy: "name a folder that is empty or not there")
        }
        guard chmod(path, 0o700) == 0 else {
            throw Failure(.failed, "cannot close \"\(path)\" to others", cause: String(cString: strerror(errno)))
        }
        try tools.account?.take(path)
    }
}
