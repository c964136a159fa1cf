import Archive
import ArgumentParser
import Diagnostics
import Exporting
import Foundation
import Importing
import Index
import Loading
import Planning
import PostgreSQL
import Reports
import Requests
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

    @Option(
        help: ArgumentHelp(
            "Check foreign keys of new rows set by set (auto: from 2000 rows on) and make indexes again (from 20000 on), "
                + "where the role may have it so: auto, always or never.",
            valueName: "auto|always|never"))
    var bulk: BulkMode = .auto

    @Option(
        help: ArgumentHelp(
            "Rows that are known by numbers which nobody has explained: ask, which refuses them where the table has rows, "
                + "or data, which takes the same number for the same row.",
            valueName: "ask|data"))
    var undecidedKeys: UndecidedKeys = .ask

    @OptionGroup var show: OutputOptions

    /// - Parameter merge: how an update-import merges; nil for an import that only inserts.
    func run(merge: MergeArguments? = nil) throws {
        var arguments = ImportArguments(merge: merge)
        arguments.manifest = try manifest.read()
        arguments.tables = tables?.patterns
        arguments.exclude = exclude?.patterns ?? []
        arguments.withDependencies = withDependencies
        arguments.triggers = triggers
        arguments.bulk = bulk
        arguments.undecidedKeys = undecidedKeys
        arguments.missingReferences = missingReferences
        arguments.isDryRun = dryRun
        let work = try ArchiveWork(archive, with: database, show: show)
        let changes = showChanges ? ChangeOutput(asJSON: show.json) : nil
        let report = try work.run(showing: changes) { archive, session, observer in
            try arguments.run(
                archive, basesIn: BackupsFolder.ofBases(for: work.location), on: session, observer: observer,
                tellBase: BaseText.tell)
        }
        if report.totals.rejected > 0 { throw ExitCode(3) }
    }
}
