import Foundation
import SystemPackage
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The built `satchel` while it runs, for tests that keep it waiting or send it signals. It is killed with this object.
final class RunningProgram: @unchecked Sendable {
    private let process = Process()
    /// A named pipe that is open for both, so that the program's input never ends, and writing never meets an end.
    private let input: FileDescriptor
    private let log: URL

    /// - Parameter output: where standard output goes.
    init(_ arguments: [String], in folder: String, output: Any = FileHandle.nullDevice) throws {
        let name = folder + "/" + UUID().uuidString
        log = URL(fileURLWithPath: name + ".error")
        try Data().write(to: log)
        try #require(mkfifo(name, 0o600) == 0)
        input = try FileDescriptor.open(FilePath(name), .readWrite, options: [.nonBlocking, .closeOnExec])
        process.executableURL = URL(fileURLWithPath: Program.folder + "/satchel")
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8"]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: name))
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        // Nothing is lost with it.
        try? input.close()
    }

    /// Gives the program bytes, as long as it runs; its standard input stays open.
    func send(_ bytes: Data) async throws {
        var rest = bytes
        try await waiting(for: "the program to read") {
            do {
                while !rest.isEmpty { rest = rest.dropFirst(try rest.withUnsafeBytes { try input.write($0) }) }
            } catch Errno.wouldBlock {}
            return rest.isEmpty || !process.isRunning
        }
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for the end.
    func status() async throws -> Int {
        try await waiting(for: "the program to end") { !process.isRunning }
        return Int(process.terminationStatus) + (process.terminationReason == .exit ? 0 : 128)
    }

    var error: String { get throws { try String(contentsOf: log, encoding: .utf8) } }
}

struct TooLate: Error {
    let waitedFor: String
}

/// Asks up to fifty times a second, 3,000 times at most: a minute, and longer where the machine is so busy that this
/// test is not asked often either. A limit by the clock ended tests that had looked a dozen times.
func waiting(for what: String, _ isSo: () throws -> Bool) async throws {
    for _ in 0..<3_000 {
        if try isSo() { return }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw TooLate(waitedFor: what)
}
