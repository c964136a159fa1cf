import ArgumentParser
import Diagnostics
import Foundation
import JSON
import PostgreSQL
import Sandbox

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "A throw-away PostgreSQL server with the sample data.",
        discussion: """
            Two databases: "source", filled with sample rows, and "target", which has some of them under other ids. \
            The server listens on a socket in its folder and nowhere else.

            Example: satchel sandbox start --rows 10000
            """,
        subcommands: [Start.self, Stop.self, Load.self])

    struct FolderOption: ParsableArguments {
        @Option(help: ArgumentHelp("The server's folder.", valueName: "folder"))
        var folder = "/tmp/satchel-sandbox"
    }

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Start a server and fill its databases.",
            discussion: "Example: satchel sandbox start --rows 700")

        @OptionGroup var folder: FolderOption

        @Option(help: ArgumentHelp("About how many rows the source gets.", valueName: "n"))
        var rows = 700

        @OptionGroup var show: JSONOption

        func run() async throws {
            let sandbox = try await Sandbox.start(in: folder.folder)
            do {
                try SampleDatabases.create(in: sandbox, rows: rows)
            } catch {
                // The reason why it could not be filled is the one to report.
                try? await sandbox.stop()
                throw error
            }
            let (source, target) = (sandbox.url(ofDatabase: "source"), sandbox.url(ofDatabase: "target"))
            if show.json {
                let json: JSON = [
                    "folder": .string(sandbox.folder), "source": .string(source), "target": .string(target),
                ]
                Output.standardOutput.print(json.text(pretty: true))
            } else {
                Output.standardOutput.print("source  \(source)\ntarget  \(target)")
                Output.standardError.print("stop it with: satchel sandbox stop --folder \(sandbox.folder)")
            }
        }
    }

    struct Stop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop the server and remove its folder.", discussion: "Example: satchel sandbox stop")

        @OptionGroup var folder: FolderOption

        func run() async throws {
            try await Sandbox.attach(folder.folder).stop()
        }
    }

    struct Load: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fill an empty database with the sample schema and rows.",
            discussion: "Example: satchel sandbox load --database postgresql:///empty --rows 10000")

        @OptionGroup var database: DatabaseOptions

        @Option(help: ArgumentHelp("About how many rows.", valueName: "n"))
        var rows = 700

        @Flag(help: "Make the target instead: seeded rows and a few others, under other ids.")
        var target = false

        func run() throws {
            let place = try DatabaseOptions.resolve(database.database)
            let log = try database.log.open()
            let connection = try Connection(place, onStatement: log?.observer(of: place))
            connection.explainsStatements = log?.hasPlans ?? false
            try SampleDatabases.fill(connection, rows: target ? nil : rows)
        }
    }
}
