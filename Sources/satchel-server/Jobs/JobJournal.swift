import Archive
import Diagnostics
import Foundation
import JSON
import SystemPackage

/// The jobs on disk, a file each, so that a new start knows what the last one was doing.
struct JobJournal: Sendable {
    /// How many finished jobs are remembered.
    static let kept = 200
    /// Of how many the values are kept that somebody asked to see: changes and conflicts.
    static let keptValues = 10

    let folder: FilePath

    func save(_ job: Job, key: IdempotencyKey?) throws(Failure) {
        let status = job.current
        var members: [(String, JSON)] = [
            ("id", .string(job.id)), ("kind", .string(job.kind.rawValue)), ("state", .string(status.state.rawValue)),
            ("archive", job.archive.map { .string($0.text) } ?? .null), ("dryRun", .bool(job.isDryRun)),
            ("by", .string(job.actor)), ("created", .number(job.created.timeIntervalSince1970)),
        ]
        members += [
            ("started", status.started.map { .number($0.timeIntervalSince1970) } ?? .null),
            ("finished", status.finished.map { .number($0.timeIntervalSince1970) } ?? .null),
            ("latestImport", status.latestImport.map { .integer($0) } ?? .null),
            ("report", status.result ?? .null), ("error", status.problem ?? .null),
            ("errorStatus", status.problemStatus.map { .integer($0) } ?? .null), ("key", key?.json ?? .null),
        ]
        let file = try WholeFile(path(of: job.id), replacing: true)
        try file.write(JSON.object(.init(uniqueKeysWithValues: members)).bytes().span.bytes)
        try file.commit()
    }

    /// The jobs that were saved, the oldest first, with their idempotency keys.
    func load() -> [(job: Job, key: IdempotencyKey?)] {
        // A folder that cannot be listed has no jobs for us; a file that cannot be read is not worth a server.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
        let jobs = names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.compactMap { name in
            FileManager.default.contents(atPath: folder.appending(name).string).flatMap { try? JobJournal.read($0) }
                .flatMap { $0.job.id + ".json" == name ? $0 : nil }
        }
        return jobs.sorted { $0.job.created < $1.job.created }
    }

    func remove(_ id: String) {
        // A file that is gone is removed.
        try? FileManager.default.removeItem(atPath: path(of: id).string)
    }

    private func path(of id: String) -> FilePath { folder.appending(id + ".json") }

    private static func read(_ data: Data) throws(Failure) -> (job: Job, key: IdempotencyKey?) {
        let field = JSON.Field(
            try JSON.parse(Array(data), name: "a job", code: .failed), name: "a job", code: .failed)
        return try field.object { reader throws(Failure) in
            var status = Job.Status()
            status.state = try reader.required("state").choice()
            status.started = try reader.optional("started")?.date()
            status.finished = try reader.optional("finished")?.date()
            status.latestImport = try reader.optional("latestImport")?.int()
            status.result = reader.optional("report")?.value
            status.problem = reader.optional("error")?.value
            status.problemStatus = try reader.optional("errorStatus")?.int(in: 400...599)
            let job = Job(
                id: try reader.required("id").string(), kind: try reader.required("kind").choice(),
                archive: try reader.optional("archive").flatMap { field throws(Failure) in
                    BackupName(try field.string())
                }, isDryRun: try reader.required("dryRun").bool(), actor: try reader.required("by").string(),
                created: try reader.required("created").date(), status: status)
            return (job, try reader.optional("key").map { field throws(Failure) in try IdempotencyKey(field) })
        }
    }
}

/// What a client calls a request that it may send again: the answer is then that of the first.
struct IdempotencyKey: Sendable, Hashable {
    let actor: String
    let text: String
    /// A digest of the request: the same key for another request is a mistake.
    let request: String

    /// Keys of the same client with the same text, whatever was asked.
    func isSameKey(as other: IdempotencyKey) -> Bool { actor == other.actor && text == other.text }

    var json: JSON { ["by": .string(actor), "text": .string(text), "request": .string(request)] }

    init(actor: String, text: String, request: String) {
        self.actor = actor
        self.text = text
        self.request = request
    }

    init(_ field: JSON.Field) throws(Failure) {
        self = try field.object { reader throws(Failure) in
            IdempotencyKey(
                actor: try reader.required("by").string(), text: try reader.required("text").string(),
                request: try reader.required("request").string())
        }
    }
}

extension JSON.Field {
    fileprivate func date() throws(Failure) -> Date { Date(timeIntervalSince1970: try double()) }
}
