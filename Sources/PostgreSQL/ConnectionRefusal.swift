import Diagnostics

/// Why a connection did not come about, read from libpq's message, of which only known parts are kept.
struct ConnectionRefusal {
    let cause: String
    let remedy: String

    init(_ message: String) {
        let lines = message.split(whereSeparator: \.isNewline).map(String.init)
        // With several hosts or addresses libpq says why for each; the last word counts.
        let line = lines.last { !$0.hasPrefix("\t") } ?? ""
        if let server = line.firstRange(of: "FATAL:  ") {
            cause = String(line[server.upperBound...])
        } else if let known = Self.known.first(where: { line.contains($0.0) }) {
            cause = known.1
        } else if let reason = line.firstRange(of: " failed: ") {
            cause = String(line[reason.upperBound...])
        } else {
            cause = "libpq could not open the connection"
        }
        remedy = Self.remedies.first { message.contains($0.0) }?.1 ?? "check that the server runs and takes connections"
    }

    func failure(of database: Database) -> Failure {
        Failure(.databaseUnreachable, "cannot connect to \(database)", cause: cause, remedy: remedy)
    }

    private static let known = [
        ("could not translate host name", "the host's name is not known"),
        ("timeout expired", "the server did not answer in time"),
        ("no password supplied", "the server wants a password"),
        ("server closed the connection", "the server closed the connection"),
        ("definition of service", "the service is not defined in libpq's service file"),
        ("root certificate file", "the root certificate that the server's is to be checked against is missing"),
    ]

    private static let remedies = [
        ("no password supplied", "give the password in PGPASSWORD or a passfile"),
        ("password authentication failed", "check the user's name and password"),
        ("root certificate file", "put it there, name it in sslrootcert, or choose another sslmode"),
        ("does not exist", "check the names of database and user"),
        ("no pg_hba.conf entry", "allow this host and user in the server's pg_hba.conf"),
        ("could not translate host name", "check the host's name"),
        ("too many", "close other connections, or raise max_connections"),
        ("definition of service", "check PGSERVICE and the service file"),
    ]
}
