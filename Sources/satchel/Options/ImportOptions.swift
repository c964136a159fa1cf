import Archive
import ArgumentParser
import Diagnostics
import Foundation
import PostgreSQL
import Transfer

/// What both imports take, and how either runs.
struct ImportOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The archive, or - for standard input.", valueName: "archive"))
    var archive: String

    @OptionGroup var database: DatabaseOptions

    @Flag(help: "Do everything and roll back: the counts are the real ones.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "A reference whose row is nowhere: fail, or null to leave it empty and reject rows that cannot do without.",
            valueName: "fail|null"))
    var missingReferences: MissingReferences = .fail

    @Option(help: ArgumentHelp("The target's own triggers: suppress or fire.", valueName: "suppress|fire"))
    var triggers: TriggerMode = .suppress

    @OptionGroup var show: OutputOptions

    func run(_ mode: ImportMode) throws {
        let report = try compare(
            archive, with: database, show: show,
            .init(mode: mode, triggers: triggers, missingReferences: missingReferences, isDryRun: dryRun))
        if report.totals.rejected > 0 { throw ExitCode(3) }
    }
}

/// Reads an archive against a database, does what the mode says, and prints the report.
func compare(
    _ archive: String, with database: DatabaseOptions, show: OutputOptions, _ options: Importer.Options
) throws -> Report {
    let location = ArchiveLocation(argument: archive)
    try refuseTerminal(location, descriptor: STDIN_FILENO, remedy: "name a file, or pipe an archive in")
    let connection = try database.connect()
    let reader = try ArchiveReader(from: location, checkpoint: stopping(connection.cancellation))
    let progress = ProgressOutput(show.progress)
    defer { progress.finish() }
    let report = try Importer(modules: moduleDeclarations, connection: connection)
        .run(.init(reader, named: location.displayName), options, observer: .init(progress: progress.show))
    progress.finish()
    Output.standardOutput.print(show.json ? report.json.text(pretty: true) : ReportTable(report).text)
    return report
}
