/// What an observer of a connection is told of a statement.
public enum StatementEvent: Sendable {
    /// It is about to be sent.
    ///
    /// - Parameter plan: how the server is going to run it; nil unless `Connection.explainsStatements`, and for
    ///   statements that have no plan.
    case began(SQL, plan: StatementPlan?)
    /// It is done, after this time since it was sent. Of a COPY that is also the time of whoever took or gave its rows.
    case ended(SQL, StatementOutcome, Duration)
}

/// How a statement ended.
public enum StatementOutcome: Sendable, Equatable {
    /// The rows that it gave or wrote; nil where it is of a kind that counts none.
    case done(rows: Int?)
    /// The error's SQLSTATE; nil where it is none of the server's: a lost connection, an interruption, or what the
    /// other side of a COPY threw.
    case failed(sqlState: String?)
}

extension Connection {
    /// Carries a statement out and tells the observer, where there is one.
    func observed<R>(_ sql: SQL, counting rows: (R) -> Int?, _ body: () throws -> R) throws -> R {
        guard let onStatement else { return try body() }
        onStatement(.began(sql, plan: explainsStatements ? plan(of: sql) : nil))
        let start = ContinuousClock.now
        do {
            let value = try body()
            onStatement(.ended(sql, .done(rows: rows(value)), start.duration(to: .now)))
            return value
        } catch {
            let sqlState = (error as? ServerError)?.sqlState
            onStatement(.ended(sql, .failed(sqlState: sqlState), start.duration(to: .now)))
            throw error
        }
    }
}
