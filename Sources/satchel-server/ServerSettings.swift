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
    /// Seconds in which a request's head has to come; and in which a slow client has to take or send 64 KiB.
    var idleSeconds = 60
    /// Seconds that requests under way are given when the server ends.
    var shutdownSeconds = 20
}
