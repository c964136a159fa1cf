import Synchronization

/// Counters for `/metrics`, in Prometheus' text format, version 0.0.4.
final class Metrics: Sendable {
    private struct Request: Hashable, Comparable {
        let method: String
        let route: String
        let status: Int

        static func < (left: Request, right: Request) -> Bool {
            (left.route, left.method, left.status) < (right.route, right.method, right.status)
        }
    }

    private struct JobOutcome: Hashable, Comparable {
        let kind: String
        let state: String

        static func < (left: JobOutcome, right: JobOutcome) -> Bool {
            (left.kind, left.state) < (right.kind, right.state)
        }
    }

    private struct Counts {
        var requests: [Request: Int] = [:]
        var jobs: [JobOutcome: Int] = [:]
        var jobSeconds: [String: Double] = [:]
        var rows: [String: Int] = [:]
    }

    private let counts = Mutex(Counts())

    func count(route: String, method: String, status: Int) {
        counts.withLock { $0.requests[Request(method: method, route: route, status: status), default: 0] += 1 }
    }

    /// Counts a job that has ended.
    func count(_ kind: JobKind, _ state: JobState, seconds: Double, rows: Int) {
        counts.withLock { counts in
            counts.jobs[JobOutcome(kind: kind.rawValue, state: state.rawValue), default: 0] += 1
            counts.jobSeconds[kind.rawValue, default: 0] += seconds
            counts.rows[kind.rawValue, default: 0] += rows
        }
    }

    /// - Parameter jobs: how many run and how many wait.
    func text(jobs: (running: Int, queued: Int)) -> String {
        let counts = counts.withLock { $0 }
        var lines: [String] = []
        func family(_ name: String, _ type: String, _ help: String, _ samples: [String]) {
            lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"] + samples.map { name + $0 }
        }
        family(
            "satchel_http_requests_total", "counter", "Requests answered.",
            counts.requests.sorted { $0.key < $1.key }.map { key, value in
                "{method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\"} \(value)"
            })
        family(
            "satchel_jobs_total", "counter", "Jobs that have ended.",
            counts.jobs.sorted { $0.key < $1.key }.map { key, value in
                "{kind=\"\(key.kind)\",state=\"\(key.state)\"} \(value)"
            })
        family(
            "satchel_job_seconds_total", "counter", "Seconds that jobs have run.",
            counts.jobSeconds.sorted { $0.key < $1.key }.map { "{kind=\"\($0.key)\"} \(Metrics.rounded($0.value))" })
        family(
            "satchel_job_rows_total", "counter", "Rows of the archives that jobs wrote or read.",
            counts.rows.sorted { $0.key < $1.key }.map { "{kind=\"\($0.key)\"} \($0.value)" })
        family(
            "satchel_jobs", "gauge", "Jobs that run or wait.",
            ["{state=\"running\"} \(jobs.running)", "{state=\"queued\"} \(jobs.queued)"])
        return lines.joined(separator: "\n") + "\n"
    }

    static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
