import JSON
import Reports
import Synchronization

/// Turns the engine's progress, which comes often, into events that people can follow: at most five a second, with the
/// rate and the time that is left.
final class JobProgress: Sendable {
    private struct State {
        var table = ""
        var stage = ""
        var shown: ContinuousClock.Instant?
        var stageBegan = ContinuousClock.now
    }

    private static let interval = Duration.milliseconds(200)

    private let job: Job
    private let state = Mutex(State())

    init(_ job: Job) { self.job = job }

    func show(_ event: ProgressEvent) {
        let now = ContinuousClock.now
        let seconds = state.withLock { state -> Double? in
            if state.stage != event.stage.rawValue { state.stageBegan = now }
            let isNew = state.stage != event.stage.rawValue || state.table != event.table
            guard isNew || event.rows == event.total || state.shown.map({ now - $0 >= JobProgress.interval }) ?? true
            else { return nil }
            (state.stage, state.table, state.shown) = (event.stage.rawValue, event.table, now)
            return (now - state.stageBegan) / .seconds(1)
        }
        guard let seconds else { return }
        job.events.add("progress", JobProgress.json(event, seconds: seconds))
    }

    /// - Parameter seconds: since the stage began.
    static func json(_ event: ProgressEvent, seconds: Double) -> JSON {
        // Of late seeds nobody knows the number beforehand.
        let total = event.total > 0 ? event.total : nil
        let pace = pace(rows: event.rows, total: total, seconds: seconds)
        return [
            "stage": .string(event.stage.rawValue), "phase": .integer(event.phase.rawValue),
            "table": .string(event.table), "rows": .integer(event.rows), "total": total.map { .integer($0) } ?? .null,
            "rowsPerSecond": pace.rowsPerSecond, "secondsLeft": pace.secondsLeft,
        ]
    }

    /// How fast it goes and how long it will take; null where that is not known.
    static func pace(rows: Int, total: Int?, seconds: Double) -> (rowsPerSecond: JSON, secondsLeft: JSON) {
        // In the first moments the rate says nothing yet.
        let rate = seconds > 0.2 ? Double(rows) / seconds : nil
        let left = rate.flatMap { rate in total.flatMap { rate > 0 ? Double($0 - rows) / rate : nil } }
        return (whole(rate?.rounded()), whole(left?.rounded(.up)))
    }

    /// Null also where nobody would live to see it: an archive's index may promise any number of rows.
    private static func whole(_ number: Double?) -> JSON {
        number.flatMap { Int(exactly: $0) }.map { .integer($0) } ?? .null
    }
}
