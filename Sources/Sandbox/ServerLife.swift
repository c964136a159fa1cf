import Diagnostics
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension Sandbox {
    /// Starts a server that runs on until `stop()`, with its data in `folder`; data that is there already is kept.
    public static func start(in folder: String) async throws -> Sandbox {
        let tools = try await ServerTools.find()
        let folder = URL(fileURLWithPath: folder).standardizedFileURL.path
        let sandbox = Sandbox(folder: folder, socketFolder: socketFolder(for: folder), tools: tools)
        try ServerFolder(path: folder, tools: tools).prepare(keeping: "data/PG_VERSION")
        if sandbox.socketFolder != folder { try ServerFolder(path: sandbox.socketFolder, tools: tools).prepare() }
        if sandbox.processID != nil {
            throw Failure(.failed, "cannot start a sandbox in \"\(folder)\"", cause: "one runs there already")
        }
        if !FileManager.default.fileExists(atPath: sandbox.dataFolder + "/PG_VERSION") {
            try await sandbox.initialize()
        }
        try await sandbox.launch()
        return sandbox
    }

    /// The sandbox that `start(in:)` left running in `folder`.
    public static func attach(_ folder: String) async throws -> Sandbox {
        let folder = URL(fileURLWithPath: folder).standardizedFileURL.path
        let tools = try await ServerTools.find()
        let sandbox = Sandbox(folder: folder, socketFolder: socketFolder(for: folder), tools: tools)
        guard sandbox.processID != nil else {
            throw Failure(
                .databaseUnreachable, "no sandbox runs in \"\(folder)\"", remedy: "start one: satchel sandbox start")
        }
        return sandbox
    }

    /// Stops the server and removes its folder, unless that is to be kept for the next start.
    public func stop(keepingFolder: Bool = false) async throws {
        try await tools.run(
            "pg_ctl", ["stop", "-D", dataFolder, "-m", keepingFolder ? "fast" : "immediate", "-t", "60"],
            doing: "cannot stop the sandbox in \"\(folder)\"")
        for leftover in keepingFolder ? [] : Set([folder, socketFolder]) {
            do {
                try FileManager.default.removeItem(atPath: leftover)
            } catch {
                throw Failure(
                    .failed, "cannot remove \"\(leftover)\"", cause: "it is in use, or belongs to another user")
            }
        }
    }

    func initialize() async throws {
        // C.UTF-8 sorts as C does and knows upper from lower case beyond ASCII; not every system has it.
        let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
        defer { if let locale { freelocale(locale) } }
        try await tools.run(
            "initdb",
            [
                "-D", dataFolder, "--username=\(Self.user)", "--auth=trust", "--encoding=UTF8",
                locale == nil ? "--locale=C" : "--locale=C.UTF-8", "--lc-messages=C", "--no-sync",
            ], doing: "cannot make a sandbox in \"\(folder)\"")
    }

    /// Starts the server and waits until it takes connections.
    ///
    /// - Parameter others: settings that go before the usual ones.
    func launch(_ others: [String: String] = [:]) async throws {
        let usual = [
            "listen_addresses": "", "port": "5432", "unix_socket_directories": socketFolder, "fsync": "off",
            "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0",
        ]
        let settings = usual.merging(others) { _, other in other }
        // pg_ctl hands these to a shell.
        let options = settings.sorted { $0.key < $1.key }.map { key, value in
            "-c '\(key)=" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
                + "'"
        }
        try await tools.run(
            "pg_ctl",
            ["start", "-D", dataFolder, "-l", logFile, "-w", "-t", "60", "-o", options.joined(separator: " ")],
            doing: "cannot start the sandbox in \"\(folder)\"")
    }

    /// The server's process, where it lives.
    var processID: Int32? {
        // No such file: no server.
        guard let text = try? String(contentsOfFile: dataFolder + "/postmaster.pid", encoding: .utf8),
            let pid = text.split(whereSeparator: \.isNewline).first.flatMap({ Int32($0) }), pid > 0,
            kill(pid, 0) == 0 || errno == EPERM
        else { return nil }
        return pid
    }

    /// A socket's path has room for about 100 bytes; a longer folder's socket goes to /tmp, under a name made of it.
    private static func socketFolder(for folder: String) -> String {
        if folder.utf8.count <= 80, !folder.contains(",") { return folder }
        let hash = folder.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return "/tmp/satchel-socket-" + String(hash, radix: 16)
    }
}
