import ArgumentParser
import Catalogue
import CatalogueReading
import Diagnostics
import Exporting
import JSON
import Planning
import PostgreSQL
import Requests

struct TablesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tables",
        abstract: "Show the tables in load order: phase, natural key, references, late seeds.",
        discussion: """
            This is the plan that an export of the same tables runs. Where the catalogue gave a natural key, it says why \
            this one.

            Example: satchel tables
            Example: satchel tables --all
            Example: satchel tables --graph > tables.mmd
            """)

    @OptionGroup var database: DatabaseOptions

    @OptionGroup var chosen: TableOptions
    @OptionGroup var manifest: ManifestOption

    @Flag(help: "Print the tables and their references as a Mermaid graph.")
    var graph = false

    @OptionGroup var show: JSONOption

    func run() throws {
        let manifest = try manifest.read()
        let connection = try database.connect()
        let catalogue = try Catalogue.read(from: connection)
        let plan = try ExportRequest(manifest, chosen).plan(in: catalogue, on: connection)
        if show.json {
            Output.standardOutput.print(plan.json.text(pretty: true))
        } else if graph {
            Output.standardOutput.print(MermaidGraph(plan).text)
        } else {
            Output.standardOutput.print(PlanText(plan).text)
            if !plan.leftOut.isEmpty { Output.standardError.print(ProblemText.list(plan.leftOut)) }
        }
    }
}
