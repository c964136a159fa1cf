import Testing

@testable import satchel_server

@Suite struct RateLimitTests {
    private let start = ContinuousClock.now

    @Test func aClientHasABurstAndThenTheRate() {
        let limit = RateLimit(perSecond: 2, burst: 3)
        #expect((0..<5).map { _ in limit.take("a", at: start) } == [true, true, true, false, false])
        #expect(limit.take("a", at: start + .milliseconds(400)) == false)
        #expect(limit.take("a", at: start + .milliseconds(1000)))
        #expect(limit.take("a", at: start + .milliseconds(1000)))
        #expect(limit.take("a", at: start + .milliseconds(1400)) == false)
    }

    @Test func oneClientDoesNotSpendForAnother() {
        let limit = RateLimit(perSecond: 1, burst: 1)
        #expect(limit.take("a", at: start) && limit.take("b", at: start))
        #expect(!limit.take("a", at: start) && !limit.hasRoom(for: "a", at: start))
        #expect(limit.hasRoom(for: "c", at: start))
    }
}
