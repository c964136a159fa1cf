import ArgumentParser
import Catalogue
import CatalogueReading
import Diagnostics
import JSON
import Planning
import PostgreSQL
import Requests

struct ManifestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest",
        abstract: "Show, check and write manifests, the files that say what travels.",
        subcommands: [List.self, Check.self, New.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the manifests that a name can mean.",
            discussion: """
                They lie in the folder SATCHEL_MANIFESTS, in ./Manifests and beside the program; of two with one name \
                the first counts.

                Example: satchel manifest list
                """)

        @OptionGroup var show: JSONOption

        func run() throws {
            let entries = ManifestFile.all().map { file in (file, Result { () throws(Failure) in try file.read() }) }
            if show.json {
                let json: JSON = [
                    "command": "manifest list", "manifests": .array(entries.map { $0.0.json($0.1) }),
                ]
                Output.standardOutput.print(json.text(pretty: true))
                return
            }
            var table = TextTable(["name", "tables", "root", "description"])
            for (file, result) in entries {
                switch result {
                case .success(let manifest):
                    table.add([
                        file.name, manifest.tablesText, manifest.rootText ?? "", manifest.description ?? "",
                    ])
                case .failure(let failure): table.add([file.name, "", "", failure.cause ?? failure.what])
                }
            }
            Output.standardOutput.print(table.text)
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read manifests and, with --database, compare them with a live database.",
            discussion: """
                Without names: every manifest that satchel manifest list shows. Exit status 1 where a file cannot be \
                read, 6 where one does not fit the database.

                Example: satchel manifest check
                Example: satchel manifest check Manifests/nightly.json --database crearis
                """)

        @Argument(help: ArgumentHelp("Manifests, by name or file.", valueName: "name|file"))
        var manifests: [String] = []

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp(
                "The database to compare with: a URL, a connection string or a name.",
                discussion: "Without it the files are read and nothing is compared.", valueName: "url"))
        var database: String?

        @OptionGroup var log: SQLLogOptions
        @OptionGroup var modules: ModuleOptions
        @OptionGroup var show: JSONOption

        func run() throws {
            let files = try manifests.isEmpty ? ManifestFile.all() : manifests.map { try ManifestFile.find($0) }
            let live = try database.map { name in
                let connection = try DatabaseOptions.connect(to: name, log: log.open())
                return (catalogue: try Catalogue.read(from: connection), connection: connection)
            }
            let checks = try files.map { try ManifestReview($0, against: live) }
            if show.json {
                let json: JSON = ["command": "manifest check", "manifests": .array(checks.map(\.json))]
                Output.standardOutput.print(json.text(pretty: true))
            } else {
                Output.standardOutput.print(checks.map(\.text).joined(separator: "\n"))
            }
            if checks.contains(where: { $0.failure != nil }) { throw ExitCode(Failure.Code.failed.exitStatus) }
            if checks.contains(where: \.hasErrors) { throw ExitCode(Failure.Code.schemaMismatch.exitStatus) }
        }
    }
}
