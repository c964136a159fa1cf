import Foundation
import Testing

/// Random schemas with random rows: what must hold for any schema holds for them. A failure prints its seed and the
/// schema's SQL; `SATCHEL_FUZZ_SEED=<seed> SATCHEL_FUZZ_COUNT=1` runs it again.
@Suite(.summary) struct PropertyTests {
    private static let seeds: Range<Int> = {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["SATCHEL_FUZZ_SEED"].flatMap { Int($0) } ?? 1
        let count = environment["SATCHEL_FUZZ_COUNT"].flatMap { Int($0) } ?? 25
        return first..<(first + count)
    }()

    @Test(arguments: seeds)
    func `what is carried arrives, once, on the right rows, and nothing else changes`(_ seed: Int) async throws {
        let violations = try await RoundTrip.run(seed: seed)
        let isRight = violations.isEmpty
        #expect(isRight, "\(violations.joined(separator: "\n"))")
    }
}
