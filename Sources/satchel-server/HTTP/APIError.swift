import Diagnostics
import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// Why a request is refused: a failure of the engine, or one that only HTTP knows.
struct APIError: Error {
    let status: HTTPResponse.Status
    /// The command line's code, or one of HTTP's own: `not-found`, `forbidden` …
    let code: String
    let failure: Failure
    var headers: HTTPFields = [:]

    init(_ failure: Failure) {
        self.init(APIError.status(of: failure.code), failure.code.rawValue, failure)
    }

    private init(_ status: HTTPResponse.Status, _ code: String, _ failure: Failure) {
        self.status = status
        self.code = code
        self.failure = failure
    }

    /// The status that stands for a failure's code.
    private static func status(of code: Failure.Code) -> HTTPResponse.Status {
        switch code {
        case .usage: .badRequest
        case .conflicts, .interrupted: .conflict
        case .failed, .archiveDamaged, .archiveNewer, .schemaMismatch, .undecided: .unprocessableContent
        case .databaseUnreachable: .serviceUnavailable
        }
    }

    static func notFound(_ what: String, remedy: String? = nil) -> APIError {
        APIError(.notFound, "not-found", Failure(.failed, what, remedy: remedy))
    }

    static func badRequest(_ what: String, cause: String? = nil, remedy: String? = nil) -> APIError {
        APIError(Failure(.usage, what, cause: cause, remedy: remedy))
    }

    static func unauthorized(_ cause: String) -> APIError {
        var error = APIError(
            .unauthorized, "unauthorized",
            Failure(
                .failed, "a token is needed", cause: cause,
                remedy: "send Authorization: Bearer TOKEN; satchel token new makes one"))
        error.headers[.wwwAuthenticate] = "Bearer realm=\"satchel\""
        return error
    }

    static func forbidden(_ what: String, cause: String, remedy: String? = nil) -> APIError {
        APIError(.forbidden, "forbidden", Failure(.failed, what, cause: cause, remedy: remedy))
    }

    static func conflict(_ what: String, cause: String? = nil, remedy: String? = nil) -> APIError {
        APIError(.conflict, "conflict", Failure(.failed, what, cause: cause, remedy: remedy))
    }

    static func tooMany(_ what: String, remedy: String, secondsToWait: Int) -> APIError {
        var error = APIError(.tooManyRequests, "too-many-requests", Failure(.failed, what, remedy: remedy))
        error.headers[.retryAfter] = String(secondsToWait)
        return error
    }

    static func tooLarge(_ what: String, remedy: String) -> APIError {
        APIError(.contentTooLarge, "too-large", Failure(.failed, what, remedy: remedy))
    }

    static func rangeNotSatisfiable(bytes: Int) -> APIError {
        var error = APIError(
            .rangeNotSatisfiable, "range-not-satisfiable",
            Failure(
                .failed, "the archive has no such bytes", cause: "it has \(bytes)", remedy: "ask for others, or for all"
            ))
        error.headers[.contentRange] = "bytes */\(bytes)"
        return error
    }

    static var noRoom: APIError {
        APIError(
            .init(code: 507, reasonPhrase: "Insufficient Storage"), "no-room",
            Failure(
                .failed, "cannot store the upload", cause: "there is no room", remedy: "make room on the server's disk")
        )
    }

    /// What only the server's administrator can mend.
    static func unavailable(_ what: String, cause: String? = nil, remedy: String) -> APIError {
        var error = APIError(.serviceUnavailable, "unavailable", Failure(.failed, what, cause: cause, remedy: remedy))
        error.headers[.retryAfter] = "10"
        return error
    }

    static func unsupportedMediaType(_ what: String, remedy: String) -> APIError {
        APIError(.unsupportedMediaType, "unsupported-media-type", Failure(.failed, what, remedy: remedy))
    }

    static func methodNotAllowed(_ method: String, allowed: [String]) -> APIError {
        var error = APIError(
            .methodNotAllowed, "method-not-allowed",
            Failure(.failed, "\(method) is not for this address", remedy: "use " + allowed.joined(separator: " or ")))
        error.headers[.allow] = allowed.joined(separator: ", ")
        return error
    }

    /// What nobody foresaw: the log has it, the client learns nothing of the inside.
    static var unforeseen: APIError {
        APIError(
            .internalServerError, "internal",
            Failure(.failed, "the server made a mistake", remedy: "the server's log says more; please report it"))
    }
}

extension APIError {
    /// As RFC 9457 has it, with the command line's code, cause and remedy.
    var json: JSON {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        return [
            "type": "about:blank", "title": .string(failure.what), "status": .integer(status.code),
            "detail": text(failure.cause), "code": .string(code), "remedy": text(failure.remedy),
            "problems": .array(failure.problems.map(\.json)),
        ]
    }

    var response: Response {
        var response = Response(status: status, json: json)
        response.headers[.contentType] = "application/problem+json"
        for field in headers { response.headers[field.name] = field.value }
        return response
    }
}

extension Response {
    init(status: HTTPResponse.Status = .ok, json: JSON) {
        self.init(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes(pretty: true) + [UInt8(ascii: "\n")])))
    }
}
