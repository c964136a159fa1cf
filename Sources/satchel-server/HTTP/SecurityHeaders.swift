import HTTPTypes
import Hummingbird

/// Headers that keep a browser from doing more with a response than it should.
struct SecurityHeaders: RouterMiddleware {
    /// The page needs its own style, script and requests, and nothing else.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    private static let fields: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, policy), (.xContentTypeOptions, "nosniff"),
        (HeaderName.frameOptions, "DENY"), (HeaderName.referrerPolicy, "no-referrer"),
        (HeaderName.resourcePolicy, "same-origin"),
        (HeaderName.openerPolicy, "same-origin"),
        (HeaderName.permissionsPolicy, "camera=(), geolocation=(), microphone=()"),
    ]

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in SecurityHeaders.fields { response.headers[name] = value }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
