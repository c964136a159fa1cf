import Diagnostics
import PostgreSQL

/// What the rows of an archive are read for.
package enum Purpose: Sendable {
    /// To be written into the target.
    case writing
    /// To be held against the target's, which is to have them all.
    case verifying
    /// To be compared with the target's: a column that one side alone has is no error then.
    case comparing

    /// What keeps the tables as they are meanwhile: from being written by others, or from being altered alone.
    var lock: SQL { self == .writing ? "SHARE ROW EXCLUSIVE" : "ACCESS SHARE" }

    /// What an error says that cannot be done.
    package var task: String { self == .writing ? "import" : "compare" }

    /// The failure of a step that found problems; nothing where there are none.
    package func refuse(_ problems: [Problem], because cause: String) throws(Failure) {
        guard !problems.isEmpty else { return }
        throw Failure(
            .failed, "cannot \(task) the archive", cause: cause, remedy: "see the list; nothing was changed",
            problems: problems)
    }
}
