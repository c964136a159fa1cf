import Diagnostics

/// Which database to connect to. Nothing that it prints holds the password.
public struct Database: Sendable {
    /// What libpq is given as `dbname`: a URL, a connection string or a name; empty for libpq's own environment.
    let connectionString: String
    /// For people: `database "crearis" on "db.example.org"`.
    public let description: String
    /// The database's name, where the connection string or libpq's environment says it.
    public let name: String?

    /// Reads a URL (`postgresql://…`), a connection string (`host=… dbname=…`) or a plain name.
    public init(connectionString: String) throws(Failure) {
        let options = try ConnectionOptions(connectionString)
        self.init(connectionString: connectionString, options: options)
    }

    /// The database of a server that listens on a socket in `socketFolder`, as a role that needs no password.
    public init(name: String, socketFolder: String, port: Int = 5432, user: String) {
        let options = ConnectionOptions(database: name, host: socketFolder, port: String(port), user: user)
        self.init(connectionString: options.connectionString, options: options)
    }

    private init(connectionString: String, options: ConnectionOptions) {
        self.connectionString = connectionString
        name = options.database ?? options.user
        var text = name.map { "database \"\($0)\"" } ?? "the default database"
        if let host = options.host { text += " on \"\(host)\"" }
        if let port = options.port, port != "5432" { text += " port \(port)" }
        description = text
    }

    /// The database that a command means: its `--database`, else `DATABASE_URL`, else libpq's own environment.
    public static func resolve(_ url: String?, environment: [String: String]) throws(Failure) -> Database {
        for candidate in [url, environment["DATABASE_URL"]] {
            if let candidate, !candidate.isEmpty { return try Database(connectionString: candidate) }
        }
        return try Database(connectionString: "")
    }
}

extension Database: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var debugDescription: String { description }
    // `dump` and the test library print through the mirror.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
