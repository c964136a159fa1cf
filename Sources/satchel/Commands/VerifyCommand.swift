import ArgumentParser
import Comparing
import Importing
import Requests
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
        let totals = try ArchiveWork(archive, with: database, show: show).run { archive, session, observer in
            try Verification(modules: moduleDeclarations, manifest: manifest, connection: session)
                .run(archive, tables: TableChoice(nil, excluding: [], manifest: manifest), observer: observer)
        }.totals
        if totals.inserted + totals.updated > 0 { throw ExitCode(2) }
    }
}
