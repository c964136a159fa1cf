internal import CLibPQ
import Diagnostics

/// What a connection string says, without its password.
struct ConnectionOptions {
    var database: String?
    var host: String?
    var port: String?
    var user: String?

    init(database: String, host: String, port: String, user: String) {
        self.database = database
        self.host = host
        self.port = port
        self.user = user
    }

    /// Refuses what libpq would read otherwise than its writer meant: where a password holds `@`, `/` or `?`
    /// unescaped, pieces of it become host, port or database and would then stand in messages.
    init(_ connectionString: String) throws(Failure) {
        guard !connectionString.unicodeScalars.contains("\0") else { throw Self.unreadable }
        let isURL = connectionString.hasPrefix("postgresql://") || connectionString.hasPrefix("postgres://")
        if isURL {
            try Self.checkAuthority(connectionString)
            try fill(from: Self.parsed(connectionString))
        } else if connectionString.contains("=") {
            try fill(from: Self.parsed(connectionString))
        } else if connectionString.contains(where: { "@:/".contains($0) }) {
            throw Self.unreadable
        } else if !connectionString.isEmpty {
            database = connectionString
        }
        if let port, !port.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2C }) { throw Self.unreadable }
        if let host, host.contains("@"), !host.hasPrefix("@") { throw Self.unreadable }
        if let database, database.contains("://") { throw Self.unreadable }
        // What the string leaves open, libpq takes from PGHOST, a service file and so on.
        fillGaps(from: Self.defaults())
    }

    /// As libpq's key and value form; an empty `hostaddr` keeps PGHOSTADDR out.
    var connectionString: String {
        let pairs = [("dbname", database), ("host", host), ("hostaddr", ""), ("port", port), ("user", user)]
        return pairs.compactMap { key, value in
            value.map { "\(key)='" + $0.flatMap { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" } + "'" }
        }.joined(separator: " ")
    }

    private static func checkAuthority(_ url: String) throws(Failure) {
        guard let scheme = url.firstRange(of: "://") else { throw unreadable }
        let rest = url[scheme.upperBound...].prefix { $0 != "?" }
        let authority = rest.prefix { $0 != "/" }
        guard rest.count(where: { $0 == "@" }) == authority.count(where: { $0 == "@" }) else { throw unreadable }
        guard authority.count(where: { $0 == "@" }) <= 1 else { throw unreadable }
    }

    private mutating func fill(from options: [String: String]) {
        database = options["dbname"]
        host = options["host"] ?? options["hostaddr"]
        port = options["port"]
        user = options["user"]
    }

    private mutating func fillGaps(from options: [String: String]) {
        database = database ?? options["dbname"]
        host = host ?? options["host"] ?? options["hostaddr"]
        port = port ?? options["port"]
        user = user ?? options["user"]
    }

    private static let unreadable = Failure(
        .usage, "cannot read the database's connection string",
        remedy: "write postgresql://user@host:port/name, with @ : / ? # % in a password percent-encoded")

    private static let kept: Set = [
        "dbname", "host", "hostaddr", "port", "user", "connect_timeout", "keepalives", "keepalives_idle",
        "keepalives_interval", "keepalives_count", "tcp_user_timeout",
    ]

    /// What the environment and the service file that it names say, of the options that satchel has defaults for.
    static var environment: [String: String] { defaults() }

    private static func parsed(_ connectionString: String) throws(Failure) -> [String: String] {
        var message: UnsafeMutablePointer<CChar>?
        // SAFETY: both results are freed here; the message, which may quote the password, is not read.
        let options = PQconninfoParse(connectionString, &message)
        PQfreemem(message)
        guard let options else { throw unreadable }
        return take(options)
    }

    private static func defaults() -> [String: String] {
        // SAFETY: NULL means out of memory or an unreadable service file, which connecting then reports.
        guard let options = PQconndefaults() else { return [:] }
        return take(options)
    }

    private static func take(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        // SAFETY: the array ends with a NULL keyword; its strings live until PQconninfoFree.
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            let key = String(cString: keyword)
            if kept.contains(key), let value = option.pointee.val {
                values[key] = String(cString: value)
            }
            option += 1
        }
        return values
    }
}
