internal import CLibPQ
import Diagnostics

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

// Every wait for the server is a poll of a quarter of a second at most, between which its reason is weighed.

/// What the server is waited for.
enum Purpose {
    /// A statement's work, which takes as long as it takes; once it is cancelled, `Patience.afterCancelling`.
    case work
    /// That it confirms an end that was decided then, for which it has `Patience.toEnd`; likewise.
    case end(since: ContinuousClock.Instant)

    /// That it confirms an end that is decided now.
    static var end: Purpose { .end(since: .now) }
}

/// How long a server is waited for. It need not confirm an end: what is not committed when the connection closes is
/// undone.
package struct Patience: Sendable {
    /// Once it was told to stop.
    package var afterCancelling = Duration.seconds(5)
    /// Where a transaction or a COPY is to end though nobody has asked to stop, and the server may only be slow.
    package var toEnd = Duration.seconds(15)
}

extension Connection {
    /// True where nothing more will come over the connection.
    var isLost: Bool { isAbandoned || PQstatus(handle) == CONNECTION_BAD }

    /// Waits for a quarter of a second at most until the server has sent something, which is then read, or with `orRoom`
    /// until something can be sent.
    ///
    /// - Throws: `Failure` where the connection is lost, or where the server has not answered in time.
    @discardableResult
    func awaitServer(_ purpose: Purpose, orRoom: Bool = false) throws -> SocketEvent {
        try weigh(purpose)
        let event = awaitSocket(PQsocket(handle), orRoom: orRoom)
        switch event {
        case .writable: break
        case .none: if case .work = purpose, cancellation.isRequested { cancellation.stopStatement() }
        case .failed: throw lost()
        case .readable: guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
        return event
    }

    /// Sends what libpq still holds.
    func flush(_ purpose: Purpose) throws {
        while try !isFlushed() { try awaitServer(purpose, orRoom: true) }
    }

    /// True where libpq holds nothing to be sent.
    func isFlushed() throws -> Bool {
        switch PQflush(handle) {
        case 0: true
        case 1: false
        default: throw lost()
        }
    }

    /// Leaves a server that has had its time.
    func weigh(_ purpose: Purpose) throws {
        if isAbandoned { throw lost() }
        if let deadline = deadline(purpose), deadline < .now { throw abandon() }
    }

    /// Until when the server has time; nil for as long as it takes.
    func deadline(_ purpose: Purpose) -> ContinuousClock.Instant? {
        switch (purpose, cancellation.moment) {
        case (.work, nil): nil
        case (.work, let moment?): moment + patience.afterCancelling
        case (.end(let start), nil): start + patience.toEnd
        case (.end(let start), let moment?): max(start, moment) + patience.afterCancelling
        }
    }

    /// Closes the connection to a server that does not answer; libpq would wait for it, or hand out what comes late.
    func abandon() -> Failure {
        isAbandoned = true
        // Where the socket is none any more, it is closed.
        shutdown(PQsocket(handle), Int32(SHUT_RDWR))
        return lost()
    }
}
