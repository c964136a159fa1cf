internal import CLibPQ
import Diagnostics

extension Database {
    /// Opens a connection of libpq, which the caller owns.
    func connect(applicationName: String) throws(Failure) -> OpaquePointer {
        // Later options win: the connection string over our defaults, our encoding over all.
        var options = [
            ("fallback_application_name", applicationName),
            ("keepalives", "1"), ("keepalives_idle", "60"), ("keepalives_interval", "10"), ("keepalives_count", "5"),
            ("dbname", connectionString),
            ("client_encoding", "UTF8"),
        ]
        if !ConnectionOptions.environmentLimitsConnecting { options.insert(("connect_timeout", "15"), at: 0) }
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
}

/// Lends the strings as C strings, in an array that ends with NULL.
private func withCStrings<R>(
    _ strings: ArraySlice<String>, after pointers: [UnsafePointer<CChar>?] = [],
    _ body: ([UnsafePointer<CChar>?]) -> R
) -> R {
    guard let first = strings.first else { return body(pointers + [nil]) }
    return first.withCString { withCStrings(strings.dropFirst(), after: pointers + [$0], body) }
}
