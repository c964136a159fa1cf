import HTTPTypes
import Hummingbird

/// Keeps other people's web pages from using a server that has no tokens through the browser of its owner.
///
/// A page of another origin says so in `Origin`; one that had its name resolve to this machine says so in `Host`.
struct OriginCheck: RouterMiddleware {
    /// Whether the server has no tokens, so that the name by which it is reached has to be one of loopback.
    let requiresLoopbackName: Bool

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let host = request.head.authority ?? ""
        // What is left of it here is a second one (RFC 9112, 3.2).
        guard request.headers[HeaderName.host] == nil else {
            throw APIError.badRequest("the request has two Host headers", remedy: "send one")
        }
        if requiresLoopbackName, !OriginCheck.isLoopback(host) {
            throw APIError.forbidden(
                "this name is not served", cause: "a server without tokens answers to localhost alone",
                remedy: "use http://127.0.0.1, or start the server with --tokens")
        }
        if let origin = request.headers[.origin], origin != "http://\(host)", origin != "https://\(host)" {
            throw APIError.forbidden(
                "requests from other sites are refused", cause: "the page that sent this is not the server's own",
                remedy: "use the page that the server itself shows")
        }
        return try await next(request, context)
    }

    static func isLoopback(_ authority: String) -> Bool {
        let host =
            authority.hasPrefix("[")
            ? String(authority.dropFirst().prefix { $0 != "]" }) : String(authority.prefix { $0 != ":" })
        return host == "localhost" || host == "::1" || host == "127.0.0.1" || host.hasSuffix(".localhost")
    }
}
