import AccessTokens
import Diagnostics
import Hummingbird
import SystemPackage

/// Finds out who asks, by the bearer token; the file of tokens is read again when it has changed.
struct Authentication: RouterMiddleware {
    /// Nil: the server listens on loopback only, and whoever reaches it may do everything.
    let tokens: TokenReader?
    let attempts: RateLimit

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let bearer = try bearer(request, context)
        context.bearer = bearer
        context.caller.name = bearer.name
        return try await next(request, context)
    }

    private func bearer(_ request: Request, _ context: APIContext) throws -> Bearer {
        guard let tokens else { return .local }
        guard let header = request.headers[.authorization] else {
            throw APIError.unauthorized("the request has no Authorization header")
        }
        let words = header.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else {
            throw APIError.unauthorized("the Authorization header is not Bearer TOKEN")
        }
        guard let token = try file(tokens, context).token(shown: String(words[1])) else {
            // Tokens cannot be guessed; whoever tries nevertheless is slowed down. Those behind the same proxy who have
            // one are not.
            guard attempts.take(context.address) else {
                throw APIError.tooMany(
                    "too many wrong tokens from this address", remedy: "wait a minute, and check the token",
                    secondsToWait: 60)
            }
            throw APIError.unauthorized("the token is not known")
        }
        return Bearer(name: token.name, scopes: token.scopes)
    }

    /// The tokens; where they cannot be read the log says why, and the client nothing of the server's files.
    private func file(_ tokens: TokenReader, _ context: APIContext) throws -> TokenFile {
        do throws(Failure) {
            return try tokens.current()
        } catch {
            context.logger.error("cannot read the tokens", metadata: ["cause": "\(error.cause ?? error.what)"])
            throw APIError.unavailable(
                "the tokens cannot be read", remedy: "let the server's administrator look at its log")
        }
    }
}

extension APIContext {
    /// Who asks, if that is allowed.
    @discardableResult
    func require(_ scope: AccessScope) throws -> Bearer {
        guard let bearer else { throw APIError.unauthorized("the request has no token") }
        guard bearer.scopes.allows(scope) else {
            throw APIError.forbidden(
                "the token \"\(bearer.name)\" may not do this", cause: "it lacks the scope \(scope.rawValue)",
                remedy: "satchel token new --scope \(scope.rawValue) makes one that may")
        }
        return bearer
    }
}
