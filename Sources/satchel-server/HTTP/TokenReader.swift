import AccessTokens
import Diagnostics
import Foundation
import Synchronization
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The file of tokens as it is now: a token that was taken back is refused at the next request.
final class TokenReader: Sendable {
    private let path: FilePath
    private let read: Mutex<(file: TokenFile, version: Version?)>

    /// What tells a file from the one that was there before.
    private struct Version: Equatable {
        let inode: UInt64
        let bytes: Int
        let seconds: Int
        let nanoseconds: Int
    }

    /// - Throws: `Failure` where the file is missing, or readable by others.
    init(_ path: FilePath) throws(Failure) {
        self.path = path
        let version = TokenReader.version(path)
        read = Mutex((try TokenFile(reading: path), version))
    }

    /// - Throws: `Failure` where the file is gone, readable by others or damaged: nobody is let in then.
    func current() throws(Failure) -> TokenFile {
        let version = TokenReader.version(path)
        let result = read.withLock { state -> Result<TokenFile, Failure> in
            if let version, state.version == version { return .success(state.file) }
            do throws(Failure) {
                state = (try TokenFile(reading: path), version)
                return .success(state.file)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func version(_ path: FilePath) -> Version? {
        var status = stat()
        // A file that is gone is noticed where it is read.
        guard path.withPlatformString({ stat($0, &status) }) == 0 else { return nil }
        return Version(
            inode: UInt64(status.st_ino), bytes: Int(status.st_size), seconds: status.st_ctim.tv_sec,
            nanoseconds: status.st_ctim.tv_nsec)
    }
}
