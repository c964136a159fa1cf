import Dispatch
import Foundation
import PostgreSQL
import Synchronization

/// Ctrl-C and SIGTERM: the running statement is cancelled, the transaction rolled back, temporary files removed.
final class Interruption: Sendable {
    static let shared = Interruption()

    private let targets = Mutex<[Cancellation]>([])
    // SAFETY: kept alive here and never touched again after init.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    private init() {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: .global())
        }
        for source in sources {
            source.setEventHandler {
                for target in Interruption.shared.targets.withLock({ $0 }) { target.cancel() }
            }
            source.resume()
        }
    }

    /// From now on a signal stops this work instead of ending the process at once.
    func stop(_ cancellation: Cancellation) {
        targets.withLock { $0.append(cancellation) }
    }
}
