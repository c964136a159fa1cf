import Foundation
import HTTPTypes
import Hummingbird
import JSON

/// The archives of the backups folder.
struct BackupRoutes {
    let shelf: ArchiveShelf
    let queue: JobQueue
    let maximumUpload: Int
    let uploads: RateLimit

    private var folder: BackupFolder { shelf.folder }

    func add(to group: RouterGroup<APIContext>) {
        group.get("backups", use: list)
        group.get("backups/{name}", use: download)
        group.put("backups/{name}", use: upload)
        group.delete("backups/{name}", use: delete)
        group.get("backups/{name}/index", use: index)
    }

    @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        try context.require(.read)
        let archives = await shelf.list()
        return Response(json: ["backups": .array(archives.map { file, knowledge in knowledge.json(file) })])
    }

    @Sendable private func download(_ request: Request, _ context: APIContext) async throws -> Response {
        let bearer = try context.require(.export)
        let file = try folder.archive(try context.backupName())
        context.logger.info("download", metadata: ["archive": "\(file.name)", "by": "\(bearer.name)"])
        return try Download.response(file, to: request)
    }

    @Sendable private func upload(_ request: Request, _ context: APIContext) async throws -> Response {
        let bearer = try context.require(.import)
        let name = try context.backupName()
        guard uploads.take(bearer.name) else {
            throw APIError.tooMany("too many uploads", remedy: "wait a minute", secondsToWait: 60)
        }
        let file = try await Upload(folder: folder, limit: maximumUpload)
            .receive(request.body, as: name, announcedBytes: request.headers[.contentLength].flatMap { Int($0) }) {
                try await context.proceed(with: request)
            }
        context.logger.info(
            "upload", metadata: ["archive": "\(name)", "bytes": "\(file.bytes)", "by": "\(bearer.name)"])
        var response = Response(status: .created, json: await shelf.inspect(file).json(file))
        response.headers[.location] = context.path(of: name)
        return response
    }

    @Sendable private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let bearer = try context.require(.admin)
        let name = try context.backupName()
        // The link itself goes, where it is one that stays in the folder.
        _ = try folder.archive(name)
        if await queue.reads(name) {
            throw APIError.conflict(
                "the archive \"\(name)\" is in use", cause: "a job reads it", remedy: "cancel the job, or wait for it")
        }
        do {
            try FileManager.default.removeItem(atPath: folder.place(of: name).string)
        } catch {
            throw APIError.conflict(
                "cannot delete \"\(name)\"", cause: "the backups folder may not be written to",
                remedy: "check the folder's owner and mode")
        }
        context.logger.info("delete", metadata: ["archive": "\(name)", "by": "\(bearer.name)"])
        return Response(status: .noContent)
    }

    @Sendable private func index(_ request: Request, _ context: APIContext) async throws -> Response {
        try context.require(.read)
        switch await shelf.inspect(try folder.archive(try context.backupName())) {
        case .intact(let inspection): return Response(json: inspection.json)
        case .unreadable(let failure): throw folder.withoutPath(failure)
        case .index(let index): return Response(json: index.json)
        }
    }
}

extension APIContext {
    /// The archive's name in the address.
    func backupName() throws -> BackupName {
        guard let text = parameters.get("name")?.removingPercentEncoding else {
            throw APIError.badRequest("the address does not name an archive")
        }
        guard let name = BackupName(text) else { throw BackupName.refused }
        return name
    }

    func path(of name: BackupName) -> String {
        let encoded = name.text.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? name.text
        return "/api/admin/backups/" + encoded
    }
}
