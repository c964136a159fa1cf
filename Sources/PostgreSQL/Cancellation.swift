internal import CLibPQ
public import Diagnostics
import Dispatch
import Foundation
import Synchronization

/// Stops a connection's work from any thread.
///
/// What runs fails with `Failure(.interrupted)`, and so does every later statement but a ROLLBACK. A server that does not
/// answer within five seconds is left: the connection is closed.
public final class Cancellation: Sendable {
    private let requested = Atomic(false)
    private let state = Mutex<(requested: ContinuousClock.Instant?, isTelling: Bool)>((nil, false))
    /// Entered while the server is being told.
    private let telling = DispatchGroup()
    // SAFETY: libpq reads a PGcancel and never changes it, so threads may share it; freed in deinit alone.
    // https://www.postgresql.org/docs/15/libpq-cancel.html
    private nonisolated(unsafe) let handle: OpaquePointer

    /// - Parameter handle: an open connection's, from `PQgetCancel`; freed with this object.
    init(owning handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        PQfreeCancel(handle)
    }

    public var isRequested: Bool { requested.load(ordering: .acquiring) }

    /// When it was requested; nil where it was not.
    var moment: ContinuousClock.Instant? { isRequested ? state.withLock { $0.requested } : nil }

    /// Stops the connection's work. Returns at once; the server is told meanwhile.
    public func cancel() {
        state.withLock { $0.requested = $0.requested ?? .now }
        requested.store(true, ordering: .releasing)
        stopStatement()
    }

    /// Has the server asked to stop the statement that runs now, if one does, unless it is being asked already.
    func stopStatement() {
        let isFirst = state.withLock { state in
            defer { state.isTelling = true }
            return !state.isTelling
        }
        guard isFirst else { return }
        telling.enter()
        // PQcancel waits for as long as the network does, and for ever where somebody takes its connection and says nothing:
        // a thread of its own, because others that wait so would keep those of a queue.
        Thread.detachNewThread {
            // SAFETY: libpq writes at most the 256 bytes that it documents for this buffer. Whether the server was reached
            // shows in what becomes of the statement.
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
                _ = PQcancel(self.handle, buffer.baseAddress, 256)
            }
            self.state.withLock { $0.isTelling = false }
            self.telling.leave()
        }
    }

    /// Waits until the server is no longer being asked: a request that is late would stop the next statement.
    ///
    /// - Returns: false where it still is.
    func isSettled(by deadline: ContinuousClock.Instant) -> Bool {
        let left = max(.zero, ContinuousClock.now.duration(to: deadline))
        return telling.wait(timeout: .now() + left / .seconds(1)) == .success
    }

    func check() throws {
        if isRequested { throw Self.interrupted }
    }

    /// Ends the reading or writing of an archive where the work on the connection is cancelled: it throws
    /// `Failure(.interrupted)` then.
    public var checkpoint: @Sendable () throws(Failure) -> Void {
        { [self] () throws(Failure) in
            if isRequested { throw Failure(.interrupted, "interrupted", cause: "nothing was changed") }
        }
    }

    static let interrupted = Failure(.interrupted, "interrupted")
}
