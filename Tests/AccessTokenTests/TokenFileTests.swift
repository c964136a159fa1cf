import AccessTokens
import Diagnostics
import Foundation
import SystemPackage
import Testing

@Suite struct TokenFileTests {
    private let path = FilePath(FileManager.default.temporaryDirectory.path + "/satchel-tokens-" + UUID().uuidString)

    /// Lends the path of a file that is removed afterwards.
    private func withPath(_ body: (FilePath) throws -> Void) rethrows {
        // What is not there need not be removed.
        defer { try? FileManager.default.removeItem(atPath: path.string) }
        try body(path)
    }

    @Test func aTokenIsKnownAgainAndItsSecretIsNotInTheFile() throws {
        try withPath { path in
            var file = try TokenFile(openingOrEmpty: path)
            let secret = try file.add(name: "nightly", scopes: [.export, .read])
            let other = try file.add(name: "anna@example.org", scopes: [.admin])
            let again = try TokenFile(reading: path)
            #expect(again == file)
            #expect(again.token(shown: secret)?.name == "nightly")
            #expect(again.token(shown: secret)?.scopes == [.export, .read])
            #expect(again.token(shown: other)?.name == "anna@example.org")
            #expect(again.token(shown: secret.dropLast() + "x") == nil)
            #expect(again.token(shown: "") == nil)
            #expect(secret != other && secret.hasPrefix("satchel_") && secret.utf8.count == 72)
            let text = try String(contentsOfFile: path.string, encoding: .utf8)
            #expect(!text.contains(secret) && !text.contains(secret.dropFirst(8)))
        }
    }

    @Test func onlyTheOwnerMayReadTheFile() throws {
        try withPath { path in
            var file = try TokenFile(openingOrEmpty: path)
            _ = try file.add(name: "a", scopes: [.read])
            let mode = try FileManager.default.attributesOfItem(atPath: path.string)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path.string)
            let failure = #expect(throws: Failure.self) { () throws in _ = try TokenFile(reading: path) }
            #expect(failure?.remedy == "chmod 600 \(path.string)")
            #expect(failure?.cause?.contains("640") == true)
        }
    }

    @Test func aTokenIsTakenBack() throws {
        try withPath { path in
            var file = try TokenFile(openingOrEmpty: path)
            let secret = try file.add(name: "a", scopes: [.read])
            try file.remove(name: "a")
            #expect(try TokenFile(reading: path).token(shown: secret) == nil)
            #expect(throws: Failure.self) { () throws in try file.remove(name: "a") }
        }
    }

    @Test(arguments: ["", "a b", "a\nb", String(repeating: "x", count: 65), "ä", "a\"b"])
    func aNameIsPlain(name: String) throws {
        try withPath { path in
            var file = try TokenFile(openingOrEmpty: path)
            let failure = #expect(throws: Failure.self) { () throws in _ = try file.add(name: name, scopes: [.read]) }
            #expect(failure?.code == .usage)
            #expect(!FileManager.default.fileExists(atPath: path.string))
        }
    }

    @Test func twoTokensHaveTwoNames() throws {
        try withPath { path in
            var file = try TokenFile(openingOrEmpty: path)
            _ = try file.add(name: "a", scopes: [.read])
            #expect(throws: Failure.self) { () throws in _ = try file.add(name: "a", scopes: [.admin]) }
            #expect(try TokenFile(reading: path).tokens.count == 1)
        }
    }

    @Test func whoChangesTheFileKeepsWhatOthersChangedMeanwhile() throws {
        try withPath { path in
            var (one, other) = (try TokenFile(openingOrEmpty: path), try TokenFile(openingOrEmpty: path))
            let secrets = [
                try one.add(name: "one", scopes: [.read]), try other.add(name: "other", scopes: [.admin]),
            ]
            try one.remove(name: "other")
            let file = try TokenFile(reading: path)
            #expect(file.tokens.map(\.name) == ["one"] && one == file)
            #expect(file.token(shown: secrets[0])?.name == "one" && file.token(shown: secrets[1]) == nil)
            #expect(throws: Failure.self) { () throws in _ = try other.add(name: "one", scopes: [.read]) }
        }
    }

    @Test func manyChangesAtOnceAreAllInTheFile() async throws {
        // What is not there need not be removed.
        defer { try? FileManager.default.removeItem(atPath: path.string) }
        let (path, names) = (path, (0..<24).map { "token\($0)" })
        let secrets = try await withThrowingTaskGroup(of: (String, String).self) { group in
            for name in names {
                group.addTask {
                    var file = try TokenFile(openingOrEmpty: path)
                    let secret = try file.add(name: name, scopes: [.read])
                    // Some go again at once, between those that come.
                    if name.hasSuffix("3") { try file.remove(name: name) }
                    return (name, secret)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let file = try TokenFile(reading: path)
        let kept = names.filter { !$0.hasSuffix("3") }
        #expect(file.tokens.map(\.name).sorted() == kept.sorted())
        for name in kept { #expect(file.token(shown: try #require(secrets[name]))?.name == name) }
        let folder = FilePath(FileManager.default.temporaryDirectory.path)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.string).filter {
            $0.contains(path.lastComponent?.string ?? "")
        }
        #expect(left == [path.lastComponent?.string])
    }

    @Test func aFolderThatIsNotThereIsNamedWithARemedy() {
        var file: TokenFile?
        let failure = #expect(throws: Failure.self) { () throws in
            file = try TokenFile(openingOrEmpty: path.appending("tokens.json"))
            _ = try file?.add(name: "a", scopes: [.read])
        }
        #expect(failure?.cause?.contains("no such file or directory") == true)
        #expect(failure?.remedy == "choose a folder that exists and that you may write to")
    }

    @Test(arguments: [
        "", "[]", "{\"version\":2,\"tokens\":[]}", "{\"version\":1}",
        "{\"version\":1,\"tokens\":[{\"name\":\"a\",\"scopes\":[\"all\"],\"sha256\":\"\",\"created\":\"\"}]}",
    ])
    func whatIsNoFileOfTokensIsRefused(content: String) throws {
        withPath { path in
            let isWritten = FileManager.default.createFile(
                atPath: path.string, contents: Data(content.utf8), attributes: [.posixPermissions: 0o600])
            #expect(isWritten)
            let failure = #expect(throws: Failure.self) { () throws in _ = try TokenFile(reading: path) }
            #expect(failure?.code == .usage)
        }
    }

    @Test func aMissingFileIsNamedWithARemedy() {
        let failure = #expect(throws: Failure.self) { () throws in _ = try TokenFile(reading: path) }
        #expect(failure?.remedy?.contains("satchel token new") == true)
    }

    @Test func scopesGrantWhatTheySay() {
        #expect(Set<AccessScope>([.admin]).allows(.export) && Set<AccessScope>([.admin]).allows(.import))
        #expect(Set<AccessScope>([.import]).allows(.read) && !Set<AccessScope>([.import]).allows(.export))
        #expect(!Set<AccessScope>([.read, .export, .import]).allows(.admin))
        #expect(!Set<AccessScope>().allows(.read))
    }
}
