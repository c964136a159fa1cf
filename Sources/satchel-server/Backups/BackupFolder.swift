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
    /// Where an upload lies until it has been checked, and an export until it is complete.
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
        guard real.removingLastComponent() == path, real.lastComponent.flatMap({ BackupName($0.string) }) != nil,
            let file = ArchiveFile(name: name, path: real)
        else {
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

    /// Removes what uploads and exports left that ended with the server.
    func removeLeftovers() {
        // A folder that cannot be listed, and a file that stays, are tried again by the next start.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: incoming.string)) ?? [] {
            try? FileManager.default.removeItem(atPath: incoming.appending(name).string)
        }
    }

    /// Gives a complete file of `incoming` its name, which nothing may have yet.
    ///
    /// - Throws: `APIError` with 409 where there is an archive of this name, `Failure` where the folder takes none.
    func publish(_ place: FilePath, as name: BackupName) throws {
        let target = self.place(of: name)
        let linked = place.withPlatformString { from in target.withPlatformString { to in link(from, to) } }
        guard linked == 0 else {
            let reason = Errno(rawValue: errno)
            try refuseTaken(name)
            throw Failure(
                .failed, "cannot store \"\(name)\"", cause: reason.description, remedy: "check the backups folder")
        }
        do {
            let folder = try SystemPackage.FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec])
            try folder.closeAfter { try folder.flushToDisk() }
        } catch {
            throw Failure(
                .failed, "cannot store \"\(name)\"", cause: (error as? Errno)?.description,
                remedy: "check the backups folder")
        }
    }

    /// - Throws: `APIError` with 409 where something has this name.
    func refuseTaken(_ name: BackupName) throws {
        var status = stat()
        guard place(of: name).withPlatformString({ lstat($0, &status) }) == 0 else { return }
        throw APIError.conflict(
            "there is an archive \"\(name)\"", cause: "nothing is replaced",
            remedy: "give another name, or delete that archive first")
    }

    /// A failure whose texts do not say where on the server the folder is.
    func withoutPath(_ failure: Failure) -> Failure {
        func plain(_ text: String) -> String {
            text.replacing(incoming.string + "/", with: "").replacing(path.string + "/", with: "")
                .replacing(path.string, with: "the backups folder")
        }
        return Failure(
            failure.code, plain(failure.what), cause: failure.cause.map(plain), remedy: failure.remedy.map(plain),
            problems: failure.problems)
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
    /// The time of modification to the nanosecond; some file systems keep any number.
    private let version: [Int]

    /// Nil where the path is no regular file.
    init?(name: BackupName, path: FilePath) {
        var status = stat()
        guard path.withPlatformString({ lstat($0, &status) }) == 0 else { return nil }
        self.init(name: name, path: path, status)
    }

    /// Nil where what was opened is no regular file.
    init?(name: BackupName, path: FilePath, descriptor: SystemPackage.FileDescriptor) {
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0 else { return nil }
        self.init(name: name, path: path, status)
    }

    private init?(name: BackupName, path: FilePath, _ status: stat) {
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.name = name
        self.path = path
        bytes = Int(status.st_size)
        modified = Date(
            timeIntervalSince1970: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1_000_000_000)
        number = UInt64(status.st_ino)
        version = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }

    /// For `ETag`: another content has another one.
    var tag: String {
        "\"" + ([String(number, radix: 16)] + ([bytes] + version).map { String($0, radix: 16) }).joined(separator: "-")
            + "\""
    }
}
