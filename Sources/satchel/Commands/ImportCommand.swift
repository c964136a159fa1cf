import Archive
import ArgumentParser
import Diagnostics
import Foundation
import PostgreSQL
import Transfer

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Insert what an archive has and the database lacks; skip what exists.",
        discussion: """
            Rows are the same where their natural key is. One transaction: an import that does not finish changes \
            nothing, and all problems are listed, not the first one.

            Example: satchel import morning.tar.zst
            Example: satchel import morning.tar.zst --dry-run
            """)

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

    func run() throws {
        let location = ArchiveLocation(argument: archive)
        try refuseTerminal(location, descriptor: STDIN_FILENO, remedy: "name a file, or pipe an archive in")
        let connection = try database.connect()
        let reader = try ArchiveReader(from: location, checkpoint: stopping(connection.cancellation))
        let progress = ProgressOutput(show.progress)
        defer { progress.finish() }
        let report = try Importer(modules: moduleDeclarations, connection: connection).run(
            reader, named: location.displayName,
            .init(triggers: triggers, missingReferences: missingReferences, isDryRun: dryRun), progress: progress.show)
        progress.finish()
        Output.standardOutput.print(show.json ? report.json.text(pretty: true) : ReportTable(report).text)
        if report.totals.rejected > 0 { throw ExitCode(3) }
    }
}

extension MissingReferences: ExpressibleByArgument {}
extension TriggerMode: ExpressibleByArgument {}

/// Lets an archive's reader or writer stop where the command was interrupted.
func stopping(_ cancellation: Cancellation) -> Checkpoint {
    { () throws(Failure) in
        if cancellation.isRequested { throw Failure(.interrupted, "interrupted", cause: "nothing was changed") }
    }
}
