import HTTPTypes

/// Names of header fields that HTTPTypes does not list.
enum HeaderName {
    static let frameOptions = name("X-Frame-Options")
    static let host = name("Host")
    static let idempotencyKey = name("Idempotency-Key")
    static let lastEventID = name("Last-Event-ID")
    static let openerPolicy = name("Cross-Origin-Opener-Policy")
    static let permissionsPolicy = name("Permissions-Policy")
    static let prefer = name("Prefer")
    static let referrerPolicy = name("Referrer-Policy")
    static let resourcePolicy = name("Cross-Origin-Resource-Policy")

    private static func name(_ text: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(text)") else { preconditionFailure("\(text) is no header's name") }
        return name
    }
}
