public import Diagnostics

/// Writes an archive from front to back: the index, the tables, the seal.
///
/// A file is written under a temporary name beside its own, readable by its owner only, and gets its name
/// in `finish()`; until then, and after any error, nothing is left of it. Equal content with an equal
/// creation time gives equal bytes.
public final class ArchiveWriter {
    private let name: String
    private let partSize: Int
    private let checkpoint: Checkpoint
    private let limits = ArchiveLimits()
    private let output: ArchiveOutput
    /// Nil once the archive is finished or abandoned.
    private var tar: TarWriter?
    private var members: [ArchiveMember] = []
    private var files: Set<String> = []
    private var isInTable = false
    private var rows = 0

    /// Creates the archive.
    ///
    /// `creationTime`, in seconds since 1970, is the modification time of every member. `partSize` is the
    /// size in bytes from which a table goes on in a further part; one part is held in memory.
    /// An existing file is an error unless `replacing`. While the reader of a pipe takes nothing, `checkpoint` is called
    /// several times a second.
    public init(
        to location: ArchiveLocation, compression: Compression, creationTime: Int, replacing: Bool = false,
        partSize: Int = 8 << 20, checkpoint: @escaping Checkpoint = { () throws(Failure) in }
    ) throws(Failure) {
        self.name = location.targetName
        self.partSize = partSize
        self.checkpoint = checkpoint
        output = try ArchiveOutput(location, replacing: replacing, checkpoint: checkpoint)
        tar = try TarWriter(to: output, name: name, compression: compression, time: creationTime)
    }

    /// Writes `index.json`; it comes first, and once.
    public func add(index: [UInt8]) throws(Failure) {
        guard members.isEmpty else { throw wrongOrder("the index comes first, and once") }
        guard index.count <= limits.documentBytes else {
            throw Failure(
                .failed, "cannot write \(name)", cause: "the index is larger than \(limits.documentBytes) bytes")
        }
        try add(.index, index.span.bytes, rows: 0)
    }

    /// Writes one table; `body` gives its rows to the `TableWriter`, the header first.
    ///
    /// `file` is the name in `tables/<file>.csv`: letters, digits, `_` and `-`, used once. What `body` throws
    /// is thrown on, and abandons the archive.
    public func table(name file: String, body: (inout TableWriter) throws -> Void) throws -> TableTotals {
        guard !members.isEmpty else { throw wrongOrder("the index comes first") }
        guard MemberName.isFile(file) else {
            throw Failure(
                .failed, "cannot write \(name)",
                cause: "\"\(file)\" is no name of a table's file",
                remedy: "use up to \(MemberName.longestFile) letters, digits, \"_\" and \"-\"")
        }
        guard !isInTable else { throw wrongOrder("one table is written after the other") }
        guard files.insert(file).inserted else { throw wrongOrder("table \"\(file)\" was written before") }
        isInTable = true
        defer { isInTable = false }
        var writer = TableWriter(archive: self, file: file, partSize: partSize)
        do {
            try body(&writer)
            return try writer.finish()
        } catch {
            abandon()
            throw error
        }
    }

    /// Writes the seal, and makes the archive complete and durable under its name.
    public func finish() throws(Failure) -> ArchiveSummary {
        guard !members.isEmpty, !isInTable else { throw wrongOrder("the index and whole tables come before the seal") }
        do throws(Failure) {
            let tar = try openTar()
            try tar.add(MemberName.seal.description, Seal(members: members).bytes().span.bytes, checkpoint: checkpoint)
            try tar.close()
            try output.commit()
        } catch {
            abandon()
            throw error
        }
        tar = nil
        return ArchiveSummary(members: members, rows: rows, compressedBytes: output.byteCount, digest: output.digest)
    }

    /// Gives the archive up and removes what was written of it; does nothing after `finish()`.
    public func abandon() {
        tar = nil
        output.discard()
    }

    func add(_ member: MemberName, _ bytes: RawSpan, rows: Int) throws(Failure) {
        do throws(Failure) {
            guard bytes.byteCount <= limits.partBytes, members.count < limits.members else {
                throw Failure(
                    .failed, "cannot write \(name)",
                    cause: "\"\(member)\" is too large, or one member too many, to be read again",
                    remedy: "leave the largest values out, or export fewer tables")
            }
            try openTar().add(member.description, bytes, checkpoint: checkpoint)
        } catch {
            abandon()
            throw error
        }
        let hash = SHA256()
        // SAFETY: the buffer is read within the closure only.
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        self.rows += rows
        members.append(
            ArchiveMember(name: member.description, bytes: bytes.byteCount, rows: rows, sha256: hash.hexadecimal()))
    }

    private func openTar() throws(Failure) -> TarWriter {
        guard let tar else { throw wrongOrder("it is already finished or abandoned") }
        return tar
    }

    private func wrongOrder(_ cause: String) -> Failure {
        Failure(.failed, "cannot write \(name)", cause: cause)
    }
}
