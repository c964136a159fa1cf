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
        try await context.proceed(with: self)
        let bytes = Array(buffer: try await collectBody(upTo: context.maxUploadSize))
        guard bytes.isEmpty || isJSON else {
            throw APIError.unsupportedMediaType(
                "the body is not JSON", remedy: "send it with Content-Type: application/json")
        }
        guard headers[.contentEncoding].map({ $0.lowercased() == "identity" }) ?? true else {
            throw APIError.unsupportedMediaType(
                "the body is encoded", remedy: "send it as it is, without Content-Encoding")
        }
        let parsed = bytes.isEmpty ? .object([:]) : try JSON.parse(bytes, name: Request.bodyName, code: .usage)
        guard !Request.hasNUL(parsed) else {
            throw APIError.badRequest("the request's body has a character that no text can hold", cause: "it is U+0000")
        }
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

    /// PostgreSQL's texts and C's strings end at this character.
    private static func hasNUL(_ json: JSON) -> Bool {
        switch json {
        case .string(let text): text.utf8.contains(0)
        case .array(let elements): elements.contains(where: hasNUL)
        case .object(let members): members.contains { $0.key.utf8.contains(0) || hasNUL($0.value) }
        default: false
        }
    }

    /// A parameter of the query, decoded as forms are.
    ///
    /// - Throws: `APIError` with 400 where it is no text.
    func parameter(_ name: String) throws -> String? {
        guard
            let pair = (uri.query ?? "").split(separator: "&").first(where: { $0 == name || $0.hasPrefix(name + "=") })
        else { return nil }
        let text = pair.dropFirst(name.count + 1).replacing("+", with: " ").removingPercentEncoding
        guard let text, !text.utf8.contains(0) else {
            throw APIError.badRequest("\(name) cannot be read", remedy: "percent-encode it as UTF-8")
        }
        return text
    }

    /// A parameter of the query that is a yes or a no; present without a value means yes.
    func flag(_ name: String) throws -> Bool {
        switch try parameter(name) {
        case nil, "false", "0": return false
        case "", "true", "1": return true
        default: throw APIError.badRequest("\(name) is true or false", remedy: "write ?\(name)=true")
        }
    }

    /// Whether the client wants to wait for the result: `?wait=true`, or `Prefer: wait` (RFC 7240).
    func wantsToWait() throws -> Bool {
        let preferences = headers[values: HeaderName.prefer].joined(separator: ",")
        let isPreferred = preferences.split(separator: ",").contains { preference in
            preference.prefix { $0 != "=" }.trimmingCharacters(in: .whitespaces).lowercased() == "wait"
        }
        return try flag("wait") || isPreferred
    }
}
