import Synchronization
import Testing

/// What the seeds of a run came to: its last line, and the bound of what is not looked at to the end.
final class Tally: Sendable {
    struct Counts {
        var seeds = 0
        /// Updates that had to be refused and were.
        var refused = 0
        /// Updates of which the model does not know whether they are refused.
        var open = 0
        /// Conflicts of all merges, each listed by its table and column.
        var conflicts = 0
    }

    static let shared = Tally()
    private let counts = Mutex(Counts())

    func add(_ change: @Sendable (inout Counts) -> Void) { counts.withLock { change(&$0) } }

    var current: Counts { counts.withLock { $0 } }
}

/// Says at the end of the suite how many seeds there were and what became of them, and fails where too many ended in what
/// the schema forbids: their updates are not looked at.
struct Summary: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await function()
        let counts = Tally.shared.current
        print(
            """
            fuzz: \(counts.seeds) seeds, \(counts.refused) updates refused as expected, \(counts.open) open, \
            \(counts.conflicts) conflicts
            """)
        #expect(counts.refused <= 2 + counts.seeds / 25, "too many updates are refused")
        #expect(counts.open <= 1 + counts.seeds / 100, "too often it is open whether an update is refused")
    }
}

extension Trait where Self == Summary {
    static var summary: Summary { Summary() }
}
