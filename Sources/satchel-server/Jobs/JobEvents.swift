import JSON
import Synchronization

/// What has happened to a job, numbered, for whoever listens now or comes back later.
final class JobEvents: Sendable {
    struct Event: Sendable, Equatable {
        /// Counted from 1.
        let id: Int
        /// `state` or `progress`.
        let name: String
        let data: JSON
    }

    /// How many are kept; a listener that comes back after more has missed the oldest.
    private static let kept = 256

    private struct State {
        var events: [Event] = []
        var count = 0
        var isFinished = false
        var listeners: [Int: AsyncStream<Event>.Continuation] = [:]
        var nextListener = 0
    }

    private let state = Mutex(State())

    func add(_ name: String, _ data: JSON) {
        state.withLock { state in
            guard !state.isFinished else { return }
            state.count += 1
            let event = Event(id: state.count, name: name, data: data)
            state.events.append(event)
            if state.events.count > JobEvents.kept { state.events.removeFirst() }
            for listener in state.listeners.values { listener.yield(event) }
        }
    }

    /// Of a job that has ended the last event alone is kept, with other data.
    func keepLast(_ data: JSON) {
        state.withLock { state in
            guard state.isFinished, let last = state.events.last else { return }
            state.events = [Event(id: last.id, name: last.name, data: data)]
        }
    }

    /// Whether a listener that has seen the event `id` has seen all that ever comes.
    func hasEnded(after id: Int) -> Bool { state.withLock { $0.isFinished && $0.count == id } }

    /// Nothing comes any more.
    func finish() {
        let listeners = state.withLock { state in
            state.isFinished = true
            defer { state.listeners = [:] }
            return state.listeners.values
        }
        // Outside of the lock: a listener that ends takes itself off the list.
        for listener in listeners { listener.finish() }
    }

    var latestProgress: JSON? { state.withLock { $0.events.last { $0.name == "progress" }?.data } }

    /// The events behind `id`, and those that are still to come. A slow listener misses the oldest, not the latest.
    func stream(after id: Int) -> AsyncStream<Event> {
        AsyncStream(bufferingPolicy: .bufferingNewest(JobEvents.kept)) { continuation in
            let number = state.withLock { state -> Int? in
                // A number of an earlier start, when there were more events: the listener has not seen any of these.
                let id = id > state.count && id != .max ? 0 : id
                for event in state.events where event.id > id { continuation.yield(event) }
                guard !state.isFinished else { return nil }
                state.nextListener += 1
                state.listeners[state.nextListener] = continuation
                return state.nextListener
            }
            guard let number else {
                continuation.finish()
                return
            }
            continuation.onTermination = { _ in _ = self.state.withLock { $0.listeners.removeValue(forKey: number) } }
        }
    }
}
