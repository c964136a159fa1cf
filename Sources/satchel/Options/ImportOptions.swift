import Archive
import ArgumentParser
import Diagnostics
import Exporting
import Foundation
import Importing
import Index
import Operations
import Planning
import PostgreSQL
import Reports
import Staging

/// What both imports take, and how either runs.
struct ImportOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The archive, or - for standard input.", valueName: "archive"))
    var archive: String

    @OptionGroup var database: DatabaseOptions

    @Option(help: ArgumentHelp("Only these tables of the archive: names or patterns.", valueName: "tables"))
    var tables: TableList?

    @Option(help: ArgumentHelp("Leave these tables in the archive.", valueName: "tables"))
    var exclude: TableList?

    @OptionGroup var manifest: ManifestOption

    @Flag(help: "Also insert the rows of other tables that the chosen rows need and the database lacks.")
    var withDependencies = false

    @Flag(help: "Do everything and roll back: the counts are the real ones.")
    var dryRun = false

    @Flag(
        help: ArgumentHelp(
            "Show each row and column that changes.",
            discussion: "Text on a terminal, else CSV, and the report then goes to stderr; with --json a part of it."))
    var showChanges = false

    @Option(
        help: ArgumentHelp(
            "A reference whose row is nowhere: fail, or null to leave it empty and reject rows that cannot do without.",
            valueName: "fail|null"))
    var missingReferences: MissingReferences = .fail

    @Option(help: ArgumentHelp("The target's own triggers: suppress or fire.", valueName: "suppress|fire"))
    var triggers: TriggerMode = .suppress

    @OptionGroup var show: OutputOptions

    /// - Parameter merge: what the merge of an update-import is to do; nil for an import that only inserts.
    func run(_ mode: ImportMode, merge: MergeOptions? = nil) throws {
        var options = Importer.Options(
            mode: mode, triggers: triggers, missingReferences: missingReferences, isDryRun: dryRun)
        let manifest = try manifest.read()
        options.choice = TableChoice(
            tables?.patterns, excluding: exclude?.patterns ?? [], manifest: manifest,
            withDependencies: withDependencies)
        merge?.apply(to: &options)
        let work = try ArchiveWork(archive, with: database, manifest: manifest, show: show)
        let base = try merge?.findBase(for: work)
        let changes = showChanges ? ChangeOutput(asJSON: show.json) : nil
        let report = try work.run(options, base: base, showing: changes)
        if report.totals.rejected > 0 { throw ExitCode(3) }
    }
}

/// An archive that is read against a database: what imports and `verify` have in common.
struct ArchiveWork {
    let location: ArchiveLocation
    let reader: ArchiveReader
    let connection: Session
    private let manifest: Manifest?
    private let show: OutputOptions

    init(_ archive: String, with database: DatabaseOptions, manifest: Manifest?, show: OutputOptions) throws {
        location = ArchiveLocation(argument: archive)
        try refuseTerminal(location, descriptor: STDIN_FILENO, remedy: "name a file, or pipe an archive in")
        connection = try database.connect()
        reader = try ArchiveReader(from: location, checkpoint: connection.cancellation.checkpoint)
        self.manifest = manifest
        self.show = show
    }

    /// Does what the options say, and prints the report.
    @discardableResult
    func run(_ options: Importer.Options, base: NamedArchive? = nil, showing changes: ChangeOutput? = nil) throws
        -> Report
    {
        let progress = ProgressOutput(show.progress)
        defer { progress.finish() }
        var conflicts = ConflictList()
        let observer = RunObserver(
            progress: progress.show,
            change: changes.map { output in
                { change in
                    progress.finish()
                    output.add(change)
                }
            }, conflict: { conflicts.add($0) })
        let report: Report
        do {
            report = try Importer(modules: moduleDeclarations, manifest: manifest, connection: connection)
                .run(.init(reader, named: location.displayName), base: base, options, observer: observer)
        } catch let failure as Failure where failure.code == .conflicts {
            progress.finish()
            throw ConflictsFound(failure: failure, list: conflicts)
        }
        progress.finish()
        if show.json {
            Output.standardOutput.print(report.json(with: changes?.collected).text(pretty: true))
        } else {
            let output: Output = changes?.format == .csv ? .standardError : .standardOutput
            output.print(ReportTable(report).text)
        }
        return report
    }
}
