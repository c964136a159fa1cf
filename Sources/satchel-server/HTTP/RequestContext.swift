import AccessTokens
import Hummingbird
import Logging

/// What is known of a request: who asks, and from where.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The client's address; that of the proxy where there is one.
    let address: String
    /// Nobody until the token has been looked at.
    var bearer: Bearer?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "local"
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
