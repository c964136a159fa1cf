import Archive
import Diagnostics
import Foundation
import Synchronization
import SystemPackage
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An archive that comes through a named pipe, whose writer decides when.
@Suite struct PipeTests {
    private static let stop = Failure(.interrupted, "stopped")

    /// Lends a pipe, and the bytes of an archive to be written to it.
    private func withPipe(_ body: (_ pipe: FilePath, _ archive: [UInt8]) throws -> Void) throws {
        try withFolder { folder in
            try export([.numbered("users", 2000)], to: folder.appending("a.tar.gz"), compression: .gzip)
            let pipe = folder.appending("pipe")
            #expect(mkfifo(pipe.string, 0o600) == 0)
            let archive = try bytes(of: folder.appending("a.tar.gz"))
            try body(pipe, archive)
        }
    }

    /// Opens the pipe on a thread of its own, as soon as it has a reader, and writes the pieces one after the other.
    private func write(
        _ pieces: [ArraySlice<UInt8>], to pipe: FilePath, pause: TimeInterval, thenWait: TimeInterval = 0
    ) {
        Thread.detachNewThread {
            let descriptor = open(pipe.string, O_WRONLY)
            for piece in pieces {
                Thread.sleep(forTimeInterval: pause)
                // A reader that has ended meanwhile is what the test is about.
                _ = piece.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            }
            Thread.sleep(forTimeInterval: thenWait)
            close(descriptor)
        }
    }

    @Test func `a writer that comes late and slowly is waited for`() throws {
        try withPipe { pipe, archive in
            let half = archive.count / 2
            write([archive[..<half], archive[half...]], to: pipe, pause: 0.4)
            let summary = try ArchiveReader(from: .file(pipe)).finish()
            #expect(summary.rows == 2000)
        }
    }

    @Test func `a writer that ends in the middle has cut the archive short`() throws {
        try withPipe { pipe, archive in
            write([archive[..<(archive.count / 2)]], to: pipe, pause: 0)
            #expect(readFailure(pipe)?.code == .archiveDamaged)
        }
    }

    @Test(arguments: [0.0, 0.5, 0.999]) func `whoever waits for bytes can be stopped`(after share: Double) throws {
        try withPipe { pipe, archive in
            write([archive[..<Int(Double(archive.count) * share)]], to: pipe, pause: 0, thenWait: 60)
            let start = ContinuousClock.now
            var longest = Duration.zero
            let failure = failure {
                let reader = try ArchiveReader(
                    from: .file(pipe),
                    waiting: { waited throws(Failure) in
                        longest = max(longest, waited)
                        if waited > .milliseconds(600) { throw PipeTests.stop }
                    })
                _ = try reader.finish()
            }
            #expect(failure == PipeTests.stop)
            #expect(longest > .milliseconds(600) && start.duration(to: .now) < .seconds(30))
        }
    }

    @Test func `a checkpoint is asked while nothing comes`() throws {
        try withPipe { pipe, archive in
            let start = ContinuousClock.now
            let failure = failure {
                _ = try ArchiveReader(
                    from: .file(pipe),
                    checkpoint: { () throws(Failure) in
                        if start.duration(to: .now) > .milliseconds(500) { throw PipeTests.stop }
                    })
            }
            // No writer ever comes.
            #expect(failure == PipeTests.stop && start.duration(to: .now) < .seconds(30))
        }
    }
}
