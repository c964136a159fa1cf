import Diagnostics

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A new folder for a server, marked by a lock as in use by this process, for as long as that lives.
///
/// It is in `/tmp` whatever TMPDIR says: a socket's path must be short, and the server's account must reach it.
final class TemporaryFolder: Sendable {
    static let parent = "/tmp"
    static let prefix = "satchel-sandbox-"
    static let lockName = "owner.lock"

    let path: String
    private let lock: Int32

    init(tools: ServerTools) throws(Failure) {
        while true {
            var template = Array("\(Self.parent)/\(Self.prefix)XXXXXX".utf8CString)
            // SAFETY: mkdtemp writes over the six X of the NUL-terminated array, within its bounds.
            guard mkdtemp(&template) != nil else { throw Self.failure }
            let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let lock = open(path + "/" + Self.lockName, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
            // Before the lock was taken, another start may have seen the folder as stale and removed it.
            if lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0, access(path + "/" + Self.lockName, F_OK) == 0 {
                self.path = path
                self.lock = lock
                do { try tools.account?.take(path) } catch {
                    close(lock)
                    throw error
                }
                return
            }
            guard lock >= 0 else { throw Self.failure }
            close(lock)
        }
    }

    /// Ends this process's claim to the folder.
    func release() {
        close(lock)
    }

    /// True where the folder's lock is there and nobody holds it.
    static func isAbandoned(_ path: String) -> Bool {
        let lock = open(path + "/" + lockName, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard lock >= 0 else { return false }
        defer { close(lock) }
        return flock(lock, LOCK_EX | LOCK_NB) == 0
    }

    private static var failure: Failure {
        Failure(.failed, "cannot make a folder in \"\(parent)\"", cause: String(cString: strerror(errno)))
    }
}
