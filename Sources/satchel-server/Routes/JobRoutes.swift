import Archive
import Diagnostics
import Foundation
import HTTPTypes
import Hummingbird
import Importing
import JSON
import NIOCore
import PostgreSQL

/// Work that is asked for, and jobs: the three addresses of the system before, and what came to them.
struct JobRoutes {
    let queue: JobQueue
    let database: Database
    let starts: RateLimit

    static let diffMembers = ["tables", "exclude", "manifest", "showChanges"]

    func add(to group: RouterGroup<APIContext>) {
        group.post("backup/export", use: export)
        group.post("backup/import") { try await load($0, $1, updates: false) }
        group.post("backup/update-import") { try await load($0, $1, updates: true) }
        group.post("backups/{name}/diff", use: diff)
        group.get("jobs", use: list)
        group.get("jobs/{id}", use: show)
        group.get("jobs/{id}/events", use: events)
        group.delete("jobs/{id}", use: cancel)
    }

    @Sendable private func export(_ request: Request, _ context: APIContext) async throws -> Response {
        let bearer = try context.require(.export)
        var request = request
        let key = try await idempotencyKey(&request, context, bearer)
        // What was right then need not be so any more: an archive may be gone.
        if let job = try await queue.job(of: key) { return try await answer(job, request) }
        let body = try await request.object(members: ExportBody.members, context: context) {
            reader throws(Failure) in try ExportBody(&reader)
        }
        if let asked = body.database, asked != database.name {
            throw APIError.badRequest(
                "this server exports another database than the one that was asked for",
                cause: database.name.map { "it serves \"\($0)\"" }, remedy: "leave \"database\" out")
        }
        // What is wrong with the options is said at once, not by a job.
        _ = try body.request.rows()
        let name = try body.name.map { try BackupName(tarballPath: $0) }
        return try await submit(.export(body.request, archive: name, note: body.note), request, key, bearer)
    }

    private func load(_ request: Request, _ context: APIContext, updates: Bool) async throws -> Response {
        let bearer = try context.require(.import)
        var request = request
        let key = try await idempotencyKey(&request, context, bearer)
        // What was right then need not be so any more: an archive may be gone.
        if let job = try await queue.job(of: key) { return try await answer(job, request) }
        let members = updates ? ImportBody.mergeMembers : ImportBody.members
        let body = try await request.object(members: members, context: context) { reader throws(Failure) in
            try ImportBody.read(&reader, updates: updates)
        }
        let wanted = try body.request()
        _ = try queue.folder.archive(wanted.archive)
        if case .named(let base) = wanted.base { _ = try queue.folder.archive(base) }
        return try await submit(.load(wanted), request, key, bearer)
    }

    @Sendable private func diff(_ request: Request, _ context: APIContext) async throws -> Response {
        let bearer = try context.require(.export)
        var request = request
        let key = try await idempotencyKey(&request, context, bearer)
        // What was right then need not be so any more: an archive may be gone.
        if let job = try await queue.job(of: key) { return try await answer(job, request) }
        let name = try context.backupName()
        _ = try queue.folder.archive(name)
        let wanted = try await request.object(members: JobRoutes.diffMembers, context: context) {
            reader throws(Failure) in
            let manifest = try reader.manifest()
            return DiffRequest(
                archive: name, manifest: manifest, choice: try reader.tableChoice(manifest),
                showsChanges: try reader.optional("showChanges")?.bool() ?? false)
        }
        return try await submit(.diff(wanted), request, key, bearer)
    }

    /// Takes the job, unless the request cannot be answered.
    private func submit(
        _ work: JobRequest, _ request: Request, _ key: IdempotencyKey?, _ bearer: Bearer
    ) async throws -> Response {
        _ = try request.wantsToWait()
        guard starts.take(bearer.name) else {
            throw APIError.tooMany("too many jobs were asked for", remedy: "wait a minute", secondsToWait: 60)
        }
        return try await answer(try await queue.submit(work, by: bearer.name, key: key), request)
    }

    /// Where the job is, or what became of it where the client waits.
    private func answer(_ job: Job, _ request: Request) async throws -> Response {
        let location = "/api/admin/jobs/\(job.id)"
        guard try request.wantsToWait() else {
            var response = Response(status: .accepted, json: job.json)
            response.headers[.location] = location
            return response
        }
        await queue.finished(job)
        // The server is going down, or the client is gone: the job goes its own way.
        guard job.state.isFinal else {
            throw APIError.unavailable("the job has not ended yet", remedy: "look at \(location)")
        }
        var response = JobRoutes.result(of: job)
        response.headers[.contentLocation] = location
        return response
    }

    /// The finished report, or the problem with what belongs to it.
    private static func result(of job: Job) -> Response {
        let status = job.current
        guard let problem = status.problem else { return Response(json: status.result ?? .object([:])) }
        let members = status.result?.object.map { $0.elements.map { ($0.key, $0.value) } } ?? []
        var response = Response(
            status: .init(code: status.problemStatus ?? 500), json: problem.adding(members))
        response.headers[.contentType] = "application/problem+json"
        return response
    }
}

extension Bearer {
    /// Whether the values of rows in a job's report are for this bearer: it asked for them, or may take all rows anyway.
    fileprivate func seesValues(of job: Job) -> Bool { name == job.actor || scopes.allows(.export) }
}

extension JobRoutes {
    @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        try context.require(.read)
        // The reports are long, and each job has its own at its address.
        let jobs = await queue.all.map { $0.json.removing(["report"]) }
        return Response(json: ["jobs": .array(jobs)])
    }

    @Sendable private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let bearer = try context.require(.read)
        let job = try await job(context)
        return Response(json: bearer.seesValues(of: job) ? job.json : JobValues.without(job.json))
    }

    @Sendable private func cancel(_ request: Request, _ context: APIContext) async throws -> Response {
        let bearer = try context.require(.read)
        let job = try await job(context)
        if job.actor != bearer.name { try context.require(.admin) }
        guard !job.state.isFinal else {
            throw APIError.conflict(
                "the job has ended", cause: "it is \(job.state.rawValue)", remedy: "there is nothing to cancel")
        }
        await queue.cancel(job)
        await queue.finished(job)
        return Response(json: job.json)
    }

    @Sendable private func events(_ request: Request, _ context: APIContext) async throws -> Response {
        let bearer = try context.require(.read)
        let job = try await job(context)
        let last = request.headers[HeaderName.lastEventID].flatMap { Int($0) } ?? 0
        // To an EventSource this says not to come back (WHATWG HTML, 9.2.2).
        guard !job.events.hasEnded(after: last) else { return Response(status: .noContent) }
        let seesValues = bearer.seesValues(of: job)
        return EventStream(job.events.stream(after: last)) { seesValues ? $0 : JobValues.without($0) }.response
    }

    private func job(_ context: APIContext) async throws -> Job {
        guard let id = context.parameters.get("id"), let job = await queue.job(id) else {
            throw APIError.notFound("there is no such job", remedy: "GET /api/admin/jobs lists the jobs")
        }
        return job
    }

    /// The key that makes it harmless to send the request again; nil where the client gave none.
    private func idempotencyKey(
        _ request: inout Request, _ context: APIContext, _ bearer: Bearer
    ) async throws -> IdempotencyKey? {
        guard let text = request.headers[HeaderName.idempotencyKey] else { return nil }
        guard (1...255).contains(text.utf8.count) else {
            throw APIError.badRequest("the Idempotency-Key is not usable", remedy: "send 1 to 255 characters")
        }
        try await context.proceed(with: request)
        let body = try await request.collectBody(upTo: context.maxUploadSize)
        let digest = SHA256.hexadecimal(of: request.uri.path + "\n" + String(buffer: body))
        return IdempotencyKey(actor: bearer.name, text: text, request: digest)
    }
}
