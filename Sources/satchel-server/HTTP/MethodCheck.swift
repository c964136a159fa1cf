import HTTPTypes
import Hummingbird

/// Answers 405 with `Allow` where the address is there, but not for this method.
struct MethodCheck: RouterMiddleware {
    /// The methods of each address, `{…}` standing for one component.
    let methods: [[String]: [String]]

    init(routes: [Router<APIContext>.RouteDescription]) {
        methods = Dictionary(grouping: routes) { MethodCheck.components("\($0.path)") }
            .mapValues { $0.map(\.method.rawValue).sorted() }
    }

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let asked = MethodCheck.components(request.uri.path)
        let allowed = methods.first {
            MethodCheck.matches($0.key, asked) && !$0.value.contains(request.method.rawValue)
        }
        let served = methods.contains {
            MethodCheck.matches($0.key, asked) && $0.value.contains(request.method.rawValue)
        }
        if let allowed, !served {
            throw APIError.methodNotAllowed(request.method.rawValue, allowed: allowed.value)
        }
        return try await next(request, context)
    }

    private static func components(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }

    private static func matches(_ route: [String], _ asked: [String]) -> Bool {
        route.count == asked.count && zip(route, asked).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
