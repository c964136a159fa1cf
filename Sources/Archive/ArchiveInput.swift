internal import Diagnostics
internal import SystemPackage

/// Where the compressed bytes come from: standard input or a file. The bytes are hashed on their way.
final class ArchiveInput {
    let name: String
    private let descriptor: FileDescriptor
    private let isOwner: Bool
    // SAFETY: allocated once, freed in `deinit`; what `next()` returns is valid until it is called again.
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private let hash = SHA256()
    private let waiting: Waiting
    private(set) var byteCount = 0

    /// - Parameter waiting: called while no bytes come.
    init(_ location: ArchiveLocation, waiting: @escaping Waiting) throws(Failure) {
        name = location.sourceName
        self.waiting = waiting
        switch location {
        case .standardStream:
            descriptor = .standardInput
            isOwner = false
        case .file(let path):
            do {
                // A named pipe would wait here for its writer; reading waits for it as for every byte.
                descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
            } catch {
                throw Failure(
                    .failed, "cannot open \(name)", cause: (error as? Errno)?.text,
                    remedy: "check the path of the archive, and that you may read it")
            }
            isOwner = true
        }
    }

    deinit {
        // Nothing was written through this descriptor, so closing it cannot lose anything.
        if isOwner { try? descriptor.close() }
        buffer.deallocate()
    }

    var digest: String { hash.hexadecimal() }

    /// The next bytes; none at the end.
    func next() throws(Failure) -> UnsafeRawBufferPointer {
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<(try read())])
        hash.update(bufferPointer: bytes)
        byteCount += bytes.count
        return bytes
    }

    /// Fills the buffer with what there is; gives the number of bytes.
    private func read() throws(Failure) -> Int {
        while true {
            try descriptor.wait(until: .toRead, waiting)
            do {
                return try descriptor.read(into: buffer)
            } catch {
                // Somebody else has read what was there.
                if error as? Errno == .wouldBlock { continue }
                throw Failure(
                    .failed, "cannot read \(name)", cause: (error as? Errno)?.text,
                    remedy: "check the disk or the program that sends the archive")
            }
        }
    }
}
