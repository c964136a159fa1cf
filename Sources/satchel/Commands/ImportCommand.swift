import ArgumentParser
import Importing
import Loading
import Staging

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Insert what an archive has and the database lacks; skip what exists.",
        discussion: """
            Rows are the same where their natural key is. One transaction: an import that does not finish changes \
            nothing, and all problems are listed, not the first one.

            Example: satchel import morning.tar.zst
            Example: satchel import morning.tar.zst --dry-run
            Example: satchel import morning.tar.zst --manifest branch
            Example: satchel import morning.tar.zst --log-sql statements.sql
            """)

    @OptionGroup var options: ImportOptions

    func run() throws { try options.run() }
}

extension MissingReferences: ExpressibleByArgument {}
extension TriggerMode: ExpressibleByArgument {}
extension BulkMode: ExpressibleByArgument {}
extension UndecidedKeys: ExpressibleByArgument {}
