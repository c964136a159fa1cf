import ArgumentParser
import Catalogue
import Diagnostics
import JSON
import Planning
import PostgreSQL
import Transfer

struct TablesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tables",
        abstract: "Show the tables in load order: phase, natural key, references, late seeds.",
        discussion: """
            This is the plan that an export of the same tables runs.

            Example: satchel tables
            Example: satchel tables --graph > tables.mmd
            """)

    @OptionGroup var database: DatabaseOptions

    @Option(help: ArgumentHelp("Only these tables, separated by commas; post* means several.", valueName: "tables"))
    var tables: TableList?

    @Option(help: ArgumentHelp("Leave these tables out; crm.* means all of a schema.", valueName: "tables"))
    var exclude: TableList?

    @OptionGroup var manifest: ManifestOption

    @Flag(help: "Print the tables and their references as a Mermaid graph.")
    var graph = false

    @OptionGroup var show: JSONOption

    func run() throws {
        let manifest = try manifest.read()
        let connection = try database.connect()
        let catalogue = try Catalogue.read(from: connection)
        let plan = try exportPlan(manifest, tables: tables, excluding: exclude, in: catalogue)
        if show.json {
            Output.standardOutput.print(plan.json.text(pretty: true))
        } else if graph {
            Output.standardOutput.print(MermaidGraph(plan).text)
        } else {
            Output.standardOutput.print(PlanText(plan).text)
        }
    }
}
