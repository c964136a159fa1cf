import ArgumentParser
import Diagnostics

/// `--log-sql`, for every command that talks to a database.
struct SQLLogOptions: ParsableArguments {
    @Option(
        name: .customLong("log-sql"),
        help: ArgumentHelp(
            "Add every statement to this file, with its rows and seconds; /dev/stderr shows them.",
            discussion: "No value stands in it, literals are '…'. Example: --log-sql statements.sql",
            valueName: "file"))
    var file: String?

    @Flag(
        name: .customLong("log-sql-plans"),
        help: "With --log-sql: also how the server is going to run each, by EXPLAIN.")
    var plans = false

    func validate() throws {
        if plans, file == nil { throw ValidationError("--log-sql-plans needs --log-sql, the file to write to") }
        if let file, SQLLogOptions.standardOutput.contains(file) {
            throw ValidationError("--log-sql takes a file; standard output is for the result, /dev/stderr for the rest")
        }
    }

    private static let standardOutput: Set = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]

    /// The log of this run; nil where none is wanted.
    func open() throws(Failure) -> SQLLog? {
        guard let file else { return nil }
        return try SQLLog(file, withPlans: plans)
    }
}
