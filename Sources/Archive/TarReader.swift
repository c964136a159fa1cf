internal import CLibArchive
internal import Diagnostics
internal import SystemPackage

/// Reads the members of a tar in their order. What they are called and hold is the caller's to judge.
final class TarReader {
    /// What a tar says of a member before its content.
    struct Header {
        let name: String
        let byteCount: Int
    }

    // SAFETY: the handle is freed in `deinit` only, and the stream outlives it as a stored property.
    private let archive: OpaquePointer
    private let stream: DecompressedStream
    private let name: String
    /// What a callback could not throw through C.
    private var streamFailure: Failure?
    private var members = 0
    /// Bytes of the current member's content that were read.
    private var position = 0

    init(_ stream: DecompressedStream, name: String) throws(Failure) {
        guard let archive = archive_read_new() else {
            throw Failure(.failed, "cannot read \(name)", cause: "out of memory")
        }
        self.archive = archive
        self.stream = stream
        self.name = name
        try check(archive_read_support_format_tar(archive))
        // SAFETY: `self` is not retained, as it owns the archive; libarchive calls back during calls on it only.
        let code = archive_read_open(
            archive, Unmanaged.passUnretained(self).toOpaque(), nil,
            { archive, context, bytes in
                guard let archive, let context, let bytes else { return -1 }
                let reader = Unmanaged<TarReader>.fromOpaque(context).takeUnretainedValue()
                return reader.fetch(bytes, for: archive)
            }, nil)
        // Opening looks at the first block already.
        if LibArchiveStatus(code, of: archive).problem != nil {
            throw streamFailure ?? Damage.noArchive(name, "it holds no tar")
        }
    }

    deinit { archive_read_free(archive) }

    /// Gives libarchive the next unpacked bytes; a failure is kept for the call that wanted them.
    private func fetch(_ target: UnsafeMutablePointer<UnsafeRawPointer?>, for archive: OpaquePointer) -> Int {
        do throws(Failure) {
            let bytes = try stream.next()
            target.pointee = bytes.baseAddress
            return bytes.count
        } catch {
            streamFailure = error
            satchel_archive_set_error(archive, Errno.ioError.rawValue, "input failed")
            return -1
        }
    }

    /// The next member; nil at the end of the tar. Anything but a regular file is damage.
    func next() throws(Failure) -> Header? {
        var entry: OpaquePointer?
        let code = archive_read_next_header(archive, &entry)
        switch LibArchiveStatus(code, of: archive) {
        case .done: break
        case .endOfArchive: return nil
        case .warning(let cause), .failed(let cause):
            throw streamFailure ?? Damage.failure(name, "after \(members) members: \(cause)")
        }
        members += 1
        position = 0
        guard let entry, let pathname = archive_entry_pathname(entry) else {
            throw Damage.failure(name, "member \(members) has no name that could be read")
        }
        let member = String(cString: pathname)
        guard archive_entry_filetype(entry) == satchel_archive_regular_file(), archive_entry_hardlink(entry) == nil,
            archive_entry_symlink(entry) == nil, archive_entry_size_is_set(entry) != 0, archive_entry_size(entry) >= 0,
            archive_entry_sparse_count(entry) == 0, archive_entry_is_encrypted(entry) == 0
        else {
            throw Damage.failure(name, "\(Damage.member(member, number: members)) is no regular file")
        }
        return Header(name: member, byteCount: Int(archive_entry_size(entry)))
    }

    /// The next bytes of the member, valid until the next call; none at its end.
    func content() throws(Failure) -> UnsafeRawBufferPointer {
        while true {
            var start: UnsafeRawPointer?
            var count = 0
            var offset: la_int64_t = 0
            switch LibArchiveStatus(archive_read_data_block(archive, &start, &count, &offset), of: archive) {
            case .done: break
            case .endOfArchive: return UnsafeRawBufferPointer(start: nil, count: 0)
            case .warning(let cause), .failed(let cause):
                throw streamFailure ?? Damage.failure(name, "in member \(members): \(cause)")
            }
            guard Int(offset) == position else { throw Damage.failure(name, "member \(members) has holes") }
            position += count
            if count > 0 { return UnsafeRawBufferPointer(start: start, count: count) }
        }
    }

    /// Reads on from the end of the tar to the end of the stream; only the zeros that end a tar may be there.
    func finish(checkpoint: Checkpoint) throws(Failure) {
        let end = Int(archive_read_header_position(archive))
        repeat { try checkpoint() } while try !stream.next().isEmpty
        guard stream.contentEnd <= end else { throw Damage.failure(name, "something follows the seal") }
        guard stream.byteCount - end >= 1024 else { throw Damage.failure(name, "the end of the tar is missing") }
    }

    private func check(_ code: Int32) throws(Failure) {
        guard let problem = LibArchiveStatus(code, of: archive).problem else { return }
        throw Failure(.failed, "cannot read \(name)", cause: problem)
    }
}
