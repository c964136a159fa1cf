import Diagnostics
import Foundation
import PostgreSQL
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Ctrl-C and SIGTERM: the running statement is cancelled, the transaction rolled back, temporary files removed. A second
/// one ends the program at once.
final class Interruption: Sendable {
    static let shared = Interruption()

    private static let numbers = [SIGINT, SIGTERM]
    /// How long the work has to end. Each wait for a server has an end of its own before that; writing to a terminal or a
    /// pipe that nobody reads has none.
    private static let patience: TimeInterval = 20

    private let state = Mutex<(targets: [Cancellation], isRequested: Bool)>(([], false))

    private init() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        // A program that this one starts shall not hold the pipe open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        signalPipe = ends[1]
        let arrivals = ends[0]
        Thread.detachNewThread {
            // Whoever started the program may have had them blocked in all its threads.
            var taken = sigset_t()
            sigemptyset(&taken)
            for number in Interruption.numbers { sigaddset(&taken, number) }
            pthread_sigmask(SIG_UNBLOCK, &taken, nil)
            var number: UInt8 = 0
            while true {
                let count = read(arrivals, &number, 1)
                if count == 1 { Interruption.shared.receive() } else if count == 0 || errno != EINTR { return }
            }
        }
    }

    /// From now on signals are taken; before there is work to be stopped they end the program.
    ///
    /// By handlers, which programs that this one starts do not inherit, as they would that a signal is ignored.
    func begin() {
        for number in Interruption.numbers {
            signal(number) { number in
                // Only what is safe in a handler (signal-safety(7)).
                let saved = errno
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(signalPipe, &byte, 1)
                errno = saved
            }
        }
    }

    /// From now on a signal stops this work.
    func stop(_ cancellation: Cancellation) {
        let isRequested = state.withLock { state in
            state.targets.append(cancellation)
            return state.isRequested
        }
        if isRequested { cancellation.cancel() }
    }

    private func receive() {
        let (isFirst, targets) = state.withLock { state in
            defer { state.isRequested = true }
            return (!state.isRequested, state.targets)
        }
        guard isFirst, !targets.isEmpty else { Interruption.end() }
        for target in targets { target.cancel() }
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: Interruption.patience)
            Interruption.end()
        }
    }

    /// Whatever is open is closed with the process, and the server undoes what was not committed.
    private static func end() -> Never { _exit(Failure.Code.interrupted.exitStatus) }
}

/// Where the handler of signals leaves their numbers; set before the handler is.
private nonisolated(unsafe) var signalPipe: Int32 = -1
