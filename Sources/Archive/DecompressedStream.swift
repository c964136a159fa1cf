internal import CLibArchive
internal import Diagnostics
internal import SystemPackage

/// The tar inside a compressed file, as blocks of bytes, to the very end of the file.
///
/// libarchive's tar reader stops at the end of the tar and never sees whether the compressed data goes on or
/// breaks off behind it. So decompression is a reader of its own (format "raw") that the tar reader draws on.
final class DecompressedStream {
    // SAFETY: the handle is freed in `deinit` only, and the input outlives it as a stored property.
    private let archive: OpaquePointer
    private let input: ArchiveInput
    private let limits: ArchiveLimits
    /// What a callback could not throw through C.
    private var inputFailure: Failure?
    private var isInputAtEnd = false
    private var isAtEnd = false
    /// Bytes unpacked so far.
    private(set) var byteCount = 0
    /// Where the last byte so far that is not zero ends.
    private(set) var contentEnd = 0

    init(_ input: ArchiveInput, limits: ArchiveLimits) throws(Failure) {
        guard let archive = archive_read_new() else {
            throw Failure(.failed, "cannot read \(input.name)", cause: "out of memory")
        }
        self.archive = archive
        self.input = input
        self.limits = limits
        try open()
    }

    deinit { archive_read_free(archive) }

    private func open() throws(Failure) {
        try check(archive_read_support_filter_zstd(archive))
        try check(archive_read_support_filter_gzip(archive))
        try check(archive_read_support_format_raw(archive))
        try check(archive_read_support_format_empty(archive))
        // SAFETY: `self` is not retained, as it owns the archive; libarchive calls back during calls on it only.
        let code = archive_read_open(
            archive, Unmanaged.passUnretained(self).toOpaque(), nil,
            { archive, context, bytes in
                guard let archive, let context, let bytes else { return -1 }
                let stream = Unmanaged<DecompressedStream>.fromOpaque(context).takeUnretainedValue()
                return stream.fetch(bytes, for: archive)
            }, nil)
        // Opening unpacks the first block already.
        if let problem = LibArchiveStatus(code, of: archive).problem { throw unpackingFailure(problem) }
        var entry: OpaquePointer?
        switch LibArchiveStatus(archive_read_next_header(archive, &entry), of: archive) {
        case .done: break
        case .endOfArchive: throw Damage.noArchive(input.name, "it is empty")
        case .warning(let cause), .failed(let cause): throw unpackingFailure(cause)
        }
    }

    /// Gives libarchive the next compressed bytes; a failure is kept for `check`.
    private func fetch(_ target: UnsafeMutablePointer<UnsafeRawPointer?>, for archive: OpaquePointer) -> Int {
        do throws(Failure) {
            let bytes = try input.next()
            isInputAtEnd = bytes.isEmpty
            target.pointee = bytes.baseAddress
            return bytes.count
        } catch {
            inputFailure = error
            satchel_archive_set_error(archive, Errno.ioError.rawValue, "input failed")
            return -1
        }
    }

    /// The next unpacked bytes, valid until the next call; none at the end of the file.
    func next() throws(Failure) -> UnsafeRawBufferPointer {
        guard !isAtEnd else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        while true {
            var start: UnsafeRawPointer?
            var count = 0
            var offset: la_int64_t = 0
            switch LibArchiveStatus(archive_read_data_block(archive, &start, &count, &offset), of: archive) {
            case .done: break
            case .endOfArchive:
                isAtEnd = true
                try checkEnd()
                return UnsafeRawBufferPointer(start: nil, count: 0)
            case .warning(let cause), .failed(let cause):
                throw unpackingFailure(cause)
            }
            let bytes = UnsafeRawBufferPointer(start: start, count: count)
            if let last = bytes.lastIndex(where: { $0 != 0 }) { contentEnd = byteCount + last + 1 }
            byteCount += count
            guard byteCount <= limits.expandedBytes || byteCount / limits.expansion <= input.byteCount else {
                throw Damage.failure(
                    input.name, "it expands suspiciously: \(input.byteCount) bytes have become \(byteCount)")
            }
            if count > 0 { return bytes }
        }
    }

    /// libarchive ends gzip data silently before bytes that belong to no further stream.
    private func checkEnd() throws(Failure) {
        guard isInputAtEnd, archive_filter_bytes(archive, -1) == la_int64_t(input.byteCount) else {
            throw Damage.failure(input.name, "something follows the compressed data")
        }
    }

    private func unpackingFailure(_ cause: String) -> Failure {
        inputFailure ?? Damage.failure(input.name, "the compressed data cannot be unpacked: \(cause)")
    }

    private func check(_ code: Int32) throws(Failure) {
        guard let problem = LibArchiveStatus(code, of: archive).problem else { return }
        throw Failure(.failed, "cannot read \(input.name)", cause: problem)
    }
}
