import Hummingbird
import Logging

/// One structured line for every request that is answered, and its place in the metrics.
struct AccessLog: RouterMiddleware {
    let metrics: Metrics

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        // The address without its query: a token that somebody put there by mistake stays out of the log.
        let route = context.endpointPath ?? "none"
        metrics.count(route: route, method: request.method.rawValue, status: response.status.code)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(response.status.code)",
                "seconds": "\(Metrics.rounded(seconds))", "client": "\(context.address)",
            ])
        return response
    }
}
