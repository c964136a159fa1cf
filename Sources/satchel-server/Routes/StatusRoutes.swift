import Diagnostics
import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// What watches the server asks: is it there, can it work, what has it done.
struct StatusRoutes {
    let sessions: DatabaseSessions
    let queue: JobQueue
    let metrics: Metrics

    /// The addresses that need no token: they say yes or no, and what the API is.
    func add(to router: Router<APIContext>) {
        router.get("healthz") { _, _ in Response(json: ["status": "ok"]) }
        router.get("readyz", use: ready)
        router.get("openapi.yaml") { _, _ in
            // RFC 9512.
            Response(
                status: .ok, headers: [.contentType: "application/yaml", .cacheControl: "no-cache"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_yaml)))
        }
    }

    func addMetrics(to group: RouterGroup<APIContext>) {
        group.get("metrics") { _, context in
            try context.require(.read)
            let text = metrics.text(jobs: await queue.counts)
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
    }

    @Sendable private func ready(_ request: Request, _ context: APIContext) async throws -> Response {
        do {
            return Response(json: try await sessions.share("ready") { _ in ["status": "ready"] })
        } catch {
            // Whoever asks has shown no token: where the database is, and why it does not answer, is for the log.
            let failure = error as? Failure
            context.logger.warning(
                "not ready", metadata: ["cause": "\(failure.map { "\($0.what): \($0.cause ?? "")" } ?? "unknown")"])
            throw APIError(
                Failure(
                    .databaseUnreachable, "the database cannot be reached", remedy: "the server's log says more"))
        }
    }
}
