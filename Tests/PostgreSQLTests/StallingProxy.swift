import Foundation
import PostgreSQL
import Sandbox
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A way to the sandbox over TCP that can stall: connections stay open, new ones are taken, and nothing is carried.
final class StallingProxy: Sendable {
    let port: Int
    private let isStalled = Mutex(false)

    init(to sandbox: Sandbox) throws {
        let listener = try Self.makeSocket(AF_INET)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // SAFETY: the address is read and written during the calls only.
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) + listen(listener, 64) + getsockname(listener, $0, &length)
            }
        }
        guard status == 0 else { throw ProxyError() }
        port = Int(UInt16(bigEndian: address.sin_port))
        let path = sandbox.folder + "/.s.PGSQL.5432"
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                Thread.detachNewThread { self.serve(client, path) }
            }
        }
    }

    struct ProxyError: Error {}

    func stall() { isStalled.withLock { $0 = true } }
    func resume() { isStalled.withLock { $0 = false } }

    func database(_ name: String, _ options: String = "") throws -> Database {
        try Database(connectionString: "postgresql://\(Sandbox.user)@127.0.0.1:\(port)/\(name)\(options)")
    }

    private func serve(_ client: Int32, _ path: String) {
        waitWhileStalled()
        guard let server = try? Self.connect(to: path) else {
            close(client)
            return
        }
        let group = DispatchGroup()
        for (from, to) in [(client, server), (server, client)] {
            group.enter()
            Thread.detachNewThread {
                self.carry(from, to)
                group.leave()
            }
        }
        group.wait()
        close(client)
        close(server)
    }

    private func carry(_ from: Int32, _ to: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            waitWhileStalled()
            var descriptor = pollfd(fd: from, events: Int16(POLLIN), revents: 0)
            if poll(&descriptor, 1, 20) == 0 { continue }
            let count = recv(from, &buffer, buffer.count, 0)
            var sent = 0
            while sent < count {
                waitWhileStalled()
                let more = buffer[sent..<count].withUnsafeBytes { send(to, $0.baseAddress, $0.count, noSignal) }
                guard more > 0 else { break }
                sent += more
            }
            guard count > 0, sent == count else { break }
        }
        shutdown(from, Int32(SHUT_RD))
        shutdown(to, Int32(SHUT_WR))
    }

    private func waitWhileStalled() {
        while isStalled.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.02) }
    }

    private static func makeSocket(_ family: Int32) throws -> Int32 {
        #if canImport(Glibc)
        let made = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        #else
        let made = socket(family, SOCK_STREAM, 0)
        #endif
        guard made >= 0 else { throw ProxyError() }
        return made
    }

    private static func connect(to path: String) throws -> Int32 {
        let made = try makeSocket(AF_UNIX)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        // SAFETY: as above.
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                systemConnect(made, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else {
            close(made)
            throw ProxyError()
        }
        return made
    }
}

private func systemConnect(_ socket: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    connect(socket, address, length)
}

#if canImport(Darwin)
private let noSignal: Int32 = 0
#else
private let noSignal = Int32(MSG_NOSIGNAL)
#endif
