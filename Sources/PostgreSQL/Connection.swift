internal import CLibPQ
import Diagnostics

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

    let handle: OpaquePointer
    let notices: NoticeBox
    /// False until the server is known to speak English: other languages quote values as we cannot foresee.
    private(set) var speaksEnglish = false

    /// Connects. Client encoding is UTF-8; keepalives are on, so that a dead server is noticed within two minutes.
    public init(_ database: Database, applicationName: String = "satchel") throws {
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
        serverVersion = Int(PQserverVersion(handle))
        notices.install(on: handle)
        let language = try rows("SELECT pg_catalog.current_setting('lc_messages')").first?[0] ?? ""
        speaksEnglish = ["", "C", "POSIX"].contains(language) || language.hasPrefix("en") || language.hasPrefix("C.")
        notices.isEnglish = speaksEnglish
    }

    deinit {
        PQfinish(handle)
    }

    /// Runs one statement or several; the rows that their command tags count, added up.
    @discardableResult
    public func run(_ sql: SQL) throws -> Int {
        try send(sql)
        return try finish().affected
    }

    /// Runs one query and gives all of its rows.
    public func rows(_ sql: SQL) throws -> [Row] {
        try send(sql)
        guard let result = try nextResult() else { return [] }
        defer { PQclear(result.pointer) }
        let rows: [Row]
        do {
            try result.requireSuccess(on: self)
            try refuseCopy(result.status)
            rows = try result.rows()
        } catch {
            drain()
            throw error
        }
        _ = try finish()
        return rows
    }
}
