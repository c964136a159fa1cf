/// A connection whose settings are pinned: how values are printed and read, no row security that hides rows in silence,
/// no time limits of statements; and whose statements have a search path of their own (`SearchPath`). What carries rows takes a
/// session, so that an unpinned connection cannot be passed in.
public final class Session: Connection {
    /// - Parameters:
    ///   - applicationName: what `pg_stat_activity` shows.
    ///   - lockTimeout: how long a statement waits for a lock; zero: for ever.
    ///   - onStatement: an observer that is told of the first statement too.
    ///   - onConnecting: given what stops the connection's work, before the first statement.
    public init(
        _ database: Database, applicationName: String = "satchel", lockTimeout: Duration = .zero,
        onStatement: ((StatementEvent) -> Void)? = nil, onConnecting: (Cancellation) -> Void = { _ in }
    ) throws {
        try super.init(database, applicationName: applicationName, onStatement: onStatement, onConnecting: onConnecting)
        try pinSettings(lockTimeout: lockTimeout)
        hasOwnPath = true
        wantedPath = .own
    }
}
