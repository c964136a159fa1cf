import ArgumentParser
import Importing
import Staging

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
    @OptionGroup var manifest: ManifestOption
    @OptionGroup var show: OutputOptions

    func run() throws {
        let manifest = try manifest.read()
        var options = Importer.Options(mode: .verify, missingReferences: .null)
        options.choice = TableChoice(tables: manifest?.tables)
        options.choice.excludedByManifest = manifest?.exclude ?? []
        let totals = try ArchiveWork(archive, with: database, manifest: manifest, show: show).run(options).totals
        if totals.inserted + totals.rejected + totals.updated > 0 { throw ExitCode(2) }
    }
}
