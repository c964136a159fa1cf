internal import CLibArchive
internal import Diagnostics
internal import SystemPackage

/// Writes members into one compressed pax tar: equal members give equal bytes.
final class TarWriter {
    // SAFETY: the handle is freed in `deinit` only, and the output outlives it as a stored property.
    private let archive: OpaquePointer
    private let output: ArchiveOutput
    private let name: String
    private let time: Int
    /// What a callback could not throw through C.
    private var outputFailure: Failure?

    /// Bytes given to libarchive at a time.
    private static let chunk = 1 << 20

    init(to output: ArchiveOutput, name: String, compression: Compression, time: Int) throws(Failure) {
        guard let archive = archive_write_new() else {
            throw Failure(.failed, "cannot write \(name)", cause: "out of memory")
        }
        self.archive = archive
        self.output = output
        self.name = name
        self.time = time
        try open(compression)
    }

    deinit {
        // Closing would write the end of an archive that has none. Both calls only release memory then.
        archive_write_fail(archive)
        archive_write_free(archive)
    }

    private func open(_ compression: Compression) throws(Failure) {
        try check(archive_write_set_format_pax(archive))
        switch compression {
        case .zstd:
            try check(archive_write_add_filter_zstd(archive))
            // An older libarchive does not know the option and compresses in this thread.
            let status = archive_write_set_filter_option(archive, "zstd", "threads", "2")
            if status == ARCHIVE_FATAL { try check(status) }
        case .gzip:
            try check(archive_write_add_filter_gzip(archive))
            // The header would carry the time of writing.
            try check(archive_write_set_filter_option(archive, "gzip", "timestamp", nil))
        }
        try check(archive_write_set_bytes_per_block(archive, 1 << 16))
        // Otherwise zeros would follow the compressed data up to a whole block.
        try check(archive_write_set_bytes_in_last_block(archive, 1))
        // SAFETY: `self` is not retained, as it owns the archive; libarchive calls back during calls on it only.
        try check(
            archive_write_open(
                archive, Unmanaged.passUnretained(self).toOpaque(), nil,
                { archive, context, bytes, count in
                    guard let archive, let context else { return -1 }
                    let writer = Unmanaged<TarWriter>.fromOpaque(context).takeUnretainedValue()
                    return writer.pass(UnsafeRawBufferPointer(start: bytes, count: count), for: archive)
                }, nil))
    }

    /// Takes compressed bytes from libarchive; a failure is kept for `check`.
    private func pass(_ bytes: UnsafeRawBufferPointer, for archive: OpaquePointer) -> Int {
        do throws(Failure) {
            try output.write(bytes)
            return bytes.count
        } catch {
            outputFailure = error
            satchel_archive_set_error(archive, Errno.ioError.rawValue, "output failed")
            return -1
        }
    }

    /// Writes one regular file.
    func add(_ member: String, _ bytes: RawSpan, checkpoint: Checkpoint) throws(Failure) {
        guard let entry = archive_entry_new() else {
            throw Failure(.failed, "cannot write \(name)", cause: "out of memory")
        }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, member)
        archive_entry_set_filetype(entry, satchel_archive_regular_file())
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_uid(entry, 0)
        archive_entry_set_gid(entry, 0)
        archive_entry_set_size(entry, la_int64_t(bytes.byteCount))
        archive_entry_set_mtime(entry, time_t(time), 0)
        try check(archive_write_header(archive, entry))
        var position = 0
        while position < bytes.byteCount {
            try checkpoint()
            let count = min(TarWriter.chunk, bytes.byteCount - position)
            let piece = bytes.extracting(position..<(position + count))
            // SAFETY: libarchive reads `count` bytes during the call.
            let written = piece.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
            guard written == count else { throw failure(LibArchiveStatus.text(of: archive)) }
            position += count
        }
        try check(archive_write_finish_entry(archive))
    }

    /// Writes the end of the tar and of the compressed data.
    func close() throws(Failure) {
        try check(archive_write_close(archive))
    }

    /// Anything but a plain success is an error: names and sizes are ours, so nothing can be half right.
    private func check(_ code: Int32) throws(Failure) {
        if let problem = LibArchiveStatus(code, of: archive).problem { throw failure(problem) }
    }

    private func failure(_ cause: String) -> Failure {
        outputFailure ?? Failure(.failed, "cannot write \(name)", cause: cause)
    }
}
