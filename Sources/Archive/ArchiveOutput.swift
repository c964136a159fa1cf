internal import Diagnostics
internal import SystemPackage

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Where the compressed bytes go: standard output, or a file that has its name only when it is complete.
///
/// The bytes are hashed on their way. Without `commit()` nothing remains of a file.
final class ArchiveOutput {
    private let location: ArchiveLocation
    private let replacing: Bool
    private let descriptor: FileDescriptor
    /// The temporary file, while there is one.
    private var partial: FilePath?
    private var isOpen = true
    /// True where a reader may keep us waiting.
    private let isPipe: Bool
    private let checkpoint: Checkpoint
    private let hash = SHA256()
    private(set) var byteCount = 0

    /// - Parameter checkpoint: called while a reader takes nothing.
    init(
        _ location: ArchiveLocation, replacing: Bool, checkpoint: @escaping Checkpoint = { () throws(Failure) in }
    ) throws(Failure) {
        self.location = location
        self.replacing = replacing
        self.checkpoint = checkpoint
        switch location {
        case .standardStream:
            descriptor = .standardOutput
        case .file(let path):
            try ArchiveOutput.checkTarget(path, replacing: replacing)
            (descriptor, partial) = try ArchiveOutput.createPartial(of: path)
        }
        isPipe = descriptor.isPipe
    }

    deinit { discard() }

    var digest: String { hash.hexadecimal() }

    func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        try withoutBrokenPipeSignal { () throws(Failure) in
            var rest = bytes
            while !rest.isEmpty {
                let count = try writeSome(of: rest)
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
        hash.update(bufferPointer: bytes)
        byteCount += bytes.count
    }

    /// Writes what goes at once; gives the number of bytes.
    private func writeSome(of bytes: UnsafeRawBufferPointer) throws(Failure) -> Int {
        var piece = bytes
        if isPipe {
            try descriptor.wait(until: .toWrite) { _ throws(Failure) in try checkpoint() }
            // A pipe that is ready takes so much without blocking (pipe(7)).
            piece = UnsafeRawBufferPointer(rebasing: bytes.prefix(Int(PIPE_BUF)))
        }
        do {
            return try descriptor.write(piece)
        } catch {
            // Whoever opened the pipe may have made it nonblocking.
            if error as? Errno == .wouldBlock { return 0 }
            throw failure(error, remedy: ArchiveOutput.remedy(for: error))
        }
    }

    /// Makes the archive durable under its name; standard output is left open.
    func commit() throws(Failure) {
        guard case .file(let path) = location, let partial else { return }
        guard fsync(descriptor.rawValue) == 0 else { throw failure(Errno.current) }
        // close(2): some file systems report only here that a write has failed.
        do { try close() } catch { throw failure(error) }
        try publish(partial, as: path)
        self.partial = nil
        try synchronizeFolder(of: path)
    }

    /// Removes what was written; does nothing after `commit()`.
    func discard() {
        guard let partial else { return }
        // Nobody needs the content any more, so an error in giving it up loses nothing.
        if isOpen { try? close() }
        partial.withPlatformString { _ = unlink($0) }
        self.partial = nil
    }

    /// Closes the file; whatever close(2) returns, the descriptor may not be used again.
    private func close() throws {
        isOpen = false
        try descriptor.close()
    }
}

extension ArchiveOutput {
    /// Says early what `publish` would refuse after the work is done.
    private static func checkTarget(_ path: FilePath, replacing: Bool) throws(Failure) {
        let what = "cannot write \"\(path.string)\""
        guard path.lastComponent?.kind == .regular else {
            throw Failure(.usage, what, cause: "it does not name a file", remedy: "give the name of a file")
        }
        var status = stat()
        guard path.withPlatformString({ lstat($0, &status) }) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG || status.st_mode & S_IFMT == S_IFLNK else {
            throw Failure(
                .failed, what, cause: "it exists and is no regular file",
                remedy: "give another name, or write to standard output")
        }
        guard replacing else { throw alreadyThere(path) }
    }

    private static func alreadyThere(_ path: FilePath) -> Failure {
        Failure(
            .failed, "cannot write \"\(path.string)\"", cause: "the file exists",
            remedy: "give another name, or replace the file with --replace")
    }

    /// Creates `.<name>.<pid>.partial` beside the file, with a number where that is taken: process ids
    /// return, above all in containers.
    private static func createPartial(of path: FilePath) throws(Failure) -> (FileDescriptor, FilePath) {
        let name = path.lastComponent?.string ?? ""
        var number = 1
        while true {
            let suffix = number == 1 ? "" : "-\(number)"
            let partial = path.removingLastComponent().appending(".\(name).\(getpid())\(suffix).partial")
            do {
                let descriptor = try FileDescriptor.open(
                    partial, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                    permissions: .ownerReadWrite)
                return (descriptor, partial)
            } catch let error as Errno where error == .fileExists && number < 100 {
                number += 1
            } catch {
                throw Failure(
                    .failed, "cannot write \"\(path.string)\"", cause: text(of: error),
                    remedy: "choose a folder that exists and that you may write to")
            }
        }
    }

    /// Gives the temporary file its name. Without `replacing` a file that has come up meanwhile stays.
    private func publish(_ partial: FilePath, as path: FilePath) throws(Failure) {
        if !replacing {
            // A link fails where the name is taken; a rename would replace.
            let status = partial.withPlatformString { old in path.withPlatformString { new in link(old, new) } }
            if status == 0 {
                guard partial.withPlatformString({ unlink($0) }) == 0 else { throw failure(Errno.current) }
                return
            }
            let error = Errno.current
            guard error != .fileExists else { throw ArchiveOutput.alreadyThere(path) }
            // Some file systems have no links; there the name is looked up once more and then taken.
            guard [.notPermitted, .notSupported, .notSupportedOnSocket].contains(error) else { throw failure(error) }
            try ArchiveOutput.checkTarget(path, replacing: false)
        }
        guard partial.withPlatformString({ old in path.withPlatformString { new in rename(old, new) } }) == 0 else {
            throw failure(Errno.current)
        }
    }

    /// Makes the name itself durable (fsync(2): "calling fsync() does not necessarily ensure that the entry
    /// in the directory containing the file has also reached disk").
    private func synchronizeFolder(of path: FilePath) throws(Failure) {
        let folder = path.removingLastComponent()
        do {
            let descriptor = try FileDescriptor.open(folder.isEmpty ? "." : folder, .readOnly, options: .closeOnExec)
            let status = fsync(descriptor.rawValue)
            let error = Errno.current
            try descriptor.close()
            // EINVAL: this file system does not synchronise folders.
            guard status == 0 || error == .invalidArgument else { throw error }
        } catch {
            throw failure(error, remedy: "the file is complete, but may not outlast a power failure; copy it")
        }
    }

    private func failure(_ error: any Error, remedy: String? = nil) -> Failure {
        Failure(.failed, "cannot write \(location.targetName)", cause: ArchiveOutput.text(of: error), remedy: remedy)
    }

    static func remedy(for error: any Error) -> String? {
        switch error as? Errno {
        case .brokenPipe: "the program that reads the archive has ended; look for its error"
        case .noSpace, .diskQuotaExceeded: "free space, or write to another folder"
        default: nil
        }
    }

    private static func text(of error: any Error) -> String {
        (error as? Errno)?.text ?? "\(error)"
    }
}
