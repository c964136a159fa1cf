public import Archive
import Diagnostics
public import PostgreSQL

/// Lets an archive's reader or writer stop where the work on a connection is cancelled.
public func stopping(_ cancellation: Cancellation) -> Checkpoint {
    { () throws(Failure) in
        if cancellation.isRequested { throw Failure(.interrupted, "interrupted", cause: "nothing was changed") }
    }
}
