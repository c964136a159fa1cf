internal import CLibPQ
import Diagnostics

extension Connection {
    /// How a transaction ends when its body returns.
    public enum Ending: Sendable {
        case commit
        /// For a dry run: everything happens, nothing stays.
        case rollBack
    }

    /// Runs `body` inside a transaction. Where anything is thrown, COMMIT included, it is rolled back.
    ///
    /// - Parameter begin: the statement that opens it, such as `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`.
    public func transaction<R>(_ begin: SQL = "BEGIN", ending: Ending = .commit, _ body: () throws -> R) throws -> R {
        guard PQtransactionStatus(handle) == PQTRANS_IDLE else {
            if isLost { throw lost() }
            throw Failure(.failed, "cannot begin a transaction", cause: "one is open already")
        }
        _ = try observed(begin, counting: \.counted) {
            try send(begin, under: nil)
            return try finish()
        }
        transactionPath = .database
        let value: R
        do {
            value = try body()
        } catch {
            // The error that led here is the one to report; a lost connection rolls back by itself. But what was interrupted
            // may go on for a while where the server does not answer.
            try? rollBack(.end)
            throw isAbandoned && cancellation.isRequested ? lost() : error
        }
        switch ending {
        case .commit: try commit()
        case .rollBack: try rollBack(cancellation.isRequested ? .end : .work)
        }
        return value
    }

    /// Runs `body` in the transaction that is open and takes back what it changed, settings among it; so too where it
    /// throws.
    public func undoing<R>(_ body: () throws -> R) throws -> R {
        try run("SAVEPOINT satchel_undone")
        let restore: SQL = "ROLLBACK TO SAVEPOINT satchel_undone; RELEASE SAVEPOINT satchel_undone"
        let value: R
        do {
            value = try body()
        } catch {
            // The error that led here is the one to report.
            _ = try? run(restore)
            throw error
        }
        try run(restore)
        return value
    }

    /// Runs `body` in the transaction that is open, in which nothing can be written meanwhile.
    public func withoutWriting<R>(_ body: () throws -> R) throws -> R {
        try undoing {
            try run("SET TRANSACTION READ ONLY")
            return try body()
        }
    }

    /// True while a transaction is open, also a failed one.
    public var isInTransaction: Bool {
        !isAbandoned && [PQTRANS_INTRANS, PQTRANS_INERROR, PQTRANS_ACTIVE].contains(PQtransactionStatus(handle))
    }

    private func commit() throws {
        let tag: String
        do {
            tag = try observed("COMMIT", counting: \.counted) {
                // Deferred triggers are the database's code.
                try send("COMMIT", under: .database)
                return try finish()
            }.tag
        } catch {
            guard isLost else {
                // As above: the reason of the failed COMMIT is the one to report.
                try? rollBack(.end)
                throw error
            }
            throw Failure(
                .databaseUnreachable, "lost the connection to \(database) while committing",
                cause: "the server may have committed before it was lost",
                remedy: "look whether the changes are there before you run the command again")
        }
        // COMMIT of a failed transaction succeeds, and rolls back.
        guard tag == "COMMIT" else {
            throw Failure(.failed, "cannot commit", cause: "a statement of the transaction had failed")
        }
    }

    /// A ROLLBACK that the server does not confirm is what closing the connection is.
    private func rollBack(_ purpose: Purpose) throws {
        settle(.end)
        guard isInTransaction else { return }
        _ = try observed("ROLLBACK", counting: \.counted) {
            try send("ROLLBACK", under: nil, purpose)
            return try finish(purpose)
        }
    }
}
