extension Connection {
    /// Pins the settings that decide how values are printed and read, and lifts the time limits of statements and
    /// transactions, which take as long as there are rows.
    ///
    /// Limits of sessions that do nothing stay the administrator's: satchel is idle where others keep it waiting alone.
    ///
    /// `search_path` is none of them: it is that of each statement (`SearchPath`).
    /// JIT is off: statements here are many and run once. With `row_security` off a policy that hides rows is an error, not a silent gap.
    func pinSettings(lockTimeout: Duration) throws {
        let (seconds, attoseconds) = lockTimeout.components
        let lockMilliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
        var settings: [SQL] = [
            "DateStyle TO ISO, YMD", "TimeZone TO 'UTC'", "IntervalStyle TO postgres", "extra_float_digits TO 3",
            "bytea_output TO hex", "xmlbinary TO base64", "xmloption TO content", "lc_monetary TO 'C'",
            "standard_conforming_strings TO on", "array_nulls TO on", "transform_null_equals TO off",
            "quote_all_identifiers TO off", "row_security TO off", "jit TO off", "statement_timeout TO 0",
            "lock_timeout TO \(lockMilliseconds)",
        ]
        if serverVersion >= 170_000 { settings.append("transaction_timeout TO 0") }
        try run(SQL.join(settings.map { "SET \($0)" }, "; "))
    }

    public static let idleInTransactionSetting = "idle_in_transaction_session_timeout"

    /// How long the server lets a transaction of this session wait for its client; nil where it does so for ever.
    public func idleInTransactionLimit() throws -> Duration? {
        let found = try rows(
            """
            SELECT setting FROM pg_catalog.pg_settings WHERE name = \(literal: Connection.idleInTransactionSetting) \
            AND setting <> '0'
            """)
        return found.first?[0].flatMap { Int($0) }.map { .milliseconds($0) }
    }

    /// Runs `body`, which works without this session: meanwhile it may be idle for as long as that takes. Not within a
    /// transaction.
    public func idle<R>(_ body: () throws -> R) throws -> R {
        guard serverVersion >= 140_000 else { return try body() }
        try run("SET idle_session_timeout TO 0")
        let value = try body()
        try run("RESET idle_session_timeout")
        return value
    }
}
