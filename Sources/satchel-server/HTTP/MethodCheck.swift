import HTTPTypes
import Hummingbird
import Synchronization

/// Answers 405 with `Allow` where the address is there, but not for this method.
final class MethodCheck: RouterMiddleware {
    /// The methods of each address, `{…}` standing for one component.
    private let methods = Mutex<[[String]: [String]]>([:])

    /// Takes the addresses, which are known when all were added to the router.
    func learn(_ routes: [Router<APIContext>.RouteDescription]) {
        let grouped = Dictionary(grouping: routes) { MethodCheck.components("\($0.path)") }
            .mapValues { routes in
                let methods = Set(routes.map(\.method.rawValue))
                // What can be read has a head.
                return (methods.contains("GET") ? methods.union(["HEAD"]) : methods).sorted()
            }
        methods.withLock { $0 = grouped }
    }

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let asked = MethodCheck.components(request.uri.path)
        let allowed = methods.withLock { methods in
            Set(methods.filter { MethodCheck.matches($0.key, asked) }.flatMap(\.value)).sorted()
        }
        guard allowed.isEmpty || allowed.contains(request.method.rawValue) else {
            throw APIError.methodNotAllowed(request.method.rawValue, allowed: allowed)
        }
        return try await next(request, context)
    }

    private static func components(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }

    private static func matches(_ route: [String], _ asked: [String]) -> Bool {
        route.count == asked.count && zip(route, asked).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
