import Archive
import ArgumentParser
import Diagnostics
import Exporting
import Foundation
import PostgreSQL
import Requests
import Rows
import SystemPackage
import TableKit

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write tables into one compressed archive.",
        discussion: """
            Without --tables: every table that has a module, and the tables that their rows refer to; with --all every \
            table. All rows are from one snapshot. The file appears under its name only when it is complete.

            Example: satchel export -o morning.tar.zst
            Example: satchel export --all -o whole.tar.zst
            Example: satchel export --manifest content -o content.tar.zst
            Example: satchel export -o - | ssh dev satchel import -
            Example: satchel export --root projects=theater_alpha -o alpha.tar.zst
            """)

    @OptionGroup var database: DatabaseOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The archive, or - for standard output; gzip where it ends in .tar.gz, else zstd.",
            discussion:
                "Default: backup_<database>_<UTC time>.tar.zst in the folder SATCHEL_BACKUPS, else in this one.",
            valueName: "file"))
    var output: String?

    @OptionGroup var chosen: TableOptions
    @OptionGroup var part: PartOptions
    @OptionGroup var manifest: ManifestOption

    @Option(help: ArgumentHelp("A line for whoever reads the archive's index.", valueName: "text"))
    var note: String?

    @Flag(help: "Carry numbers as they are that look like references and are not declared.")
    var plainNumbers = false

    @Flag(help: "Replace the file if it is there.")
    var replace = false

    @OptionGroup var show: OutputOptions

    func run() throws {
        var request = ExportRequest(try manifest.read(), chosen)
        part.apply(to: &request)
        request.carriesPlainNumbers = plainNumbers
        if try request.rows() == nil, part.explain != nil { throw ExportRequest.needsChosenRows("--explain") }
        let explained = try part.explain.map { try RowKey(parsing: $0) }
        let connection = try database.connect()
        let exporter = Exporter(request, on: connection)
        if let explained {
            let explanation = try exporter.explain(explained)
            Output.standardOutput.print(
                show.json ? explanation.json.text(pretty: true) : ExplanationText(explanation).text)
            return
        }
        let name = try output ?? ExportCommand.defaultName(connection.databaseName(), in: BackupsFolder.path)
        let location = ArchiveLocation(argument: name)
        try refuseTerminal(location, descriptor: STDOUT_FILENO, remedy: "name a file with -o, or pipe the output")
        let progress = ProgressOutput(show.progress)
        defer { progress.finish() }
        let exported = try exporter.run(
            .init(
                to: location, compression: .forFile(named: name), replacesFile: replace, note: note,
                maskKey: MaskKey.fromEnvironment()),
            progress: progress.show)
        progress.finish()
        let (report, archive) = (exported.report, exported.archive)
        // The archive itself may be on standard output; the report is then no part of the result.
        let output: Output = location == .standardStream ? .standardError : .standardOutput
        if show.json {
            output.print(report.json.text(pretty: true))
        } else {
            output.print(ReportTable(report).text)
            output.print(
                "\(report.archive): \(archive.rows) rows, \(ReportTable.size(archive.compressedBytes)), sha256 \(archive.digest)"
            )
        }
    }

    /// In the backups folder where there is one.
    static func defaultName(_ database: String, in folder: FilePath?) -> String {
        let name = ArchiveName.standard(for: database, at: Date())
        return folder?.appending(name).string ?? name
    }
}
