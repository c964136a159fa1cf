import Diagnostics

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The account that a server runs under where root starts it: PostgreSQL refuses to run as root.
struct ServerAccount: Sendable {
    let name: String
    let userID: uid_t
    let groupID: gid_t

    /// Nil where the caller is not root, and so runs the server itself.
    static func forServer() throws(Failure) -> ServerAccount? {
        guard geteuid() == 0 else { return nil }
        for name in ["postgres", "nobody"] {
            // SAFETY: getpwnam's result is the C library's and is copied before anyone calls it again here.
            guard let entry = getpwnam(name) else { continue }
            return ServerAccount(name: name, userID: entry.pointee.pw_uid, groupID: entry.pointee.pw_gid)
        }
        throw Failure(
            .failed, "cannot start a sandbox", cause: "PostgreSQL does not run as root, and there is no other account",
            remedy: "run satchel as another user, or add the user \"postgres\"")
    }

    /// Makes a folder the account's own.
    func take(_ path: String) throws(Failure) {
        guard chown(path, userID, groupID) == 0 else {
            throw Failure(
                .failed, "cannot give \"\(path)\" to the user \"\(name)\"", cause: String(cString: strerror(errno)))
        }
    }
}
