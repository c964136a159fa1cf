import Archive

/// A token as its file has it: whose it is and what it may do. The token itself is not kept, only its digest.
public struct AccessToken: Sendable, Equatable {
    /// Who bears it: in logs and in the history of imports.
    public let name: String
    public let scopes: Set<AccessScope>
    /// SHA-256 of the token in hexadecimal. A token is 256 random bits, so that nobody finds it by trying.
    public let digest: String
    /// ISO 8601, UTC.
    public let created: String
}

extension AccessToken {
    /// How a token begins, so that people and scanners of leaked secrets know it.
    static let prefix = "satchel_"

    /// A new secret: 256 bits from the system's generator, in 64 hexadecimal digits behind the prefix.
    static func newSecret() -> String {
        var generator = SystemRandomNumberGenerator()
        let digits = (0..<4).map { _ in
            let text = String(UInt64.random(in: .min ... .max, using: &generator), radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return prefix + digits.joined()
    }

    /// Whether this is the token with that digest. Takes the same time whatever the difference.
    func hasDigest(_ other: String) -> Bool {
        let (mine, theirs) = (Array(digest.utf8), Array(other.utf8))
        guard mine.count == theirs.count else { return false }
        return zip(mine, theirs).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
