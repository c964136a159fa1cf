import Diagnostics
import Foundation
import JSON
import PostgreSQL
import Synchronization

/// One piece of work that outlives the request that asked for it.
final class Job: Sendable {
    let id: String
    let kind: JobKind
    /// Nil: an export that gets its name when it runs.
    let archive: BackupName?
    let isDryRun: Bool
    /// The token that asked for it.
    let actor: String
    let created: Date
    let events = JobEvents()

    /// What changes while it runs.
    struct Status: Sendable {
        var state: JobState = .queued
        var started: Date?
        var finished: Date?
        /// The latest import of the database when the job began.
        var latestImport: Int?
        /// The report of what was done.
        var result: JSON?
        /// Why it failed, as a problem document.
        var problem: JSON?
        /// The problem's HTTP status.
        var problemStatus: Int?
    }

    private let status: Mutex<Status>
    private let cancellation = Mutex<(isRequested: Bool, target: Cancellation?)>((false, nil))

    init(
        id: String = UUID().uuidString.lowercased(), kind: JobKind, archive: BackupName?, isDryRun: Bool, actor: String,
        created: Date = Date(), status: Status = Status()
    ) {
        self.id = id
        self.kind = kind
        self.archive = archive
        self.isDryRun = isDryRun
        self.actor = actor
        self.created = created
        self.status = Mutex(status)
    }

    var current: Status { status.withLock { $0 } }
    var state: JobState { current.state }
    /// Whether it changes the database.
    var writes: Bool { (kind == .import || kind == .updateImport) && !isDryRun }

    /// Changes the status; whoever listens is told of a new state.
    func change(_ change: (inout Status) -> Void) {
        let (before, after) = status.withLock { status in
            let before = status.state
            change(&status)
            return (before, status.state)
        }
        guard before != after else { return }
        events.add("state", json)
        if after.isFinal { events.finish() }
    }

    /// Drops the values of rows that somebody asked to see; false where there are none.
    func forgetValues() -> Bool {
        let hadValues = status.withLock { status in
            guard let result = status.result, JobValues.members.contains(where: { result[$0] != nil }) else {
                return false
            }
            status.result = result.removing(JobValues.members)
            return true
        }
        if hadValues { events.keepLast(json) }
        return hadValues
    }

    /// Stops the work, which ends soon, also where the database does not answer.
    func cancel() {
        let target = cancellation.withLock { state in
            state.isRequested = true
            return state.target
        }
        target?.cancel()
    }

    var isCancelled: Bool { cancellation.withLock { $0.isRequested } }

    /// From now on cancelling stops the work on this connection.
    func stops(_ connection: Cancellation) {
        let isRequested = cancellation.withLock { state in
            state.target = connection
            return state.isRequested
        }
        if isRequested { connection.cancel() }
    }
}

extension Job {
    var json: JSON {
        func time(_ date: Date?) -> JSON { date.map { .string($0.formatted(.iso8601)) } ?? .null }
        let status = current
        return [
            "id": .string(id), "kind": .string(kind.rawValue), "state": .string(status.state.rawValue),
            "archive": archive.map { .string($0.text) } ?? status.result?["archive"] ?? .null,
            "dryRun": .bool(isDryRun), "by": .string(actor), "created": time(created),
            "started": time(status.started), "finished": time(status.finished),
            "progress": events.latestProgress ?? .null, "report": status.result ?? .null,
            "error": status.problem ?? .null,
        ]
    }
}
