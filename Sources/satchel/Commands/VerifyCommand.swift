import Archive
import ArgumentParser
import Diagnostics
import Foundation
import Transfer

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare an archive with a database: is everything in it there, as the archive says?",
        discussion: """
            Writes nothing. Rows that are only in the database do not count, nor do columns that triggers keep. Exit \
            status 2 where rows are missing or differ.

            Example: satchel verify evening.tar.zst
            """)

    @Argument(help: ArgumentHelp("The archive, or - for standard input.", valueName: "archive"))
    var archive: String

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var show: OutputOptions

    func run() throws {
        let location = ArchiveLocation(argument: archive)
        try refuseTerminal(location, descriptor: STDIN_FILENO, remedy: "name a file, or pipe an archive in")
        let connection = try database.connect()
        let reader = try ArchiveReader(from: location, checkpoint: stopping(connection.cancellation))
        let progress = ProgressOutput(show.progress)
        defer { progress.finish() }
        let report = try Importer(modules: moduleDeclarations, connection: connection)
            .run(
                reader, named: location.displayName, .init(mode: .verify, missingReferences: .null),
                progress: progress.show)
        progress.finish()
        Output.standardOutput.print(show.json ? report.json.text(pretty: true) : ReportTable(report).text)
        let totals = report.totals
        if totals.inserted + totals.rejected + totals.updated > 0 { throw ExitCode(2) }
    }
}
