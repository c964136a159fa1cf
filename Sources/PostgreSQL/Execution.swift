internal import CLibPQ
import Diagnostics

// Statements are sent and awaited with libpq's asynchronous functions, so that a request to cancel that
// reaches the server before the statement does is sent again, and no wait is without an end.

extension Connection {
    /// Sends SQL under the search path that is wanted; its results are to be taken to their end.
    func send(_ sql: SQL, _ purpose: Purpose = .work) throws {
        try send(sql, under: wantedPath, purpose)
    }

    /// Sends SQL. An end is sent even if the work is cancelled.
    ///
    /// - Parameter path: nil where the path does not matter: for what begins or ends a transaction.
    func send(_ sql: SQL, under path: SearchPath?, _ purpose: Purpose = .work) throws {
        if case .work = purpose { try cancellation.check() }
        guard !sql.text.utf8.contains(0) else {
            throw Failure(.failed, "cannot run a statement", cause: "its text holds the character NUL")
        }
        if isAbandoned { throw lost() }
        let changes = path.map(changes) ?? []
        let text = SQL.join(changes + [sql], "; ").text
        guard PQsendQuery(handle, text) == 1 else {
            if isLost { throw lost() }
            throw Failure(.failed, "cannot run a statement", cause: "the connection is busy with another")
        }
        changing = path.flatMap { changes.isEmpty ? nil : (changes.count, $0) }
        try flush(purpose)
    }

    /// The next result of what was sent, or nil at the end.
    func nextResult(_ purpose: Purpose = .work) throws -> Result? {
        while true {
            while PQisBusy(handle) == 1 { try awaitServer(purpose) }
            if isAbandoned { throw lost() }
            guard let result = PQgetResult(handle).map(Result.init) else { return nil }
            guard let (left, path) = changing else {
                if result.tag == "ROLLBACK" { transactionPath = nil }
                return result
            }
            changing = left > 1 ? (left - 1, path) : nil
            guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(result.status) else {
                (changing, transactionPath) = (nil, nil)
                return result
            }
            if left == 1 { transactionPath = path }
            PQclear(result.pointer)
        }
    }

    /// Takes the results that are left; throws the first error among them.
    ///
    /// - Returns: the rows that their command tags count, added up, nil where none counts any; and the last tag.
    func finish(_ purpose: Purpose = .work) throws -> (counted: Int?, tag: String) {
        var counted: Int?
        var tag = ""
        var failed: (any Error)?
        while true {
            let next: Result?
            // After the words with which the server ends the session the end itself comes.
            do { next = try nextResult(purpose) } catch { throw failed ?? error }
            guard let result = next else { break }
            defer { PQclear(result.pointer) }
            do {
                try result.requireSuccess(on: self)
                try refuseCopy(result.status)
                if let rows = result.counted { counted = (counted ?? 0) + rows }
                tag = result.tag
            } catch {
                failed = failed ?? error
            }
        }
        if let failed { throw failed }
        return (counted, tag)
    }

    /// Takes the results that are left after an error that is known already.
    func drain(_ purpose: Purpose = .work) {
        // The first error is the one to report; should the connection be lost, every later call says so.
        _ = try? finish(purpose)
    }

    /// Makes sure that no request to stop a statement is still on its way, which would meet the next one.
    func settle(_ purpose: Purpose) {
        guard !isLost, let deadline = deadline(purpose) else { return }
        if !cancellation.isSettled(by: deadline) { _ = abandon() }
    }

    /// A COPY that nobody serves would wait for ever: it is ended, and an error.
    func refuseCopy(_ status: ExecStatusType) throws {
        switch status {
        case PGRES_COPY_IN:
            guard PQputCopyEnd(handle, "COPY is not possible here") == 1 else { throw lost() }
            try flush(.end)
        case PGRES_COPY_OUT:
            try stopCopy(.end)
        default: return
        }
        throw Failure(.failed, "cannot run a statement", cause: "COPY between client and server has calls of its own")
    }

    /// Ends a COPY TO STDOUT whose rows nobody wants any more.
    func stopCopy(_ purpose: Purpose) throws {
        cancellation.stopStatement()
        try discardCopy(purpose)
        settle(purpose)
    }

    private func discardCopy(_ purpose: Purpose) throws {
        var chunk: UnsafeMutablePointer<CChar>?
        while true {
            try weigh(purpose)
            let length = PQgetCopyData(handle, &chunk, 1)
            switch length {
            case 1...: PQfreemem(chunk)
            case 0: try awaitServer(purpose)
            default:
                if isLost { throw lost() }
                return
            }
        }
    }

    /// An error of the server as it is to be thrown: an interruption or a lost connection is none of the statement's.
    func refusal(_ error: ServerError, endsConnection: Bool) -> any Error {
        if endsConnection || isLost { return lostFailure(error.sqlState.isEmpty ? nil : error) }
        if error.sqlState == "57014" && cancellation.isRequested { return Cancellation.interrupted }
        return error
    }

    /// The failure of a lost connection, with the server's last words.
    func lost() -> Failure {
        var last: ServerError?
        // Once the connection is bad, PQgetResult gives what was read last and then NULL; it cannot block.
        while !isAbandoned, PQstatus(handle) == CONNECTION_BAD, let result = PQgetResult(handle) {
            let error = ServerError(result, isEnglish: speaksEnglish)
            if !error.sqlState.isEmpty { last = error }
            PQclear(result)
        }
        return lostFailure(last)
    }

    private func lostFailure(_ error: ServerError?) -> Failure {
        if isAbandoned, cancellation.isRequested {
            return Failure(
                .interrupted, "interrupted",
                cause: "the server does not answer; it undoes the work when it notices that nobody waits",
                remedy: "until then its locks stay; pg_terminate_backend ends the session at once")
        }
        let what = "lost the connection to \(database)"
        if isAbandoned {
            return Failure(
                .databaseUnreachable, what, cause: "the server does not answer", remedy: "check the network to it")
        }
        // The same limit may be noticed while satchel sends, or while it waits: the status is one.
        return Failure(
            error?.sqlState == "25P03" ? .failed : .databaseUnreachable, what, cause: error?.message,
            remedy: error.flatMap { Connection.limits[$0.sqlState] }
                ?? "check that the server runs, then run the command again")
    }

    /// What to do where a limit of the server's has ended the session while it waited for satchel.
    private static let limits = [
        "25P03":
            "an archive came too slowly for the server's idle_in_transaction_session_timeout: save it in a file first and "
            + "use that, or raise the limit for this role",
        "57P05":
            "an archive came too slowly for the server's idle_session_timeout: save it in a file first and use that, or "
            + "raise the limit for this role",
    ]
}
