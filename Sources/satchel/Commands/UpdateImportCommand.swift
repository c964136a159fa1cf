import ArgumentParser

struct UpdateImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update-import",
        abstract: "Insert what the database lacks, and update the rows that differ.",
        discussion: """
            Rows are the same where their natural key is. Only rows that differ are written, and of them only the \
            columns that do; rows that are only in the database stay. Columns that were left out of the archive, \
            primary keys, and columns that triggers keep are never changed. One transaction, as in import.

            With a base, the archive that both sides started from, it merges three ways: a value that one side changed \
            counts, one that both changed to different values is a conflict, and nothing is changed then (exit status 4). \
            The base finds itself where the archive says what its rows came from.

            Example: satchel update-import evening.tar.zst
            Example: satchel update-import evening.tar.zst --dry-run --show-changes
            Example: satchel update-import evening.tar.zst --base morning.tar.zst --conflicts conflicts.csv
            Example: satchel update-import evening.tar.zst --decisions conflicts.csv --delete
            Example: satchel update-import evening.tar.zst --manifest renamed.json
            """)

    @OptionGroup var options: ImportOptions
    @OptionGroup var merge: MergeOptions

    func run() throws { try options.run(merge: merge.arguments) }
}
