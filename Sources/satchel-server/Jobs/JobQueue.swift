import Diagnostics
import Foundation
import JSON
import Logging
import PostgreSQL

/// Takes jobs and runs them: those that lock the database's tables one after the other, others beside them.
actor JobQueue {
    /// How many jobs may wait.
    static let longest = 100
    /// How many that only read run at once.
    private static let readers = 2

    private let runner: JobRunner
    private let journal: JobJournal
    private let metrics: Metrics
    private let logger: Logger
    private var jobs: [Job] = []
    private var requests: [String: JobRequest] = [:]
    private var keys: [String: IdempotencyKey] = [:]
    private var running: Set<String> = []
    private var isClosing = false

    init(runner: JobRunner, journal: JobJournal, metrics: Metrics, logger: Logger) {
        self.runner = runner
        self.journal = journal
        self.metrics = metrics
        self.logger = logger
    }

    nonisolated var folder: BackupFolder { runner.folder }

    /// All jobs that are remembered, the latest first.
    var all: [Job] { jobs.reversed() }

    var counts: (running: Int, queued: Int) { (running.count, jobs.count { $0.state == .queued }) }

    func job(_ id: String) -> Job? { jobs.first { $0.id == id } }

    /// Whether a job that runs or waits needs the archive.
    func reads(_ archive: BackupName) -> Bool { requests.values.contains { $0.reads.contains(archive) } }

    /// The job that the key was given to before; nil where there is none.
    ///
    /// - Throws: `APIError` with 409 where the key was given with another request.
    func job(of key: IdempotencyKey?) throws -> Job? {
        guard let key, let id = keys.first(where: { $0.value.isSameKey(as: key) })?.key, let job = job(id) else {
            return nil
        }
        guard keys[id] == key else {
            throw APIError.conflict(
                "this Idempotency-Key was sent with another request", remedy: "give every request a key of its own")
        }
        return job
    }

    /// Takes a job; the one that the key was given to before, where there is one.
    ///
    /// - Throws: `APIError`: 409 where the key was given with another request, 429 where too many wait.
    func submit(_ request: JobRequest, by actor: String, key: IdempotencyKey?) throws -> Job {
        if let job = try job(of: key) { return job }
        guard !isClosing else {
            throw APIError.unavailable("the server is going down", remedy: "try again in a moment")
        }
        guard counts.queued < JobQueue.longest else {
            throw APIError.tooMany(
                "\(JobQueue.longest) jobs wait already", remedy: "wait until some are done", secondsToWait: 30)
        }
        let job = Job(kind: request.kind, archive: request.archive, isDryRun: request.isDryRun, actor: actor)
        // A job that the journal does not have would be forgotten by a restart: it is refused.
        do throws(Failure) {
            try journal.save(job, key: key)
        } catch {
            logger.error("cannot keep a job in the journal", metadata: ["cause": "\(error.cause ?? error.what)"])
            throw APIError.unavailable(
                "the job cannot be kept", cause: "the journal cannot be written",
                remedy: "make room on the server's disk, and check the backups folder")
        }
        keys[job.id] = key
        requests[job.id] = request
        jobs.append(job)
        job.events.add("state", job.json)
        forget()
        start()
        return job
    }

    /// Waits until the job has ended.
    nonisolated func finished(_ job: Job) async {
        for await _ in job.events.stream(after: .max) {}
    }

    /// Stops a job; one that waits ends at once.
    func cancel(_ job: Job) async {
        if job.state == .queued {
            end(job, JobRunner.Outcome(state: .cancelled, problem: JobRunner.cancelled))
            return
        }
        job.cancel()
    }

    /// Takes no more jobs, stops those that run, and waits for them to end.
    func close() async {
        isClosing = true
        for job in jobs where !job.state.isFinal { await cancel(job) }
        for job in jobs where running.contains(job.id) { await finished(job) }
    }

    /// Brings back the jobs of the last start; what was running then has failed, unless the database knows better.
    func recover() async {
        for (job, key) in journal.load() {
            keys[job.id] = key
            jobs.append(job)
            if job.state.isFinal {
                job.events.add("state", job.json)
                job.events.finish()
                continue
            }
            let runner = runner
            end(job, await BlockingWork.run { runner.outcomeAfterRestart(of: job) })
        }
        forget()
    }

    private func start() {
        let isWriting = jobs.contains { running.contains($0.id) && requests[$0.id]?.writes == true }
        var reading = jobs.count { running.contains($0.id) && requests[$0.id]?.writes == false }
        var mayWrite = !isWriting
        for job in jobs where job.state == .queued {
            guard let request = requests[job.id] else { continue }
            if request.writes {
                // The first that waits goes first.
                if mayWrite { run(job, request) }
                mayWrite = false
            } else if reading < JobQueue.readers {
                reading += 1
                run(job, request)
            }
        }
    }

    private func run(_ job: Job, _ request: JobRequest) {
        running.insert(job.id)
        job.change { status in
            status.state = .running
            status.started = Date()
        }
        save(job)
        let runner = runner
        let journal = journal
        let key = keys[job.id]
        Task {
            let outcome = await BlockingWork.run {
                runner.run(request, for: job) {
                    // What a new start has to know has to be on the disk before the database is changed.
                    try journal.save(job, key: key)
                }
            }
            self.end(job, outcome)
        }
    }

    private func end(_ job: Job, _ outcome: JobRunner.Outcome) {
        let (state, result, problem) = (outcome.state, outcome.result, outcome.problem)
        running.remove(job.id)
        requests[job.id] = nil
        job.change { status in
            status.result = result
            status.problem = problem?.json
            status.problemStatus = problem?.status.code
            status.finished = Date()
            status.state = state
        }
        save(job)
        let status = job.current
        let seconds = status.started.flatMap { started in status.finished?.timeIntervalSince(started) } ?? 0
        let rows = result?["totals"]?["rows"]?.int ?? 0
        metrics.count(job.kind, state, seconds: seconds, rows: rows)
        var metadata: Logger.Metadata = [
            "job": "\(job.id)", "kind": "\(job.kind.rawValue)", "state": "\(state.rawValue)", "by": "\(job.actor)",
            "archive": "\(job.archive?.text ?? result?["archive"]?.string ?? "")", "dryRun": "\(job.isDryRun)",
            "seconds": "\(Metrics.rounded(seconds))",
        ]
        for count in ["rows", "inserted", "updated", "deleted", "rejected"] {
            if let value = result?["totals"]?[count]?.int { metadata[count] = "\(value)" }
        }
        if let problem { metadata["code"] = "\(problem.code)" }
        logger.info("job", metadata: metadata)
        start()
    }

    private func save(_ job: Job) {
        do throws(Failure) {
            try journal.save(job, key: keys[job.id])
        } catch {
            logger.error("cannot keep a job in the journal", metadata: ["cause": "\(error.cause ?? error.what)"])
        }
    }

    /// Drops the oldest of the finished jobs.
    private func forget() {
        let finished = jobs.filter(\.state.isFinal)
        for job in finished.dropLast(JobJournal.keptValues) where job.forgetValues() { save(job) }
        let old = Set(finished.prefix(max(0, finished.count - JobJournal.kept)).map(\.id))
        for id in old {
            journal.remove(id)
            keys[id] = nil
        }
        jobs.removeAll { old.contains($0.id) }
    }
}
