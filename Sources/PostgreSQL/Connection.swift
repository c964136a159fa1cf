internal import CLibPQ
import Diagnostics
import TableKit

/// A connection to PostgreSQL. Its calls block; it belongs to one thread at a time.
///
/// What the server refuses is thrown as `ServerError`; a lost connection, an interruption and a call that
/// libpq cannot carry out, as `Failure`.
public class Connection {
    public let database: Database
    /// As `server_version_num` has it: 150018 is 15.18.
    public let serverVersion: Int
    /// Stops this connection's work from another thread.
    public let cancellation: Cancellation
    /// Takes the server's notices and warnings, their text free of row values as in `ServerError`.
    public var onNotice: ((ServerError) -> Void)? {
        get { notices.handler }
        set { notices.handler = newValue }
    }

    /// Is told of each statement before it is sent and when it has ended, on the thread that runs it.
    ///
    /// A text of several statements counts as one. The literals of what it is told may be row values and secrets: print
    /// it with `SQL.laidOut(literals: .redacted)`. What a COPY carries it is not told. It must not use the connection.
    ///
    /// ```swift
    /// connection.onStatement = { event in
    ///     guard case .ended(let sql, let outcome, let time) = event else { return }
    ///     print(sql.laidOut(literals: .redacted), outcome, time)
    /// }
    /// ```
    public var onStatement: ((StatementEvent) -> Void)?

    /// Whether `onStatement` is told plans. Each statement is then planned twice, and EXPLAIN takes its locks before it does.
    public var explainsStatements = false

    /// How long a server is waited for that does not answer.
    package var patience = Patience()

    let handle: OpaquePointer
    let notices: NoticeBox
    /// True where statements have a search path of their own, other than the database's.
    var hasOwnPath = false
    /// The path under which statements are sent.
    var wantedPath = SearchPath.database
    /// The path that the open transaction has; nil where a rollback to a savepoint may have changed it.
    var transactionPath: SearchPath?
    /// The results that come before that of the statement that was sent last, and the path that it has then.
    var changing: (results: Int, path: SearchPath)?
    /// Tables whose indexes call functions that rest on the database's path, as the reading of the catalogue finds them.
    package var plannedTables: [TableName] = []
    /// False until the server is known to speak English: other languages quote values as we cannot foresee.
    private(set) var speaksEnglish = false
    /// True once the connection was closed because the server did not answer.
    var isAbandoned = false

    /// Connects. Client encoding is UTF-8; a server or network that is gone is noticed within two minutes.
    ///
    /// - Parameters:
    ///   - onStatement: an observer that is told of the first statement too.
    ///   - onConnecting: given what stops the connection's work, before the first statement.
    public init(
        _ database: Database, applicationName: String = "satchel", onStatement: ((StatementEvent) -> Void)? = nil,
        onConnecting: (Cancellation) -> Void = { _ in }
    ) throws {
        let handle = try database.connect(applicationName: applicationName)
        // SAFETY: the connection is open, so NULL can only mean that memory is out.
        guard let cancel = PQgetCancel(handle) else {
            PQfinish(handle)
            throw Failure(.databaseUnreachable, "cannot connect to \(database)", cause: "out of memory")
        }
        self.database = database
        self.handle = handle
        cancellation = Cancellation(owning: cancel)
        notices = NoticeBox()
        self.onStatement = onStatement
        serverVersion = Int(PQserverVersion(handle))
        notices.install(on: handle)
        guard PQsetnonblocking(handle, 1) == 0 else { throw lost() }
        onConnecting(cancellation)
        let language = try rows("SELECT pg_catalog.current_setting('lc_messages')").first?[0] ?? ""
        speaksEnglish = ["", "C", "POSIX"].contains(language) || language.hasPrefix("en") || language.hasPrefix("C.")
        notices.isEnglish = speaksEnglish
    }

    deinit {
        PQfinish(handle)
    }

    /// The name that the server has for the database, which a pooler may call otherwise.
    public func databaseName() throws -> String {
        try rows("SELECT pg_catalog.current_database()").first?[0] ?? ""
    }

    /// Runs one statement or several; the rows that their command tags count, added up.
    @discardableResult
    public func run(_ sql: SQL) throws -> Int {
        try observed(sql, counting: \.counted) {
            try send(sql)
            return try finish()
        }.counted ?? 0
    }

    /// Runs one query and gives all of its rows.
    public func rows(_ sql: SQL) throws -> [Row] {
        try observed(sql, counting: \.count) { try answer(to: sql) }
    }

    /// The rows of a query that no observer is told of.
    func answer(to sql: SQL, _ purpose: Purpose = .work) throws -> [Row] {
        try send(sql, purpose)
        guard let result = try nextResult(purpose) else { return [] }
        defer { PQclear(result.pointer) }
        let rows: [Row]
        do {
            try result.requireSuccess(on: self)
            try refuseCopy(result.status)
            rows = try result.rows()
        } catch {
            drain(purpose)
            throw error
        }
        _ = try finish(purpose)
        return rows
    }
}
