public import Diagnostics

/// A part of a table in an archive.
public struct TablePart: Sendable, Equatable {
    /// The name in `tables/<file>.csv`.
    public let file: String
    /// Counted from 1; every part begins with the header.
    public let number: Int
    /// Size of the content with the header.
    public let bytes: Int
}

/// Reads an archive from front to back and checks it on the way; nothing is unpacked to disk.
///
/// What was read counts only once the end has been reached: `nextTablePart()` returned nil, or `finish()`
/// returned. Until then the content may still turn out to be damaged. After an error every call fails.
public final class ArchiveReader {
    private let input: ArchiveInput
    private let stream: DecompressedStream
    private let tar: TarReader
    private let limits: ArchiveLimits
    private let checkpoint: Checkpoint
    private var order = MemberOrder()
    private var members: [ArchiveMember] = []
    private var indexBytes: [UInt8]?
    /// The member that is being read.
    private var current: MemberInProgress?
    private var summary: ArchiveSummary?
    private var failure: Failure?

    /// Opens an archive: tar, compressed with zstd, gzip or not at all.
    ///
    /// While bytes of a pipe do not come, `checkpoint` and `waiting` are called several times a second.
    public init(
        from location: ArchiveLocation, limits: ArchiveLimits = ArchiveLimits(),
        waiting: @escaping Waiting = { _ throws(Failure) in },
        checkpoint: @escaping Checkpoint = { () throws(Failure) in }
    ) throws(Failure) {
        self.limits = limits
        self.checkpoint = checkpoint
        input = try ArchiveInput(location) { time throws(Failure) in
            try checkpoint()
            try waiting(time)
        }
        stream = try DecompressedStream(input, limits: limits)
        tar = try TarReader(stream, name: input.name)
        guard try beginMember() != nil else { throw Damage.noArchive(input.name, "it has no members") }
    }

    /// The content of `index.json`.
    public func index() throws(Failure) -> [UInt8] {
        if let indexBytes { return indexBytes }
        return try checked { () throws(Failure) in
            let bytes = try document()
            indexBytes = bytes
            return bytes
        }
    }

    /// Goes on to the next part of a table; what was left unread of the last one is read and checked.
    ///
    /// Nil when the whole archive was read and is what its seal says.
    public func nextTablePart() throws(Failure) -> TablePart? {
        _ = try index()
        return try checked { () throws(Failure) in
            guard summary == nil else { return nil }
            while try nextChunk() != nil {}
            switch try beginMember() {
            case .part(let file, let number):
                return TablePart(file: file, number: number, bytes: current?.expectedBytes ?? 0)
            case .seal:
                try readSeal()
                return nil
            case .index, nil:
                throw damaged("the seal is missing: the archive was cut short")
            }
        }
    }

    /// Gives the content of the current part to `body`, in chunks of at most `maximum` bytes.
    ///
    /// What `body` throws is thrown on; the part then goes on behind the chunk.
    public func read(maximum: Int = 1 << 16, _ body: (RawSpan) throws -> Void) throws {
        guard case .part = current?.name else {
            throw Failure(.failed, "cannot read \(input.name)", cause: "there is no part to be read here")
        }
        while let chunk = try checked({ () throws(Failure) in try nextChunk() }) {
            var rest = chunk[...]
            while !rest.isEmpty {
                let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(max(1, maximum)))
                rest = rest.dropFirst(piece.count)
                // SAFETY: the chunk is valid until the next one is asked for, and `body` cannot keep a span.
                try body(piece.bytes)
            }
        }
    }

    /// Reads what is left, checks it, and says what the archive holds.
    public func finish() throws(Failure) -> ArchiveSummary {
        while try nextTablePart() != nil {}
        guard let summary else { throw damaged("the seal is missing: the archive was cut short") }
        return summary
    }
}

extension ArchiveReader {
    /// Reads the next member's header; nil at the end of the tar.
    private func beginMember() throws(Failure) -> MemberName? {
        try checkpoint()
        guard let header = try tar.next() else { return nil }
        let shown = Damage.member(header.name, number: members.count + 1)
        if members.isEmpty, header.name != MemberName.index.description {
            throw Damage.noArchive(input.name, "its first member is \(shown), not \"index.json\"")
        }
        guard let name = MemberName(header.name) else { throw damaged("\(shown) does not belong into an archive") }
        if !members.isEmpty, let problem = order.take(name) { throw damaged(problem) }
        guard members.count < limits.members else { throw damaged("it has more than \(limits.members) members") }
        let limit =
            switch name {
            case .part: limits.partBytes
            case .index: limits.documentBytes
            case .seal: min(limits.documentBytes, Seal.longestEntry * (members.count + 1))
            }
        guard header.byteCount <= limit else {
            throw damaged("\(shown) has \(header.byteCount) bytes, at most \(limit) are accepted")
        }
        current = MemberInProgress(name, expectedBytes: header.byteCount)
        return name
    }

    /// The next bytes of the current member; nil at its end, when it has been checked and recorded.
    private func nextChunk() throws(Failure) -> UnsafeRawBufferPointer? {
        guard current != nil else { return nil }
        try checkpoint()
        let chunk = try tar.content()
        guard chunk.isEmpty else {
            current?.take(chunk.bytes)
            return chunk
        }
        if let member = current {
            if let problem = member.problem { throw damaged("\"\(member.name)\": \(problem)") }
            members.append(member.member)
        }
        current = nil
        return nil
    }

    /// The whole content of the current member, whose size has been checked.
    private func document() throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try nextChunk() { bytes.append(contentsOf: chunk) }
        return bytes
    }

    private func readSeal() throws(Failure) {
        let found = members
        let content = try document()
        let seal: Seal
        do throws(Failure) {
            seal = try Seal(parsing: content)
        } catch {
            let cause = [error.what, error.cause].compactMap { $0 }.joined(separator: ": ")
            throw Damage.failure(input.name, cause, remedy: error.remedy)
        }
        if let difference = seal.difference(to: found) { throw damaged(difference) }
        guard try tar.next() == nil else { throw damaged("something follows the seal") }
        try tar.finish(checkpoint: checkpoint)
        summary = ArchiveSummary(
            members: found, rows: found.reduce(0) { $0 + $1.rows }, compressedBytes: input.byteCount,
            digest: input.digest)
    }

    /// Runs a step and keeps its failure, so that nobody goes on reading behind it.
    private func checked<Value>(_ step: () throws(Failure) -> Value) throws(Failure) -> Value {
        if let failure { throw failure }
        do throws(Failure) {
            return try step()
        } catch {
            failure = error
            throw error
        }
    }

    private func damaged(_ cause: String) -> Failure { Damage.failure(input.name, cause) }
}
