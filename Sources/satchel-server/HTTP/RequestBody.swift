import Diagnostics
import Foundation
import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import OrderedCollections

extension Request {
    /// The body as a JSON object with these members and no others; an empty body is an empty object.
    ///
    /// - Throws: `APIError` with 415 where the body is not JSON, `Failure` with `usage` for a member that is misspelt or
    ///   of another type.
    mutating func object<Value>(
        members: [String], context: APIContext,
        _ read: (inout JSON.ObjectReader) throws(Failure) -> Value
    ) async throws -> Value {
        let bytes = Array(buffer: try await collectBody(upTo: context.maxUploadSize))
        guard bytes.isEmpty || isJSON else {
            throw APIError.unsupportedMediaType(
                "the body is not JSON", remedy: "send it with Content-Type: application/json")
        }
        let parsed = bytes.isEmpty ? .object([:]) : try JSON.parse(bytes, name: Request.bodyName, code: .usage)
        let field = JSON.Field(
            Request.withoutNulls(parsed), name: Request.bodyName, code: .usage,
            remedy: "docs/http-api.md lists the members")
        return try field.object(as: "this request", members: members) { reader throws(Failure) in try read(&reader) }
    }

    private static let bodyName = "the request's body"

    private var isJSON: Bool {
        let type = headers[.contentType]?.prefix { $0 != ";" }.lowercased()
        return type?.hasSuffix("/json") == true || type?.hasSuffix("+json") == true
    }

    /// A member that is null is as good as none: the system before sent some.
    private static func withoutNulls(_ json: JSON) -> JSON {
        guard case .object(let members) = json else { return json }
        return .object(members.filter { !$0.value.isNull })
    }

    /// A parameter of the query that is a yes or a no; present without a value means yes.
    func flag(_ name: String) throws -> Bool {
        switch uri.queryParameters[Substring(name)] {
        case nil, "false", "0": return false
        case "", "true", "1": return true
        default: throw APIError.badRequest("\(name) is true or false", remedy: "write ?\(name)=true")
        }
    }

    /// Whether the client wants to wait for the result: `?wait=true`, or `Prefer: wait` (RFC 7240).
    func wantsToWait() throws -> Bool {
        let preferences = headers[values: HeaderName.prefer].joined(separator: ",")
        let isPreferred = preferences.split(separator: ",").contains { preference in
            preference.split(separator: "=")[0].trimmingCharacters(in: .whitespaces).lowercased() == "wait"
        }
        return try flag("wait") || isPreferred
    }
}
