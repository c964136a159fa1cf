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
    private(set) var byteCount = 0

    init(_ location: ArchiveLocation) throws(Failure) {
        name = location.sourceName
        switch location {
        case .standardStream:
            descriptor = .standardInput
            isOwner = false
        case .file(let path):
            do {
                descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
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
        do {
            let count = try descriptor.read(into: buffer)
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            hash.update(bufferPointer: bytes)
            byteCount += count
            return bytes
        } catch {
            throw Failure(
                .failed, "cannot read \(name)", cause: (error as? Errno)?.text,
                remedy: "check the disk or the program that sends the archive")
        }
    }
}
