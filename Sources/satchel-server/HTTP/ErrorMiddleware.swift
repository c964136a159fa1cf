import Diagnostics
import Hummingbird
import NIOCore
import PostgreSQL

/// Turns whatever is thrown into a problem document.
struct ErrorMiddleware: RouterMiddleware {
    let folder: BackupFolder

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return problem(error, context).response
        }
    }

    private func problem(_ error: any Error, _ context: APIContext) -> APIError {
        switch error {
        case let error as APIError: return error
        case let failure as Failure: return APIError(folder.withoutPath(failure))
        case let error as ServerError: return APIError(error.failure(doing: "the database refused a statement"))
        case let error as HTTPError where error.status == .contentTooLarge: return ErrorMiddleware.bodyTooLarge(context)
        case is NIOTooManyBytesError: return ErrorMiddleware.bodyTooLarge(context)
        case let error as HTTPError where error.status == .notFound:
            return .notFound("there is nothing at this address", remedy: "docs/http-api.md lists all addresses")
        case let error as HTTPError where error.status.kind == .clientError:
            return .badRequest("the request cannot be read")
        default:
            context.logger.error("unforeseen error", metadata: ["type": "\(type(of: error))"])
            return .unforeseen
        }
    }

    private static func bodyTooLarge(_ context: APIContext) -> APIError {
        .tooLarge(
            "the request's body is too large", remedy: "a JSON body has at most \(context.maxUploadSize) bytes")
    }
}
