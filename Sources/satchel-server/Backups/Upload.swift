import Archive
import Diagnostics
import Foundation
import Hummingbird
import Index
import NIOCore
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An archive on its way in: it appears under its name only when it has come whole and its seal was checked.
struct Upload {
    let folder: BackupFolder
    /// Bytes that are accepted.
    let limit: Int

    /// Receives a body as the archive `name`.
    ///
    /// - Parameter proceed: called when nothing speaks against the upload any more, before its first byte is read.
    /// - Throws: `APIError`: 409 where there is one of this name, 413 where it is too large, 507 where the disk is full.
    ///   `Failure` where it is no archive, a damaged one, or one of a newer format. Nothing is left of it then.
    func receive(
        _ body: RequestBody, as name: BackupName, announcedBytes: Int?, proceed: () async throws -> Void
    ) async throws -> ArchiveFile {
        try folder.refuseTaken(name)
        if let announcedBytes, announcedBytes > limit { throw tooLarge }
        try await proceed()
        let place = folder.incoming.appending(UUID().uuidString + "-" + name.text)
        // After the move there is nothing left to remove.
        defer { try? FileManager.default.removeItem(atPath: place.string) }
        try await write(body, to: place)
        try await BlockingWork.run {
            do {
                _ = try Inspection(of: ArchiveReader(from: .file(place)), named: name.text)
            } catch let failure as Failure {
                let failure = folder.withoutPath(failure)
                throw Failure(
                    failure.code, "cannot take \"\(name)\"", cause: failure.cause ?? failure.what,
                    remedy: failure.code == .archiveNewer
                        ? failure.remedy : "check the file with satchel inspect, and send it again")
            }
        }
        try folder.publish(place, as: name)
        return try folder.archive(name)
    }

    private func write(_ body: RequestBody, to place: FilePath) async throws {
        let descriptor = try open(place)
        defer {
            // Whether the bytes reached the disk is known from fsync.
            try? descriptor.close()
        }
        var count = 0
        for try await buffer in body {
            count += buffer.readableBytes
            guard count <= limit else { throw tooLarge }
            try await BlockingWork.run {
                try Upload.storing { () throws in
                    _ = try buffer.withUnsafeReadableBytes { try descriptor.writeAll($0) }
                }
            }
        }
        try await BlockingWork.run { try Upload.storing { () throws in try descriptor.flushToDisk() } }
    }

    private func open(_ place: FilePath) throws -> SystemPackage.FileDescriptor {
        try Upload.storing { () throws in
            try SystemPackage.FileDescriptor.open(
                place, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
        }
    }

    /// Runs one step of writing, and says what went wrong as a failure.
    ///
    /// - Throws: `APIError` with 507 where there is no room, else `Failure`.
    private static func storing<Value>(_ step: () throws -> Value) throws -> Value {
        do {
            return try step()
        } catch let error as Errno where [.noSpace, .fileTooLarge, .diskQuotaExceeded].contains(error) {
            throw APIError.noRoom
        } catch {
            throw Failure(
                .failed, "cannot store the upload", cause: (error as? Errno)?.description,
                remedy: "check the backups folder")
        }
    }

    private var tooLarge: APIError {
        .tooLarge(
            "the upload is too large", remedy: "at most \(limit) bytes are accepted; --max-upload changes that")
    }
}

extension SystemPackage.FileDescriptor {
    /// fsync(2).
    func flushToDisk() throws {
        guard fsync(rawValue) == 0 else { throw Errno(rawValue: errno) }
    }
}
