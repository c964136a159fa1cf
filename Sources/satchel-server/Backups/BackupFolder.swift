import Archive
import Diagnostics
import Foundation
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The folder of archives that the server works with, and in it `.satchel`, which holds what is the server's own.
struct BackupFolder: Sendable {
    /// Without links, so that what is in it can be told from what is not.
    let path: FilePath

    /// - Throws: `Failure` with `usage` where the folder is missing or may not be written.
    init(_ path: FilePath) throws(Failure) {
        let what = "cannot keep archives in \"\(path.string)\""
        guard let real = BackupFolder.realPath(path) else {
            throw Failure(.usage, what, cause: "there is no such folder", remedy: "make it, or name another")
        }
        self.path = real
        for folder in [jobs, incoming] {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder.string, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw Failure(
                    .usage, what, cause: "it is no folder, or may not be written to",
                    remedy: "let the user that runs the server own it")
            }
        }
    }

    /// Where the journal of jobs lies.
    var jobs: FilePath { path.appending(".satchel").appending("jobs") }
    /// Where an upload lies until it has been checked.
    var incoming: FilePath { path.appending(".satchel").appending("incoming") }

    /// Where an archive of this name would lie.
    func place(of name: BackupName) -> FilePath { path.appending(name.text) }

    /// The archive of this name.
    ///
    /// - Throws: `APIError`: 404 where there is none, 400 where it is a link that leaves the folder, or no file.
    func archive(_ name: BackupName) throws -> ArchiveFile {
        let place = place(of: name)
        guard let real = BackupFolder.realPath(place) else {
            throw APIError.notFound(
                "there is no archive \"\(name)\"", remedy: "GET /api/admin/backups lists the archives")
        }
        guard real.removingLastComponent() == path, let file = ArchiveFile(name: name, path: real) else {
            throw APIError.badRequest(
                "\"\(name)\" is no archive of the backups folder",
                cause: "it is a link that leaves the folder, or no file",
                remedy: "put the file itself into the folder")
        }
        return file
    }

    /// All archives, those written last first.
    func archives() -> [ArchiveFile] {
        // A folder that cannot be listed any more has no archives for anyone.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? []
        // A link that leads out of the folder is no archive of it.
        let files = names.compactMap { BackupName($0) }.compactMap { try? archive($0) }
        return files.sorted { ($1.modified, $0.name) < ($0.modified, $1.name) }
    }

    /// Removes what uploads left that ended with the server.
    func removeLeftovers() {
        for folder in [incoming] {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? [] {
                try? FileManager.default.removeItem(atPath: folder.appending(name).string)
            }
        }
    }

    private static func realPath(_ path: FilePath) -> FilePath? {
        path.withPlatformString { text in
            // SAFETY: realpath allocates the result where it is given none; it is freed here.
            guard let real = realpath(text, nil) else { return nil }
            defer { free(real) }
            return FilePath(platformString: real)
        }
    }
}

/// A file in the backups folder, as it was when it was looked at.
struct ArchiveFile: Sendable, Hashable {
    let name: BackupName
    let path: FilePath
    let bytes: Int
    let modified: Date
    /// Tells a file from another one of the same name.
    private let number: UInt64

    /// Nil where the path is no regular file.
    init?(name: BackupName, path: FilePath) {
        var status = stat()
        guard path.withPlatformString({ lstat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        self.name = name
        self.path = path
        bytes = Int(status.st_size)
        modified = Date(
            timeIntervalSince1970: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1_000_000_000)
        number = UInt64(status.st_ino)
    }

    /// For `ETag`: another content has another one.
    var tag: String {
        "\"\(String(number, radix: 16))-\(String(bytes, radix: 16))-\(Int(modified.timeIntervalSince1970 * 1_000_000))\""
    }
}
