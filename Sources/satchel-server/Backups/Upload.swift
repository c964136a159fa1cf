import Archive
import Diagnostics
import Foundation
import Hummingbird
import NIOCore
import SystemPackage
import Transfer

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
    /// - Throws: `APIError`: 409 where there is one of this name, 413 where it is too large. `Failure` where it is no
    ///   archive, or a damaged one. Nothing is left of it then.
    func receive(_ body: RequestBody, as name: BackupName, announcedBytes: Int?) async throws -> ArchiveFile {
        try refuseTaken(name)
        if let announcedBytes, announcedBytes > limit { throw tooLarge }
        let place = folder.incoming.appending(UUID().uuidString + "-" + name.text)
        // After the move there is nothing left to remove.
        defer { try? FileManager.default.removeItem(atPath: place.string) }
        try await write(body, to: place)
        try await BlockingWork.run {
            do {
                _ = try Inspection(of: ArchiveReader(from: .file(place)), named: name.text)
            } catch let failure as Failure {
                throw Failure(
                    failure.code, "cannot take \"\(name)\"", cause: failure.cause ?? failure.what,
                    remedy: failure.remedy)
            }
        }
        try publish(place, as: name)
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
                try Upload.storing(place) { () throws in
                    _ = try buffer.withUnsafeReadableBytes { try descriptor.writeAll($0) }
                }
            }
        }
        try await BlockingWork.run { try Upload.storing(place) { () throws in try descriptor.flushToDisk() } }
    }

    private func open(_ place: FilePath) throws -> SystemPackage.FileDescriptor {
        try Upload.storing(place) { () throws in
            try SystemPackage.FileDescriptor.open(
                place, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
        }
    }

    /// Runs one step of writing, and says what went wrong as a failure.
    private static func storing<Value>(_ place: FilePath, _ step: () throws -> Value) throws(Failure) -> Value {
        do {
            return try step()
        } catch {
            throw Failure(
                .failed, "cannot store the upload", cause: (error as? Errno)?.description,
                remedy: "make room on the server's disk")
        }
    }

    /// Gives the file its name, which nobody else may have taken meanwhile.
    private func publish(_ place: FilePath, as name: BackupName) throws {
        let target = folder.place(of: name)
        let linked = place.withPlatformString { from in target.withPlatformString { to in link(from, to) } }
        guard linked == 0 else {
            try refuseTaken(name)
            throw Failure(
                .failed, "cannot store \"\(name)\"", cause: Errno(rawValue: errno).description,
                remedy: "check the backups folder")
        }
        try Upload.storing(target) { () throws in
            let folder = try SystemPackage.FileDescriptor.open(
                folder.path, .readOnly, options: [.directory, .closeOnExec])
            try folder.closeAfter { try folder.flushToDisk() }
        }
    }

    private func refuseTaken(_ name: BackupName) throws {
        guard FileManager.default.fileExists(atPath: folder.place(of: name).string) else { return }
        throw APIError.conflict(
            "there is an archive \"\(name)\"", cause: "an upload replaces nothing",
            remedy: "give another name, or delete that archive first")
    }

    private var tooLarge: APIError {
        .tooLarge(
            "the upload is too large", remedy: "at most \(limit) bytes are accepted; --max-upload changes that")
    }
}

extension SystemPackage.FileDescriptor {
    /// fsync(2).
    fileprivate func flushToDisk() throws {
        guard fsync(rawValue) == 0 else { throw Errno(rawValue: errno) }
    }
}
