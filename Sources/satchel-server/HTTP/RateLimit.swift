import Hummingbird
import Synchronization

/// A bucket of tokens for each client: it fills steadily, and a request takes one out.
final class RateLimit: Sendable {
    private struct Bucket {
        var level: Double
        var filled: ContinuousClock.Instant
    }

    private let perSecond: Double
    private let burst: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameters:
    ///   - perSecond: how many requests a client may send in the long run.
    ///   - burst: how many at once.
    init(perSecond: Double, burst: Double) {
        self.perSecond = perSecond
        self.burst = burst
    }

    /// Takes one out; false where there is none.
    func take(_ client: String, at now: ContinuousClock.Instant = .now) -> Bool {
        buckets.withLock { buckets in
            let level = self.level(of: buckets[client], now)
            let isGranted = level >= 1
            buckets[client] = Bucket(level: isGranted ? level - 1 : level, filled: now)
            // A full bucket is as good as none: memory does not grow with the clients of the past.
            if buckets.count > 10_000 { buckets = buckets.filter { self.level(of: $0.value, now) < burst } }
            return isGranted
        }
    }

    /// Whether one could be taken.
    func hasRoom(for client: String, at now: ContinuousClock.Instant = .now) -> Bool {
        buckets.withLock { level(of: $0[client], now) >= 1 }
    }

    private func level(of bucket: Bucket?, _ now: ContinuousClock.Instant) -> Double {
        guard let bucket else { return burst }
        let seconds = (now - bucket.filled) / .seconds(1)
        return min(burst, bucket.level + seconds * perSecond)
    }
}

/// Refuses the requests of a client that sends too many.
struct RateLimitMiddleware: RouterMiddleware {
    let limit: RateLimit

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard limit.take(context.address) else {
            throw APIError.tooMany("too many requests", remedy: "send fewer requests a second", secondsToWait: 1)
        }
        return try await next(request, context)
    }
}
