import Diagnostics
import Foundation
import PostgreSQL
import Sandbox
import Synchronization
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A server that does not answer while its connection stays up: whatever waits for it can be ended.
@Suite struct StalledServerTests {
    /// Lends a connection that goes through a proxy, and another one that does not.
    private func withProxy(
        _ body: (StallingProxy, _ stalling: Connection, _ other: Connection) throws -> Void
    ) async throws {
        let sandbox = try await Sandbox.shared()
        try await sandbox.withDatabase { database in
            let proxy = try StallingProxy(to: sandbox)
            // Whatever is left of a test goes on, and its sessions end.
            defer { proxy.resume() }
            let other = try Connection(database)
            try other.run("CREATE TABLE t (a int)")
            try body(proxy, impatient(try proxy.database(database.name ?? "")), other)
        }
    }

    private func impatient(_ database: Database) throws -> Connection {
        let connection = try Connection(database)
        connection.patience.afterCancelling = .seconds(1)
        connection.patience.toEnd = .seconds(2)
        return connection
    }

    /// The failure of `work`, which is stalled and cancelled while it runs.
    private func cancelled(
        _ proxy: StallingProxy, _ connection: Connection, _ work: (Connection) throws -> Void
    ) throws -> Failure {
        let cancellation = connection.cancellation
        let cancelling = Mutex(Duration.zero)
        later(0.3) {
            proxy.stall()
            Thread.sleep(forTimeInterval: 0.3)
            let start = ContinuousClock.now
            cancellation.cancel()
            cancelling.withLock { $0 = start.duration(to: .now) }
        }
        let start = ContinuousClock.now
        let failure = try #require(throws: Failure.self) { try work(connection) }
        #expect(start.duration(to: .now) < .seconds(30))
        #expect(cancelling.withLock { $0 } < .seconds(3))
        #expect(failure.code == .interrupted, "\(failure)")
        return failure
    }

    @Test func aStatementEnds() async throws {
        try await withProxy { proxy, connection, other throws in
            let failure = try cancelled(proxy, connection) { connection in
                try connection.transaction {
                    try connection.run("LOCK TABLE t")
                    _ = try connection.rows("SELECT pg_sleep(600)")
                }
            }
            #expect(failure.cause?.contains("does not answer") == true && failure.remedy != nil)
            let start = ContinuousClock.now
            #expect(throws: Failure.self) { try connection.run("SELECT 1") }
            #expect(!connection.isInTransaction && start.duration(to: .now) < .seconds(3))
            proxy.resume()
            try expectUnlocked(other)
        }
    }

    @Test func aCopyInAndACopyOutEnd() async throws {
        try await withProxy { proxy, connection, other throws in
            let failure = try cancelled(proxy, connection) { connection in
                try connection.transaction {
                    _ = try connection.copyIn("COPY t FROM STDIN") { writer in while true { try writer.write("1\n") } }
                }
            }
            #expect(failure.cause?.contains("does not answer") == true)
            proxy.resume()
            let second = try impatient(connection.database)
            _ = try cancelled(proxy, second) { connection in
                try connection.copyOut("COPY (SELECT generate_series(1, 1000000000)) TO STDOUT") { _ in }
            }
        }
    }

    @Test func aRollbackThatIsNotAnsweredIsGivenUpAndNoLockIsLeft() async throws {
        try await withProxy { proxy, connection, other throws in
            let start = ContinuousClock.now
            #expect(throws: BodyError()) {
                try connection.transaction {
                    try connection.run("LOCK TABLE t")
                    proxy.stall()
                    throw BodyError()
                }
            }
            #expect(start.duration(to: .now) < .seconds(30) && !connection.isInTransaction)
            #expect(try other.value("SELECT count(*) FROM pg_locks WHERE relation = 't'::regclass") == "1")
            // The server notices as soon as it hears of it.
            proxy.resume()
            try expectUnlocked(other)
        }
    }

    @Test func aCommitThatIsNotAnsweredMayHaveHappened() async throws {
        try await withProxy { proxy, connection, other throws in
            let cancellation = connection.cancellation
            let failure = try #require(throws: Failure.self) {
                try connection.transaction {
                    try connection.run("INSERT INTO t VALUES (1)")
                    proxy.stall()
                    later(0.3) { cancellation.cancel() }
                }
            }
            #expect(failure.code == .databaseUnreachable && failure.what.hasSuffix("while committing"))
        }
    }

    private func expectUnlocked(_ connection: Connection) throws {
        for _ in 0..<600 {
            if try connection.value("SELECT count(*) FROM pg_locks WHERE relation = 't'::regclass") == "0" { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        Issue.record("the table stays locked")
    }

    @Test func whoWaitsForAnAnswerBeforeTheFirstStatementCanBeStopped() async throws {
        let sandbox = try await Sandbox.shared()
        try await sandbox.withDatabase { database in
            let proxy = try StallingProxy(to: sandbox)
            defer { proxy.resume() }
            let start = ContinuousClock.now
            let failure = try #require(throws: Failure.self) {
                _ = try Connection(
                    try proxy.database(database.name ?? ""),
                    onConnecting: { cancellation in
                        proxy.stall()
                        cancellation.cancel()
                    })
            }
            #expect(failure.code == .interrupted && start.duration(to: .now) < .seconds(30))
        }
    }

    #if os(Linux)
    @Test func aNetworkThatCarriesNothingIsNoticedAndTheConnectionStringSaysWhen() async throws {
        let sandbox = try await Sandbox.shared()
        try await sandbox.withDatabase { database in
            for (options, milliseconds) in [("", 110_000), ("?tcp_user_timeout=5000", 5000)] {
                let proxy = try StallingProxy(to: sandbox)
                let connection = try Connection(try proxy.database(database.name ?? "", options))
                let socket = try #require(Self.socket(to: proxy.port))
                func option(_ level: Int32, _ name: Int32) -> Int {
                    var (value, length) = (Int32(-1), socklen_t(MemoryLayout<Int32>.size))
                    return getsockopt(socket, level, name, &value, &length) == 0 ? Int(value) : -1
                }
                #expect(option(Int32(IPPROTO_TCP), TCP_USER_TIMEOUT) == milliseconds)
                #expect(option(SOL_SOCKET, SO_KEEPALIVE) == 1)
                #expect(option(Int32(IPPROTO_TCP), TCP_KEEPIDLE) == 60)
                #expect(try connection.value("SELECT 1") == "1")
            }
        }
    }

    /// This process's end of a connection to the port.
    private static func socket(to port: Int) -> Int32? {
        (Int32(3)..<4096).first { descriptor in
            var (address, length) = (sockaddr_in(), socklen_t(MemoryLayout<sockaddr_in>.size))
            // SAFETY: the address is written during the call only.
            let status = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
            }
            return status == 0 && address.sin_family == AF_INET && Int(UInt16(bigEndian: address.sin_port)) == port
        }
    }
    #endif
}

/// The administrator's limits of sessions that do nothing.
@Suite struct IdleLimitTests {
    private func fresh(_ connection: Connection, _ setting: SQL) throws -> Session {
        try connection.run(
            """
            DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET \(setting) TO 300', current_database()); END $$
            """)
        return try Session(connection.database)
    }

    @Test func aTransactionThatSomethingKeepsWaitingIsEndedByTheServerWhichIsSaid() async throws {
        try await withConnection { other throws in
            let connection = try fresh(other, "idle_in_transaction_session_timeout")
            #expect(try connection.idleInTransactionLimit() == .milliseconds(300))
            #expect(try other.idleInTransactionLimit() == nil)
            let failure = try #require(throws: Failure.self) {
                try connection.transaction {
                    Thread.sleep(forTimeInterval: 2)
                    try connection.run("SELECT 1")
                }
            }
            #expect(failure.code == .failed, "\(failure)")
            #expect(failure.cause == "terminating connection due to idle-in-transaction timeout")
            #expect(failure.remedy?.contains("idle_in_transaction_session_timeout") == true)
        }
    }

    @Test func aSessionIsIdleForAsLongAsSatchelWorksElsewhere() async throws {
        try await withConnection { other throws in
            guard other.serverVersion >= 140_000 else { return }
            let connection = try fresh(other, "idle_session_timeout")
            #expect(
                try connection.idle {
                    Thread.sleep(forTimeInterval: 2)
                    return 7
                } == 7)
            #expect(try connection.value("SHOW idle_session_timeout") == "300ms")
            Thread.sleep(forTimeInterval: 2)
            let failure = try #require(throws: Failure.self) { try connection.run("SELECT 1") }
            #expect(failure.cause == "terminating connection due to idle-session timeout")
            #expect(failure.remedy?.contains("idle_session_timeout") == true)
        }
    }
}
