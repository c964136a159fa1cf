import ArgumentParser
import Transfer

struct UpdateImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update-import",
        abstract: "Insert what the database lacks, and update the rows that differ.",
        discussion: """
            Rows are the same where their natural key is. Only rows that differ are written, and of them only the \
            columns that do; rows that are only in the database stay. Columns that were left out of the archive, \
            primary keys, and columns that triggers keep are never changed. One transaction, as in import.

            Example: satchel update-import evening.tar.zst
            Example: satchel update-import evening.tar.zst --dry-run
            """)

    @OptionGroup var options: ImportOptions

    func run() throws { try options.run(.update) }
}
