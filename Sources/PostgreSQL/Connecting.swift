internal import CLibPQ
import Diagnostics

extension Database {
    /// Opens a connection of libpq, which the caller owns.
    func connect(applicationName: String) throws(Failure) -> OpaquePointer {
        // Later options win: the connection string over our defaults, our encoding over all.
        let said = ConnectionOptions.environment
        let defaults = [("fallback_application_name", applicationName)] + Database.limits.filter { said[$0.0] == nil }
        let options = defaults + [("dbname", connectionString), ("client_encoding", "UTF8")]
        let handle = withCStrings(options.map(\.0)[...]) { keywords in
            withCStrings(options.map(\.1)[...]) { values in
                // SAFETY: both arrays end with NULL, and libpq copies their strings before it returns.
                PQconnectdbParams(keywords, values, 1)
            }
        }
        guard let handle else {
            throw Failure(.databaseUnreachable, "cannot connect to \(self)", cause: "out of memory")
        }
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(handle))
            PQfinish(handle)
            throw ConnectionRefusal(message).failure(of: self)
        }
        return handle
    }

    /// How long a network is waited for that carries nothing: seconds to connect; until bytes that were sent, or a probe
    /// after a minute's silence, have to be acknowledged, less than two minutes (`tcp_user_timeout` in milliseconds).
    private static let limits = [
        ("connect_timeout", "15"), ("keepalives", "1"), ("keepalives_idle", "60"), ("keepalives_interval", "10"),
        ("keepalives_count", "5"), ("tcp_user_timeout", "110000"),
    ]
}

/// Lends the strings as C strings, in an array that ends with NULL.
private func withCStrings<R>(
    _ strings: ArraySlice<String>, after pointers: [UnsafePointer<CChar>?] = [],
    _ body: ([UnsafePointer<CChar>?]) -> R
) -> R {
    guard let first = strings.first else { return body(pointers + [nil]) }
    return first.withCString { withCStrings(strings.dropFirst(), after: pointers + [$0], body) }
}
