import ArgumentParser
import Declarations
import Diagnostics
import Exporting
import Planning
import Requests

/// `--manifest`, for every command that makes a plan.
struct ManifestOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A manifest: what travels, what stays at home, what is masked. A name or a file.",
            discussion: "A name is looked up in the folder SATCHEL_MANIFESTS, in ./Manifests and beside the program.",
            valueName: "name|file"))
    var manifest: String?

    @OptionGroup var modules: ModuleOptions

    /// The manifest that was named.
    func read() throws(Failure) -> Manifest? {
        try manifest.map { argument throws(Failure) in try ManifestFile.find(argument).read() }
    }
}

extension ExportRequest {
    /// What a manifest says, and what the command line says instead (`--tables`, `--all`) or beside it (`--exclude`).
    init(_ manifest: Manifest?, _ chosen: TableOptions) {
        self.init()
        self.manifest = manifest
        tables = chosen.tables?.patterns
        all = chosen.all
        exclude = chosen.exclude?.patterns ?? []
    }
}
