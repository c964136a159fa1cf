import Archive
import Catalogue
import CatalogueReading
import Comparing
import Declarations
import Diagnostics
import Exporting
import Foundation
import Importing
import Index
import JSON
import Planning
import PostgreSQL
import Reports
import Requests
import Rows
import SystemPackage

/// Does what a job asks for, on the thread that calls it.
struct JobRunner: Sendable {
    let database: Database
    let folder: BackupFolder

    /// How a job ended.
    struct Outcome: Sendable {
        var state: JobState
        var result: JSON?
        var problem: APIError?
    }

    /// - Parameter beforeWriting: called when it is known what the database has seen, before it is changed.
    func run(_ request: JobRequest, for job: Job, beforeWriting: () throws -> Void) -> Outcome {
        do {
            let result =
                switch request {
                case .export(let request, let archive, let note): try export(request, to: archive, note: note, for: job)
                case .load(let request): try load(request, for: job, beforeWriting: beforeWriting)
                case .diff(let request): try diff(request, for: job)
                }
            return Outcome(state: .done, result: result)
        } catch let conflicts as ConflictsFound {
            let list = JSON.object([:]).adding(conflicts.list.json)
            return Outcome(state: .failed, result: list, problem: APIError(conflicts.failure))
        } catch let failure as Failure where failure.code == .interrupted {
            return Outcome(state: .cancelled, problem: failure.remedy == nil ? JobRunner.cancelled : APIError(failure))
        } catch let failure as Failure {
            return Outcome(state: .failed, problem: APIError(folder.withoutPath(failure)))
        } catch let error as ServerError {
            return Outcome(
                state: .failed, problem: APIError(error.failure(doing: "the database refused a statement")))
        } catch let error as APIError {
            return Outcome(state: .failed, problem: error)
        } catch {
            return Outcome(state: .failed, problem: .unforeseen)
        }
    }

    static let cancelled = APIError(Failure(.interrupted, "the job was cancelled", cause: "nothing was changed"))

    /// A session for a job, which ends with the job and is stopped where the job is cancelled.
    private func connect(for job: Job) throws -> Session {
        let connection = try Session(
            database, applicationName: JobRunner.applicationName(job), onConnecting: job.stops)
        return connection
    }

    /// What `pg_stat_activity` calls the session of a job.
    private static func applicationName(_ job: Job) -> String { "satchel-server job \(job.id.prefix(8))" }
}

extension JobRunner {
    private func export(_ request: ExportRequest, to name: BackupName?, note: String?, for job: Job) throws -> JSON {
        let connection = try connect(for: job)
        if let name { try folder.refuseTaken(name) }
        let wanted = try name?.text ?? ArchiveName.standard(for: connection.databaseName(), at: Date())
        // What ends with the server before it is complete is removed by the next start.
        let place = folder.incoming.appending(job.id + "-" + wanted)
        defer { try? FileManager.default.removeItem(atPath: place.string) }
        let progress = JobProgress(job)
        let exported = try Exporter(request, on: connection).run(
            .init(
                to: .file(place), compression: .forFile(named: wanted), note: note,
                maskKey: MaskKey.fromEnvironment()), progress: progress.show)
        let published = try publish(place, as: wanted, isOwnName: name != nil)
        return exported.report.json.adding([
            ("archive", .string(published.text)), ("bytes", .integer(exported.archive.compressedBytes)),
            ("sha256", .string(exported.archive.digest)),
        ])
    }

    /// Gives an export its name; a standard name that another one of the same second has gets a number.
    private func publish(_ place: FilePath, as wanted: String, isOwnName: Bool) throws -> BackupName {
        var number = 1
        while true {
            let text = number == 1 ? wanted : wanted.replacing(".tar", with: "_\(number).tar", maxReplacements: 1)
            guard let name = BackupName(text) else { throw APIError.unforeseen }
            do {
                try folder.publish(place, as: name)
                return name
            } catch let error as APIError where error.status == .conflict && !isOwnName && number < 100 {
                number += 1
            }
        }
    }

    private func load(_ request: LoadRequest, for job: Job, beforeWriting: () throws -> Void) throws -> JSON {
        let file = try folder.archive(request.archive)
        var arguments = request.arguments
        arguments.actor = job.actor
        arguments.merge?.base = try base(of: request)
        let connection = try connect(for: job)
        let reader = try ArchiveReader(from: .file(file.path), checkpoint: connection.cancellation.checkpoint)
        if job.writes {
            let latest = try History(connection).entries().first?.id ?? 0
            job.change { $0.latestImport = latest }
            try beforeWriting()
        }
        let changes = ChangeCollection(isNeeded: request.showsChanges)
        let observer = RunObserver(progress: JobProgress(job).show, change: changes.add)
        return try DecisionsOnDisk.with(request.decisions, in: folder.incoming) { decisions in
            arguments.merge?.decisions = decisions
            var notes: [(String, JSON)] = []
            let report = try arguments.run(
                NamedArchive(reader, named: file.name.text), basesIn: folder.path, on: connection, observer: observer
            ) { base in
                guard case .missing(let why) = base else { return }
                notes.append(
                    ("mergesTwoWaysBecause", .string(why.replacing(folder.path.string, with: "the backups folder"))))
            }
            return report.json.adding(notes + changes.json)
        }
    }

    private func base(of request: LoadRequest) throws -> BaseArgument {
        switch request.base {
        case .found: .search
        case .none: .none
        case .named(let name): .file(try folder.archive(name).path)
        }
    }

    /// The database is A, the archive B.
    private func diff(_ request: DiffRequest, for job: Job) throws -> JSON {
        let file = try folder.archive(request.archive)
        let connection = try connect(for: job)
        func input() throws -> NamedArchive {
            let reader = try ArchiveReader(from: .file(file.path), checkpoint: connection.cancellation.checkpoint)
            return NamedArchive(reader, named: file.name.text)
        }
        let changes = ChangeCollection(isNeeded: request.showsChanges)
        let progress = JobProgress(job)
        let selection = try Selection(request.choice, among: [input()])
        let comparison = try Comparer(
            modules: moduleDeclarations, manifest: request.manifest, selection: selection,
            observer: .init(progress: progress.show, change: changes.add)
        ).database(connection, withArchive: input())
        return comparison.json.adding([("archive", .string(file.name.text))] + changes.json)
    }
}

extension JobRunner {
    /// What became of a job that was under way when the server ended: it failed and nothing was changed, unless its
    /// import is in the history.
    func outcomeAfterRestart(of job: Job) -> Outcome {
        let what = "the server ended while this job ran"
        let nothingChanged = Outcome(
            state: .failed,
            problem: APIError(Failure(.failed, what, cause: "nothing was changed", remedy: "ask for it again")))
        // Without a number of its own the job had not begun to write.
        guard job.writes, let latest = job.current.latestImport else { return nothingChanged }
        do {
            let entry = try OpenQuestions(limit: .seconds(60)).ask(database) { connection in
                try endSession(of: job, on: connection)
                return try History(connection).entries().first { entry in
                    entry.id > latest && entry.actor == job.actor && entry.archive == job.archive?.text
                        && entry.mode == job.kind.rawValue
                }
            }
            guard let entry else { return nothingChanged }
            let report: JSON = [
                "command": .string(job.kind.rawValue), "archive": .string(entry.archive),
                "totals": ["inserted": .integer(entry.inserted), "updated": .integer(entry.updated)],
                "history": .integer(entry.id),
            ]
            return Outcome(state: .done, result: report)
        } catch {
            let failure = Failure(
                .databaseUnreachable, what, cause: "the database cannot be asked whether it was finished",
                remedy: "look at GET /api/admin/history before it is asked for again")
            return Outcome(state: .failed, problem: APIError(failure))
        }
    }

    /// A statement that ran when the server ended may still be running, for nobody: its session is ended, so that the
    /// history says what became of it.
    private func endSession(of job: Job, on connection: Session) throws {
        for _ in 0..<100 {
            let sessions = try connection.rows(
                """
                SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity \
                WHERE application_name = \(literal: JobRunner.applicationName(job)) AND pid <> pg_backend_pid()
                """)
            if sessions.isEmpty { return }
            Thread.sleep(forTimeInterval: 0.1)
        }
        throw Failure(.databaseUnreachable, "the session of a job that is gone does not end")
    }
}
