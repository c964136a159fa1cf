internal import CLibPQ
public import Diagnostics
import Synchronization

/// Stops a connection's work from any thread.
///
/// What runs fails with `Failure(.interrupted)`, and so does every later statement but a ROLLBACK.
public final class Cancellation: Sendable {
    private let requested = Atomic(false)
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

    /// Stops the connection's work. Blocks for as long as it takes to reach the server.
    ///
    /// The result says whether the server was told; where it was not, the work stops at its next chunk.
    @discardableResult
    public func cancel() -> Bool {
        requested.store(true, ordering: .releasing)
        return stopStatement()
    }

    /// Asks the server to stop the statement that runs now, if one does.
    @discardableResult
    func stopStatement() -> Bool {
        // SAFETY: libpq writes at most the 256 bytes that it documents for this buffer.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            PQcancel(handle, buffer.baseAddress, 256) == 1
        }
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
