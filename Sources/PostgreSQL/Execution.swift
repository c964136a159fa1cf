internal import CLibPQ
import Diagnostics

// Statements are sent and awaited with libpq's asynchronous functions, so that a request to cancel that
// reaches the server before the statement does is sent again.

extension Connection {
    /// Sends SQL under the search path that is wanted; its results are to be taken to their end.
    func send(_ sql: SQL, evenIfCancelled: Bool = false) throws {
        try send(sql, under: wantedPath, evenIfCancelled: evenIfCancelled)
    }

    /// Sends SQL.
    ///
    /// - Parameter path: nil where the path does not matter: for what begins or ends a transaction.
    func send(_ sql: SQL, under path: SearchPath?, evenIfCancelled: Bool = false) throws {
        if !evenIfCancelled { try cancellation.check() }
        guard !sql.text.utf8.contains(0) else {
            throw Failure(.failed, "cannot run a statement", cause: "its text holds the character NUL")
        }
        let changes = path.map(changes) ?? []
        let text = SQL.join(changes + [sql], "; ").text
        guard PQsendQuery(handle, text) == 1 else {
            if PQstatus(handle) == CONNECTION_BAD { throw lost() }
            throw Failure(.failed, "cannot run a statement", cause: "the connection is busy with another")
        }
        changing = path.flatMap { changes.isEmpty ? nil : (changes.count, $0) }
    }

    /// The next result of what was sent, or nil at the end.
    func nextResult(evenIfCancelled: Bool = false) throws -> Result? {
        while true {
            while PQisBusy(handle) == 1 {
                let cameInput = try readInput()
                if !cameInput && cancellation.isRequested && !evenIfCancelled {
                    cancellation.stopStatement()
                }
            }
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
    func finish(evenIfCancelled: Bool = false) throws -> (counted: Int?, tag: String) {
        var counted: Int?
        var tag = ""
        var failed: (any Error)?
        while let result = try nextResult(evenIfCancelled: evenIfCancelled) {
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
    func drain() {
        // The first error is the one to report; should the connection be lost, every later call says so.
        _ = try? finish(evenIfCancelled: true)
    }

    /// A COPY that nobody serves would wait for ever: it is ended, and an error.
    func refuseCopy(_ status: ExecStatusType) throws {
        switch status {
        case PGRES_COPY_IN:
            guard PQputCopyEnd(handle, "COPY is not possible here") == 1 else { throw lost() }
        case PGRES_COPY_OUT:
            cancellation.stopStatement()
            try discardCopy()
        default: return
        }
        throw Failure(.failed, "cannot run a statement", cause: "COPY between client and server has calls of its own")
    }

    /// Reads to the end of a COPY TO STDOUT whose rows nobody wants any more.
    func discardCopy() throws {
        var chunk: UnsafeMutablePointer<CChar>?
        while true {
            let length = PQgetCopyData(handle, &chunk, 0)
            guard length > 0 else { break }
            PQfreemem(chunk)
        }
        if PQstatus(handle) == CONNECTION_BAD { throw lost() }
    }

    /// Reads what the server sends next; false where a quarter of a second went by without.
    func readInput() throws -> Bool {
        switch awaitSocket(PQsocket(handle)) {
        case .none: return false
        case .failed: throw lost()
        case .readable, .writable:
            guard PQconsumeInput(handle) == 1 else { throw lost() }
            return true
        }
    }

    /// An error of the server as it is to be thrown: an interruption or a lost connection is none of the statement's.
    func refusal(_ error: ServerError, endsConnection: Bool) -> any Error {
        if endsConnection || PQstatus(handle) == CONNECTION_BAD {
            return lostFailure(error.sqlState.isEmpty ? nil : error.message)
        }
        if error.sqlState == "57014" && cancellation.isRequested { return Cancellation.interrupted }
        return error
    }

    /// The failure of a lost connection, with the server's last words.
    func lost() -> Failure {
        var words: String?
        // Once the connection is bad, PQgetResult gives what was read last and then NULL; it cannot block.
        while PQstatus(handle) == CONNECTION_BAD, let result = PQgetResult(handle) {
            let error = ServerError(result, isEnglish: speaksEnglish)
            if !error.sqlState.isEmpty { words = error.message }
            PQclear(result)
        }
        return lostFailure(words)
    }

    private func lostFailure(_ words: String?) -> Failure {
        Failure(
            .databaseUnreachable, "lost the connection to \(database)", cause: words,
            remedy: "check that the server runs, then run the command again")
    }
}
