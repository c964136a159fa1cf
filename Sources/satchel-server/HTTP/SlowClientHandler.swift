import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends connections whose client sends a body, or takes a response, so slowly that it only keeps a place from others.
///
/// A head that does not come is the server's own time limit.
final class SlowClientHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Bytes of a body that have to come within the interval.
    private static let leastBytes = 64 << 10

    private let interval: TimeAmount
    private var bytes = 0
    private var reading: Scheduled<Void>?
    private var writing: Scheduled<Void>?

    init(interval: TimeAmount) { self.interval = interval }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: watchBody(context)
        case .body(let buffer): bytes += buffer.readableBytes
        case .end:
            reading?.cancel()
            reading = nil
        }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writing?.cancel()
        writing = nil
        if !context.channel.isWritable {
            // Writable again means that the client took what NIO's buffer holds, 32 KiB at least.
            writing = schedule(context) { $0.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    private func watchBody(_ context: ChannelHandlerContext) {
        bytes = 0
        reading = schedule(context) { [weak self] context in
            guard let self else { return }
            guard bytes >= SlowClientHandler.leastBytes else { return context.close(promise: nil) }
            watchBody(context)
        }
    }

    private func schedule(
        _ context: ChannelHandlerContext, _ action: @escaping (ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: interval) { action(context) }
    }

    private func stop() {
        reading?.cancel()
        writing?.cancel()
        (reading, writing) = (nil, nil)
    }
}
