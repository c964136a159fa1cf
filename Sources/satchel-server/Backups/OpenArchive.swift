import Hummingbird
import NIOCore
import SystemPackage

/// An archive that was opened to be read: what is read is the file that was looked at, whoever deletes it meanwhile.
final class OpenArchive: Sendable {
    /// As it was when it was opened.
    let file: ArchiveFile
    private let descriptor: SystemPackage.FileDescriptor

    private static let chunk = 128 << 10

    /// - Throws: `APIError` with 404 where there is no such file any more.
    init(_ file: ArchiveFile) throws {
        let gone = APIError.notFound(
            "there is no archive \"\(file.name)\"", remedy: "GET /api/admin/backups lists the archives")
        // A link that has taken the file's place is not followed, and nothing that would block is waited for.
        guard
            let descriptor = try? SystemPackage.FileDescriptor.open(
                file.path, .readOnly, options: [.noFollow, .closeOnExec, .nonBlocking])
        else { throw gone }
        guard let opened = ArchiveFile(name: file.name, path: file.path, descriptor: descriptor) else {
            // Nothing was written to it.
            try? descriptor.close()
            throw gone
        }
        self.descriptor = descriptor
        self.file = opened
    }

    deinit {
        // Nothing was written to it.
        try? descriptor.close()
    }

    /// These bytes of the file; it is closed when they are out.
    func body(_ range: Range<Int>) -> ResponseBody {
        ResponseBody(contentLength: range.count) { writer in
            var offset = range.lowerBound
            while offset < range.upperBound {
                let buffer = try await self.read(at: offset, count: min(OpenArchive.chunk, range.upperBound - offset))
                // A file that has become shorter: the connection ends before the length that was announced.
                guard buffer.readableBytes > 0 else { throw APIError.unforeseen }
                offset += buffer.readableBytes
                try await writer.write(buffer)
            }
            try await writer.finish(nil)
        }
    }

    private func read(at offset: Int, count: Int) async throws -> ByteBuffer {
        try await BlockingWork.run {
            var buffer = ByteBuffer()
            _ = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
                try self.descriptor.read(fromAbsoluteOffset: Int64(offset), into: .init(rebasing: space[..<count]))
            }
            return buffer
        }
    }
}
