import Archive
import Diagnostics
import PostgreSQL

/// Turns a request to stop into the error that ends a command.
enum Cancelled {
    static func checkpoint(_ connection: Connection) -> Checkpoint {
        let cancellation = connection.cancellation
        return { () throws(Failure) in
            if cancellation.isRequested {
                throw Failure(.interrupted, "interrupted", cause: nil, remedy: "nothing was changed")
            }
        }
    }
}
