extension Connection {
    /// Pins the settings that decide how values are printed and read, and lifts time limits.
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
            "idle_in_transaction_session_timeout TO 0", "lock_timeout TO \(lockMilliseconds)",
        ]
        if serverVersion >= 140_000 { settings.append("idle_session_timeout TO 0") }
        if serverVersion >= 170_000 { settings.append("transaction_timeout TO 0") }
        try run(SQL.join(settings.map { "SET \($0)" }, "; "))
    }
}
