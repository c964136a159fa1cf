import Diagnostics
import Foundation
import Testing

/// The pages in docs/ beside the program.
@Suite struct DocumentationTests {
    @Test func everyCommandAndFlagOfTheHelpIsInTheDocsAndTheOtherWayRound() async throws {
        let help = try await HelpCommand.read()
        let docs = try DocumentedCommand.read()
        #expect(docs.map(\.name) == help.map(\.name))
        for (documented, command) in zip(docs, help) {
            #expect(
                !command.abstract.isEmpty && documented.text.contains(command.abstract),
                "\(command.name): the first sentence of its help")
            #expect(documented.arguments == command.written, "the arguments of \(command.name)")
        }
    }

    @Test func exitStatusesInTheDocsAreThoseOfTheHelpAndTheCode() async throws {
        let help = try await Program.run(["--help"]).output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let list = try #require(help.firstMatch(of: /Exit status: (.+?)\. USAGE/)).1
        let inHelp = list.split(separator: " · ").compactMap { Int($0.prefix { $0 != " " }) }
        for page in ["README.md", "docs/commands.md"] {
            let rows = try Program.text(of: page).matches(of: #/(?m)^\| (\d+) \|/#).compactMap { Int($0.1) }
            #expect(rows == inHelp, "\(page)")
        }
        let inCode = Failure.Code.allCases.map { Int($0.exitStatus) }
        #expect(Set(inCode).union([0, 2, 3]) == Set(inHelp))
    }

    @Test func kindsOfProblemsInTheDocsAreThoseOfTheCode() throws {
        let page = try Program.text(of: "docs/commands.md")
        let table = try #require(page.firstMatch(of: #/\| `kind` \|.*\n\|---\|---\|\n((?:\|.*\n)+)/#)).1
        let kinds = table.matches(of: #/(?m)^\| `([a-z-]+)` \|/#).map { String($0.1) }
        #expect(kinds == Problem.Kind.allCases.map(\.rawValue))
    }

    @Test func commandsInTheReadmeAreCommandsOfTheProgram() async throws {
        let help = try await HelpCommand.read()
        let fences = try Program.text(of: "README.md").split(separator: "```", omittingEmptySubsequences: false)
        let lines = fences.enumerated().filter { $0.offset % 2 == 1 }.flatMap { $0.element.split(separator: "\n") }
        let calls = lines.filter { $0.hasPrefix("$ satchel ") || $0.hasPrefix("satchel ") }
        #expect(calls.count > 5)
        for call in calls.flatMap({ $0.split(separator: "|") }) {
            let words = call.split(separator: " ").map(String.init)
            guard let place = words.firstIndex(of: "satchel"), words.indices.contains(place + 1) else { continue }
            let command = help.first { $0.name == "satchel " + words[place + 1] }
            #expect(command != nil, "\(call)")
            let flags = words.dropFirst(place + 2).map { $0.trimmingCharacters(in: ["[", "]"]) }
            for flag in flags where flag.hasPrefix("-") && flag != "-" {
                #expect(command?.flags.contains(flag) == true, "\(flag) in: \(call)")
            }
        }
    }

    @Test func theFirstModuleOfTheGuideIsTheExample() throws {
        let page = try Program.text(of: "docs/adding-a-table.md")
        let start = try #require(page.firstRange(of: "```swift\n")).upperBound
        let end = try #require(page[start...].firstRange(of: "```\n")).lowerBound
        #expect(String(page[start..<end]) == (try Program.text(of: "docs/examples/Venues/Table.swift")))
    }

    @Test func theShopOfTheGuideIsTheScript() throws {
        let script = try Script(named: "any-schema").text.split(separator: "\n", omittingEmptySubsequences: false).map {
            line in
            line.hasPrefix("> ") || line.hasPrefix("! ") ? line.dropFirst(2) : line
        }.joined(separator: "\n")
        let page = try Program.text(of: "docs/any-schema.md").split(
            separator: "```", omittingEmptySubsequences: false)
        let blocks = page.enumerated().filter { $0.offset % 2 == 1 }.map { $0.element.drop { $0 != "\n" }.dropFirst() }
        #expect(blocks.count >= 5)
        for block in blocks {
            let outcome = Program.Outcome(output: String(block), error: "", status: 0)
            let shown = Normaliser(names: [])(outcome).output
            #expect(!shown.isEmpty && script.contains(shown), "\(shown)")
        }
    }

    @Test func theNewerArchiveOfTheFormatsPageIsTheScripts() throws {
        let script = try Script(named: "newer")
        let page = try Program.text(of: "docs/archive-format.md")
        let shown = page.matches(of: /```\n(satchel: error: [^`]+)\n```/).map { String($0.1) }
        #expect(shown.count == 1)
        for error in shown { #expect(script.steps.contains { $0.expected.error == error }, "\(error)") }
    }
}

/// A command as its help has it.
struct HelpCommand {
    let name: String
    let abstract: String
    /// As the docs write them: `<archive>`, `-d, --database <url>`.
    let written: [String]
    /// `-d`, `--database`.
    let flags: Set<String>

    static func read() async throws -> [HelpCommand] {
        let dump = try await Program.run(["--experimental-dump-help"]).output
        let tree = try JSONDecoder().decode(Tree.self, from: Data(dump.utf8))
        return commands(tree.command, inside: [])
    }

    private static func commands(_ node: Node, inside parents: [String]) -> [HelpCommand] {
        let path = parents + [node.commandName]
        let arguments = (node.arguments ?? []).filter { !["help", "version"].contains($0.valueName) }
        let own = HelpCommand(
            name: path.joined(separator: " "), abstract: node.abstract ?? "", written: arguments.map(\.written),
            flags: Set(arguments.flatMap(\.spellings)))
        let children = (node.subcommands ?? []).filter { $0.commandName != "help" }
        return [own] + children.flatMap { commands($0, inside: path) }
    }

    private struct Tree: Decodable {
        let command: Node
    }

    private struct Node: Decodable {
        let commandName: String
        let abstract: String?
        let arguments: [Argument]?
        let subcommands: [Node]?
    }

    private struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }

        let kind: String
        let names: [Name]?
        let valueName: String?

        var spellings: [String] {
            (names ?? []).sorted { $0.kind > $1.kind }.map { ($0.kind == "short" ? "-" : "--") + $0.name }
        }

        var written: String {
            let value = kind == "flag" ? "" : "<\(valueName ?? "")>"
            return (spellings.joined(separator: ", ") + " " + value).trimmingCharacters(in: .whitespaces)
        }
    }
}

/// A command as docs/commands.md has it: a heading with its name, and a table row for each argument.
struct DocumentedCommand {
    let name: String
    let text: String
    let arguments: [String]

    static func read() throws -> [DocumentedCommand] {
        let page = try Program.text(of: "docs/commands.md")
        return page.split(separator: "\n#").compactMap { section in
            guard let heading = section.firstMatch(of: /^#+ `(satchel[a-z -]*)`\n/) else { return nil }
            let rows = section.matches(of: /(?m)^\| `([^`]+)` \|/).map { String($0.1).replacing("\\|", with: "|") }
            return DocumentedCommand(name: String(heading.1), text: String(section), arguments: rows)
        }
    }
}
