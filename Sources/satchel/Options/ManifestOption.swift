import ArgumentParser
import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Transfer

/// `--manifest`, for every command that makes a plan.
struct ManifestOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A manifest: what travels, what stays at home, what is masked. A name or a file.",
            discussion: "A name is looked up in the folder SATCHEL_MANIFESTS, in ./Manifests and beside the program.",
            valueName: "name|file"))
    var manifest: String?

    /// The manifest that was named.
    func read() throws(Failure) -> Manifest? {
        try manifest.map { argument throws(Failure) in try ManifestFile.find(argument).read() }
    }
}

/// The plan of an export: what a manifest says, and what the command line says instead (`--tables`, `--all`) or beside
/// it (`--exclude`).
///
/// - Parameter all: every table, where no command line says which.
func exportPlan(
    _ manifest: Manifest?, _ chosen: TableOptions?, all: Bool = false, in catalogue: Catalogue,
    on connection: Connection
) throws -> Plan {
    let declarations = manifest?.declarations(over: moduleDeclarations, in: catalogue) ?? moduleDeclarations
    let selection = try Selection(
        chosen?.tables?.patterns ?? manifest?.tables, all: chosen?.all ?? all,
        excluding: (manifest?.exclude ?? []) + (chosen?.exclude?.patterns ?? []),
        declared: declarations.map(\.table), in: catalogue)
    let names = try NamesInUse.read(declarations, in: catalogue, from: connection)
    return try Planner(catalogue: catalogue, declarations: declarations, names: names).plan(selection)
}
