import Archive
import Diagnostics
import Foundation
import JSON
import SystemPackage

extension TokenFile {
    private static let currentVersion = 1

    static func readOrEmpty(_ path: FilePath) throws(Failure) -> [AccessToken] {
        FileManager.default.fileExists(atPath: path.string) ? try read(path) : []
    }

    static func read(_ path: FilePath) throws(Failure) -> [AccessToken] {
        try requireOwnerOnly(path)
        guard let content = FileManager.default.contents(atPath: path.string) else {
            throw Failure(
                .usage, "cannot read the tokens in \"\(path.string)\"", cause: "it may not be read, or it is no file",
                remedy: "let the user that runs this own the file")
        }
        let field = try JSON.Field(
            parsing: Array(content), name: path.string, code: .usage,
            remedy: "let satchel token write this file; a new one is made where there is none")
        return try field.object(as: "a file of tokens", members: ["version", "tokens"]) { reader throws(Failure) in
            let version = try reader.required("version")
            guard try version.int() == currentVersion else {
                throw version.failure("this satchel reads version \(currentVersion)")
            }
            return try reader.required("tokens").array { field throws(Failure) in try AccessToken(field) }
        }
    }

    func write() throws(Failure) {
        let json: JSON = ["version": .integer(TokenFile.currentVersion), "tokens": .array(tokens.map(\.json))]
        // Written with the mode 0600, as every file of satchel's.
        let file = try WholeFile(path, replacing: true)
        try file.write((json.bytes(pretty: true) + [UInt8(ascii: "\n")]).span.bytes)
        try file.commit()
    }

    private static func requireOwnerOnly(_ path: FilePath) throws(Failure) {
        // A file that cannot be looked at cannot be read either, which is said there.
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path.string),
            let mode = attributes[.posixPermissions] as? Int
        else { return }
        guard mode & 0o077 == 0 else {
            throw Failure(
                .usage, "cannot use the tokens in \"\(path.string)\"",
                cause: "others than its owner may read or change the file (mode \(String(mode, radix: 8)))",
                remedy: "chmod 600 \(path.string)")
        }
    }
}

extension AccessToken {
    fileprivate init(_ field: JSON.Field) throws(Failure) {
        self = try field.object(as: "a token", members: ["name", "scopes", "sha256", "created"]) {
            reader throws(Failure) in
            AccessToken(
                name: try reader.required("name").string(),
                scopes: Set(
                    try reader.required("scopes").array { field throws(Failure) in try field.choice(AccessScope.self) }),
                digest: try reader.required("sha256").string(), created: try reader.required("created").string())
        }
    }

    fileprivate var json: JSON {
        [
            "name": .string(name), "scopes": .array(scopes.sortedNames.map { .string($0) }), "sha256": .string(digest),
            "created": .string(created),
        ]
    }
}

extension Set<AccessScope> {
    /// Their names in the order in which they are declared.
    public var sortedNames: [String] { AccessScope.allCases.filter(contains).map(\.rawValue) }
}
