import AccessTokens
import ArgumentParser
import Diagnostics
import Foundation
import JSON
import SystemPackage

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make, list and take back the tokens of satchel-server.",
        discussion: "Example: satchel token new --name nightly --scope export --tokens /etc/satchel/tokens.json",
        subcommands: [New.self, List.self, Remove.self])

    /// Which file of tokens.
    struct FileOption: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "The file of tokens.", discussion: "Default: the file that SATCHEL_TOKENS names.", valueName: "file"))
        var tokens: String?

        func path() throws(Failure) -> FilePath {
            guard let path = tokens ?? ProcessInfo.processInfo.environment["SATCHEL_TOKENS"], !path.isEmpty else {
                throw Failure(
                    .usage, "no file of tokens is named", remedy: "name one with --tokens FILE or in SATCHEL_TOKENS")
            }
            return FilePath(path)
        }
    }

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token and print it, this once; the file keeps its digest alone.",
            discussion: """
                read sees archives by name, jobs and history; export makes and downloads archives; import uploads and \
                imports them; admin may all. The file is made where there is none, readable by its owner alone.

                Example: satchel token new --name anna --scope export --scope import --tokens tokens.json
                """)

        @Option(help: "Who bears it: shown in logs and in the history of imports.")
        var name: String

        @Option(help: ArgumentHelp("What it may do; give it again for more.", valueName: "read|export|import|admin"))
        var scope: [AccessScope]

        @OptionGroup var file: FileOption
        @OptionGroup var show: JSONOption

        func validate() throws {
            if scope.isEmpty { throw ValidationError("say with --scope what the token may do") }
        }

        func run() throws {
            var file = try TokenFile(openingOrEmpty: file.path())
            let secret = try file.add(name: name, scopes: Set(scope))
            let json: JSON = [
                "name": .string(name), "scopes": .array(Set(scope).sortedNames.map { .string($0) }),
                "token": .string(secret),
            ]
            Output.standardOutput.print(show.json ? json.text(pretty: true) : secret)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the tokens by name, with what they may do.",
            discussion: "Example: satchel token list --tokens tokens.json")

        @OptionGroup var file: FileOption
        @OptionGroup var show: JSONOption

        func run() throws {
            let tokens = try TokenFile(reading: file.path()).tokens
            if show.json {
                let list = tokens.map { token -> JSON in
                    [
                        "name": .string(token.name), "scopes": .array(token.scopes.sortedNames.map { .string($0) }),
                        "created": .string(token.created),
                    ]
                }
                Output.standardOutput.print(JSON.array(list).text(pretty: true))
                return
            }
            var table = TextTable(["name", "scopes", "created"])
            for token in tokens {
                table.add([token.name, token.scopes.sortedNames.joined(separator: ", "), token.created])
            }
            Output.standardOutput.print(tokens.isEmpty ? "no tokens" : table.text)
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a token back; a running server notices at the next request.",
            discussion: "Example: satchel token remove --name nightly --tokens tokens.json")

        @Option(help: "The token's name.")
        var name: String

        @OptionGroup var file: FileOption
        @OptionGroup var show: JSONOption

        func run() throws {
            var file = try TokenFile(reading: file.path())
            try file.remove(name: name)
            Output.standardOutput.print(
                show.json ? JSON.object(["removed": .string(name)]).text(pretty: true) : "removed \(name)")
        }
    }
}

extension AccessScope: ExpressibleByArgument {}
