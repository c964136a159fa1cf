/// A connection whose settings are pinned: how values are printed and read, no row security that hides rows in silence,
/// no time limits. What carries rows takes a session, so that an unpinned connection cannot be passed in.
public final class Session: Connection {
    /// - Parameters:
    ///   - applicationName: what `pg_stat_activity` shows.
    ///   - lockTimeout: how long a statement waits for a lock; zero: for ever.
    public init(_ database: Database, applicationName: String = "satchel", lockTimeout: Duration) throws {
        try super.init(database, applicationName: applicationName)
        try pinSettings(lockTimeout: lockTimeout)
    }

    override public convenience init(_ database: Database, applicationName: String = "satchel") throws {
        try self.init(database, applicationName: applicationName, lockTimeout: .zero)
    }
}
