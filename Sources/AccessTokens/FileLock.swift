import Diagnostics
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Keeps other programs from changing a file while this one reads it, changes it and writes it.
///
/// The lock is on a file beside it, `.<name>.lock`, because the file itself is replaced, and may not be there yet. It is
/// gone when nobody holds the lock; one that a killed program left harms nobody.
struct FileLock: ~Copyable {
    private let path: FilePath
    private let descriptor: FileDescriptor

    /// Waits until nobody else holds the lock.
    ///
    /// - Throws: `Failure` where the folder is missing or may not be written to.
    init(of file: FilePath) throws(Failure) {
        path = file.removingLastComponent().appending(".\(file.lastComponent?.string ?? "").lock")
        do throws(Errno) {
            descriptor = try FileLock.take(path)
        } catch {
            throw Failure(
                .failed, "cannot change \"\(file.string)\"",
                cause: "no lock can be taken in its folder (\(error.description.lowercased()))",
                remedy: "choose a folder that exists and that you may write to")
        }
    }

    deinit {
        // Removed first: who gets the lock next sees that the file has no name any more, and makes another.
        path.withPlatformString { _ = unlink($0) }
        // Nothing was written to it; closing it lets go of the lock.
        try? descriptor.close()
    }

    private static func take(_ path: FilePath) throws(Errno) -> FileDescriptor {
        while true {
            let descriptor = try open(path)
            var status = stat()
            guard lock(descriptor), fstat(descriptor.rawValue, &status) == 0 else {
                let error = Errno(rawValue: errno)
                // Nothing was written to it.
                try? descriptor.close()
                throw error
            }
            if status.st_nlink > 0 { return descriptor }
            // Nothing was written to it.
            try? descriptor.close()
        }
    }

    private static func open(_ path: FilePath) throws(Errno) -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                path, .readWrite, options: [.create, .noFollow, .closeOnExec], permissions: .ownerReadWrite)
        } catch {
            throw error as? Errno ?? .ioError
        }
    }

    /// Waits for the lock; false with `errno` where there is none to be had.
    private static func lock(_ descriptor: FileDescriptor) -> Bool {
        while flock(descriptor.rawValue, LOCK_EX) != 0 {
            guard errno == EINTR else { return false }
        }
        return true
    }
}
