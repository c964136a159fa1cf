import Diagnostics
import Foundation
import PostgreSQL
import SystemPackage

/// The file of `--log-sql`: every statement of a run, laid out, without its literals.
///
/// It is written as the run goes, a statement before it is sent and what came of it behind, so that it also says what
/// a run was doing that was killed. Used by one thread at a time.
final class SQLLog {
    /// Whether it has the statements' plans.
    let hasPlans: Bool
    private let file: String
    private let descriptor: FileDescriptor
    private let owns: Bool
    private var count = 0
    private var isBroken = false

    /// Opens a file to add to; makes it where it is not there, for its owner alone.
    init(_ file: String, withPlans: Bool) throws(Failure) {
        self.file = file
        hasPlans = withPlans
        owns = file != "/dev/stderr"
        do {
            descriptor =
                try owns
                ? .open(FilePath(file), .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
                : .standardError
        } catch {
            throw Failure(
                .failed, "cannot write the log \"\(file)\"", cause: SQLLog.cause(error),
                remedy: "name a file in a folder that is yours to write to")
        }
        let command = CommandLine.arguments.dropFirst().prefix(1).joined()
        write("-- satchel \(command), \(Date.now.formatted(.iso8601))\n\n")
    }

    deinit {
        // Nothing is held back that closing could lose.
        if owns { try? descriptor.close() }
    }

    /// What writes the statements of a connection.
    func observer(of database: Database) -> (StatementEvent) -> Void {
        // Another connection's statements may come between, so each has a number.
        var number = 0
        let name = "\(database)".replacing(/\s+/, with: " ")
        return { [self] event in
            switch event {
            case .began(let sql, let plan):
                count += 1
                number = count
                let lines = (plan?.redacted.lines ?? []).map { "--   \($0)\n" }
                let text = sql.laidOut(literals: .redacted)
                write("-- \(number), \(name)\n" + lines.joined() + text + (text.hasSuffix(";") ? "\n" : ";\n"))
            case .ended(_, let outcome, let time):
                write("-- \(number): \(SQLLog.text(outcome)), \(SQLLog.text(time))\n\n")
            }
        }
    }

    private static func text(_ outcome: StatementOutcome) -> String {
        switch outcome {
        case .done(.none): "done"
        case .done(.some(let rows)): "\(rows) row\(rows == 1 ? "" : "s")"
        case .failed(.none): "failed"
        case .failed(.some(let sqlState)): "failed with SQLSTATE \(sqlState)"
        }
    }

    private static func text(_ time: Duration) -> String {
        let (seconds, attoseconds) = time.components
        return String(format: "%.3f s", Double(seconds) + Double(attoseconds) / 1e18)
    }

    /// A log that cannot be written stops no import, and no transaction in its middle: it is said once.
    private func write(_ text: String) {
        guard !isBroken else { return }
        do {
            try descriptor.writeAll(text.utf8)
        } catch {
            isBroken = true
            Output.standardError.print(
                "satchel: warning: the log \"\(file)\" ends here, it cannot be written: \(SQLLog.cause(error))")
        }
    }

    private static func cause(_ error: any Error) -> String {
        let text = (error as? Errno)?.description ?? "\(error)"
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
