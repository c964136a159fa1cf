import Archive
import ArgumentParser
import Catalogue
import CatalogueReading
import Diagnostics
import Exporting
import JSON
import Planning
import Requests
import Rows
import SystemPackage
import TableKit

extension ManifestCommand {
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a manifest for the tables of a live database.",
            discussion: """
                It names the tables that an export takes, and says of each that has no module what satchel finds out by \
                itself: kind, natural key, late seeds. Nothing changes by it until you add something: references that \
                no foreign key declares, columns that stay at home, masks.

                Example: satchel manifest new --all -o Manifests/shop.json
                """)

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var chosen: TableOptions
        @OptionGroup var modules: ModuleOptions

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp(
                "The file to write.", discussion: "Without it the manifest goes to standard output.",
                valueName: "file"))
        var output: String?

        @Flag(help: "Replace the file if it is there.")
        var replace = false

        @OptionGroup var show: JSONOption

        func run() throws {
            let connection = try database.connect()
            let catalogue = try Catalogue.read(from: connection)
            let plan = try ExportRequest(nil, chosen).plan(in: catalogue, on: connection)
            let seeming = try SeemingReferences(plan, in: catalogue, on: connection).find()
            let references = seeming.map { found in
                (
                    found.table.table.name,
                    [
                        (
                            found.declaration { TableName(parsing: catalogue.displayName($0)) ?? $0 },
                            note: "\(found.fitting) of \(found.values) values are ids there"
                        )
                    ]
                )
            }
            let template = ManifestTemplate(
                plan, database: catalogue.database, references: Dictionary(references, uniquingKeysWith: +))
            if let output {
                let file = try WholeFile(FilePath(output), replacing: replace)
                try file.write(Array(template.text.utf8).span.bytes)
                try file.commit()
            }
            if show.json {
                let manifest = try JSON.parse(Array(template.text.utf8), name: "the manifest")
                let json: JSON = [
                    "command": "manifest new", "file": output.map { .string($0) } ?? .null, "manifest": manifest,
                ]
                Output.standardOutput.print(json.text(pretty: true))
            } else if let output {
                Output.standardOutput.print(output)
            } else {
                Output.standardOutput.write(template.text)
            }
            if !plan.leftOut.isEmpty { Output.standardError.print(ProblemText.list(plan.leftOut)) }
        }
    }
}
