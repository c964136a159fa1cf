import Archive
import ArgumentParser
import Catalogue
import CatalogueReading
import Declarations
import Diagnostics
import Foundation
import JSON
import Planning
import SystemPackage
import TableKit

struct ModuleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "module", abstract: "Write modules for tables.", subcommands: [New.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new",
            abstract: "Write a module for a table, from the live catalogue.",
            discussion: """
                The module says what satchel finds out without it, so that nothing changes until you add something: \
                columns that stay at home, references that no foreign key declares, who owns the rows. Run it in the \
                folder of satchel's source, and build again.

                Example: satchel module new venues
                """)

        @Argument(help: ArgumentHelp("The table.", valueName: "table"))
        var table: String

        @OptionGroup var database: DatabaseOptions

        @Option(help: ArgumentHelp("The folder of the modules.", discussion: "Default: Modules.", valueName: "folder"))
        var folder: String = "Modules"

        @OptionGroup var show: JSONOption

        func run() throws {
            guard let name = TableName(parsing: table) else {
                throw Failure(.usage, "cannot read \"\(table)\" as a table", remedy: "write TABLE or SCHEMA.TABLE")
            }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
                throw Failure(
                    .usage, "cannot write a module into \"\(folder)\"", cause: "there is no such folder",
                    remedy: "run the command in the folder of satchel's source, or name its Modules/ with --folder")
            }
            let catalogue = try Catalogue.read(from: database.connect())
            let plan = try Planner(catalogue: catalogue, declarations: []).plan(Selection(.named([name])))
            guard let planned = plan.tables.first else { return }
            let template = ModuleTemplate(planned)
            let path = FilePath(folder).appending(template.folder).appending("Table.swift")
            guard !FileManager.default.fileExists(atPath: path.string) else {
                throw Failure(
                    .failed, "cannot write \"\(path.string)\"", cause: "the table has a module there",
                    remedy: "change that one, or delete it first")
            }
            try FileManager.default.createDirectory(
                atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
            let file = try WholeFile(path, replacing: false)
            try file.write(Array(template.source.utf8).span.bytes)
            try file.commit()
            let why = planned.key.reason
            if show.json {
                let json: JSON = [
                    "command": "module new", "file": .string(path.string), "table": .string(planned.displayName),
                    "naturalKey": .array(planned.key.all.map { .string($0) }), "why": .string(why),
                ]
                Output.standardOutput.print(json.text(pretty: true))
                return
            }
            Output.standardOutput.print(path.string)
            Output.standardError.print(
                "natural key: \(planned.key.all.isEmpty ? "none" : planned.key.all.joined(separator: ", ")) (\(why))"
            )
        }
    }
}
