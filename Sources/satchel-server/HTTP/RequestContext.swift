import AccessTokens
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTPTypes
import Synchronization

/// What is known of a request: who asks, and from where.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The client's address; that of the proxy where there is one.
    let address: String
    /// Nobody until the token has been looked at.
    var bearer: Bearer?
    /// The bearer's name for those who see the request before the token has been looked at.
    let caller = Caller()
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        address = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// Tells a client that waits to be told (`Expect: 100-continue`) that it may send the body.
    func proceed(with request: Request) async throws {
        guard request.headers[.expect]?.lowercased() == "100-continue" else { return }
        try await channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)))
    }

    /// What the client may send as a JSON body.
    var maxUploadSize: Int { 1 << 20 }
}

/// Who asks.
struct Bearer: Sendable, Equatable {
    let name: String
    let scopes: Set<AccessScope>

    /// Whoever reaches a server without a file of tokens, which listens on loopback only.
    static let local = Bearer(name: "local", scopes: [.admin])
}

/// Who asked, once that is known.
final class Caller: Sendable {
    private let known = Mutex<String?>(nil)

    var name: String? {
        get { known.withLock { $0 } }
        set { known.withLock { $0 = newValue } }
    }
}
