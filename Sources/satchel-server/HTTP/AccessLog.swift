import Hummingbird
import Logging

/// One structured line for every request that is answered, and its place in the metrics.
struct AccessLog: RouterMiddleware {
    let metrics: Metrics

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response = try await next(request, context)
        // The address without its query: a token that somebody put there by mistake stays out of the log.
        let route = context.endpointPath ?? "none"
        let status = response.status.code
        metrics.count(route: route, method: request.method.rawValue, status: status)
        let method = request.method.rawValue
        let bytes = response.body.contentLength
        let log = { @Sendable (isComplete: Bool) in
            var metadata: Logger.Metadata = [
                "method": "\(method)", "route": "\(route)", "status": "\(status)",
                "seconds": "\(Metrics.rounded((ContinuousClock.now - start) / .seconds(1)))",
                "client": "\(context.address)", "by": "\(context.caller.name ?? "")",
            ]
            if let bytes { metadata["bytes"] = "\(bytes)" }
            if !isComplete { metadata["complete"] = "false" }
            context.logger.info("request", metadata: metadata)
        }
        // The head of a response is all of it; others have been answered when the last byte is out.
        guard request.method != .head else {
            log(true)
            return response
        }
        let body = response.body
        response.body = ResponseBody(contentLength: bytes) { writer in
            do {
                try await body.write(writer)
            } catch {
                log(false)
                throw error
            }
            log(true)
        }
        return response
    }
}
