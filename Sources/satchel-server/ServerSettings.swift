import PostgreSQL
import SystemPackage

/// How the server runs.
struct ServerSettings: Sendable {
    var host = "127.0.0.1"
    var port = 8095
    var backups: FilePath
    /// Nil: no tokens; only loopback then.
    var tokens: FilePath?
    var database: Database
    /// Bytes of an upload.
    var maximumUpload = 8 << 30
    /// Connections at the same time; more wait.
    var connections = 512
    /// Seconds without a byte after which a connection ends, while a request is being sent or none is.
    var idleSeconds = 60
}
