import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// Events as a browser's EventSource reads them: `text/event-stream` (WHATWG HTML, 9.2).
struct EventStream {
    /// Where nothing happens a comment is sent, so that a client that is gone is noticed, and proxies wait.
    private static let heartbeat = Duration.seconds(15)

    private let events: AsyncStream<JobEvents.Event>

    private let shown: @Sendable (JSON) -> JSON

    /// - Parameter shown: what this listener sees of an event's data.
    init(_ events: AsyncStream<JobEvents.Event>, shown: @escaping @Sendable (JSON) -> JSON) {
        self.events = events
        self.shown = shown
    }

    var response: Response {
        let (events, shown) = (events, shown)
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                for await event in EventStream.withHeartbeats(events) {
                    try await writer.write(ByteBuffer(string: EventStream.text(event, shown)))
                }
                try await writer.finish(nil)
            })
    }

    private static func text(_ event: JobEvents.Event?, _ shown: (JSON) -> JSON) -> String {
        guard let event else { return ": still there\n\n" }
        return "id: \(event.id)\nevent: \(event.name)\ndata: \(shown(event.data).text())\n\n"
    }

    /// The events, and nil where nothing has come for a while.
    private static func withHeartbeats(_ events: AsyncStream<JobEvents.Event>) -> AsyncStream<JobEvents.Event?> {
        AsyncStream(bufferingPolicy: .bufferingNewest(512)) { continuation in
            let forwarding = Task {
                for await event in events { continuation.yield(event) }
                continuation.finish()
            }
            let beating = Task {
                // Ends where sleeping is cancelled.
                while (try? await Task.sleep(for: heartbeat)) != nil { continuation.yield(nil) }
            }
            continuation.onTermination = { _ in
                forwarding.cancel()
                beating.cancel()
            }
        }
    }
}
