import Archive
public import Diagnostics
import Foundation
public import SystemPackage

/// The file of tokens: their names, scopes and digests, readable by its owner alone.
public struct TokenFile: Sendable, Equatable {
    public let path: FilePath
    public private(set) var tokens: [AccessToken]

    /// Reads the file.
    ///
    /// - Throws: `Failure` with `usage` where the file is missing, others than its owner may read or write it, or it is
    ///   no file of tokens.
    public init(reading path: FilePath) throws(Failure) {
        self.path = path
        guard FileManager.default.fileExists(atPath: path.string) else {
            throw Failure(
                .usage, "cannot read the tokens in \"\(path.string)\"", cause: "there is no such file",
                remedy: "make one with satchel token new --name NAME --scope admin --tokens \(path.string)")
        }
        tokens = try TokenFile.read(path)
    }

    /// The file to add to; where there is none, the first token makes it.
    public init(openingOrEmpty path: FilePath) throws(Failure) {
        self.path = path
        tokens = try TokenFile.readOrEmpty(path)
    }

    /// The token that a bearer shows; nil where there is none like it. Every token is compared, so that the time says
    /// nothing.
    public func token(shown secret: String) -> AccessToken? {
        let digest = SHA256.hexadecimal(of: secret)
        return tokens.reduce(nil) { found, token in token.hasDigest(digest) ? token : found }
    }

    /// Adds a token to those that the file has by now, and writes it.
    ///
    /// - Returns: the secret, which nobody can read out of the file.
    public mutating func add(name: String, scopes: Set<AccessScope>) throws(Failure) -> String {
        let what = "cannot make a token for \"\(TokenFile.shown(name))\""
        guard TokenFile.isName(name) else {
            throw Failure(
                .usage, what, cause: "a name has 1 to 64 letters, digits and . _ @ -", remedy: "give a plain name")
        }
        let secret = AccessToken.newSecret()
        try change { tokens throws(Failure) in
            guard !tokens.contains(where: { $0.name == name }) else {
                throw Failure(
                    .usage, what, cause: "there is one with this name",
                    remedy: "take it back with satchel token remove --name \(name), or give another name")
            }
            tokens.append(
                AccessToken(
                    name: name, scopes: scopes, digest: SHA256.hexadecimal(of: secret),
                    created: Date().formatted(.iso8601)))
        }
        return secret
    }

    /// Takes a token back and writes the file.
    public mutating func remove(name: String) throws(Failure) {
        try change { tokens throws(Failure) in
            guard let index = tokens.firstIndex(where: { $0.name == name }) else {
                throw Failure(
                    .usage, "there is no token \"\(TokenFile.shown(name))\"",
                    remedy: "satchel token list shows those that there are")
            }
            tokens.remove(at: index)
        }
    }

    /// Reads the file anew, changes its tokens and writes it, while no other program does.
    private mutating func change(_ change: (inout [AccessToken]) throws(Failure) -> Void) throws(Failure) {
        let lock = try FileLock(of: path)
        tokens = try TokenFile.readOrEmpty(path)
        try change(&tokens)
        try write()
        _ = consume lock
    }

    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || [0x2D, 0x2E, 0x40, 0x5F].contains(byte)
            }
    }

    /// A name that may be none, in one short line.
    private static func shown(_ name: String) -> String {
        String(name.prefix(64).map { $0.isASCII && !$0.isNewline && $0 != "\0" ? $0 : "?" })
    }
}
