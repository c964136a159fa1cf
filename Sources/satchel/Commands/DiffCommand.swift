import Archive
import ArgumentParser
import Comparing
import Declarations
import Diagnostics
import Exporting
import Foundation
import Index
import Planning
import PostgreSQL
import Reports
import Requests
import Staging
import TableKit

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two places, archives or databases on either side.",
        discussion: """
            A is the old side, B the new: "- tags t5" is only in A, "+ tags t7" only in B, and \
            "~ users anna@example.org name: "old" → "new"" differs. References are compared by the rows that they \
            mean, so ids do not count, nor do columns that triggers keep. Nothing is written. Exit status 2 where \
            there are differences.

            An argument is an archive where it is -, a file that is there, or a name that ends in .tar.zst, .tar.gz, \
            .tgz or .tar; anything else is a database, as --database takes it.

            Example: satchel diff morning.tar.zst evening.tar.zst
            Example: satchel diff postgresql:///crearis evening.tar.zst --summary
            Example: satchel diff production development --tables users,projects
            Example: satchel diff production development --all
            Example: satchel diff production evening.tar.zst --manifest renamed.json
            """)

    @Argument(help: ArgumentHelp("The old side: an archive, - for standard input, or a database.", valueName: "a"))
    var a: String

    @Argument(help: ArgumentHelp("The new side, likewise.", valueName: "b"))
    var b: String

    @Flag(help: "Print the counts per table alone.")
    var summary = false

    @Option(help: ArgumentHelp("Only these tables, separated by commas.", valueName: "tables"))
    var tables: TableList?

    @Flag(help: "Of two databases every table with rows of its own, with a module or without.")
    var all = false

    @Option(help: ArgumentHelp("Leave these tables out.", valueName: "tables"))
    var exclude: TableList?

    @OptionGroup var manifest: ManifestOption

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where to compare two archives: any database; only temporary tables are made there.",
            discussion: "Default: DATABASE_URL, else libpq's own environment, else a throw-away server.",
            valueName: "url"))
    var database: String?

    @OptionGroup var log: SQLLogOptions
    @OptionGroup var show: OutputOptions

    func validate() throws {
        if all, tables != nil { throw ValidationError.allAndSome }
    }

    func run() async throws {
        let manifest = try manifest.read()
        let log = try log.open()
        let output = DifferenceOutput(asJSON: show.json, isSummary: summary)
        let progress = ProgressOutput(show.progress)
        defer { progress.finish() }
        let observer = RunObserver(
            progress: progress.show,
            change: output.observer.map { add in
                { change in
                    progress.finish()
                    add(change)
                }
            })
        func comparer(_ selection: Selection?) -> Comparer {
            Comparer(modules: moduleDeclarations, manifest: manifest, selection: selection, observer: observer)
        }
        let comparison: Comparison
        switch (Place(argument: a), Place(argument: b)) {
        case (.database(let left), .database(let right)):
            let (old, new) = (try connect(left, log), try connect(right, log))
            var request = ExportRequest()
            request.manifest = manifest
            request.tables = tables?.patterns
            request.all = all
            request.exclude = exclude?.patterns ?? []
            comparison = try PrivateFolder.with { folder in
                try comparer(nil).databases(old, new, request, exportingTo: folder.path.appending("b.tar.zst"))
            }
        case (.database(let left), .archive(let right)):
            let old = try connect(left, log)
            let right = try archive(right, beside: old)
            comparison = try comparer(selection(manifest, of: [right])).database(old, withArchive: right)
        case (.archive(let left), .database(let right)):
            let new = try connect(right, log)
            let left = try archive(left, beside: new)
            comparison = try comparer(selection(manifest, of: [left])).archive(left, withDatabase: new)
        case (.archive(let left), .archive(let right)):
            guard left != .standardStream || right != .standardStream else {
                throw Failure(
                    .usage, "cannot read both archives from standard input", remedy: "name a file for one of them")
            }
            comparison = try await Workbench.with(database, log: log) { workbench in
                let left = try archive(left, beside: workbench)
                let right = try archive(right, beside: workbench)
                return try comparer(selection(manifest, of: [left, right])).archives(left, right, on: workbench)
            }
        }
        progress.finish()
        output.finish(comparison)
        if !comparison.isEqual { throw ExitCode(2) }
    }

    /// What `--tables`, `--exclude` and a manifest mean among the tables of archives; nil where none says anything.
    private func selection(_ manifest: Manifest?, of archives: [NamedArchive]) throws -> Selection? {
        if all {
            throw Failure(
                .usage, "--all is for two databases", cause: "an archive is compared with all that it holds",
                remedy: "leave --all out")
        }
        let choice = TableChoice(tables?.patterns, excluding: exclude?.patterns ?? [], manifest: manifest)
        return try Selection(choice, among: archives)
    }

    private func connect(_ name: String, _ log: SQLLog?) throws -> Session {
        try DatabaseOptions.connect(to: Database(connectionString: name), log: log)
    }

    private func archive(_ location: ArchiveLocation, beside session: Session) throws -> NamedArchive {
        try refuseTerminal(location, descriptor: STDIN_FILENO, remedy: "name a file, or pipe an archive in")
        return NamedArchive(try ArchiveReader(from: location, beside: session), named: location.argument)
    }
}

extension ArchiveLocation {
    /// The argument that names it.
    fileprivate var argument: String {
        switch self {
        case .file(let path): path.string
        case .standardStream: "-"
        }
    }
}
