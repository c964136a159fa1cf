import Archive
import ArgumentParser
import Exporting
import Importing
import Index
import Requests
import SystemPackage

/// How an update-import merges.
struct MergeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The archive that both sides started from, or none to merge two ways.",
            discussion: """
                Default: the archive that was imported last where this one was exported, looked for by its digest in the \
                folder that SATCHEL_BACKUPS names, else beside the archive.
                """, valueName: "file|none"))
    var base: String?

    @Option(
        help: ArgumentHelp(
            "A value that both sides changed: stop, keep the database's, or take the archive's.",
            valueName: "stop|keep|take"))
    var onConflict: ConflictPolicy = .stop

    @Option(help: ArgumentHelp("Write the conflicts to this CSV file.", valueName: "file"))
    var conflicts: String?

    @Option(help: ArgumentHelp("Take the decisions in this CSV file, as --conflicts wrote it.", valueName: "file"))
    var decisions: String?

    @Flag(
        help: ArgumentHelp(
            "Delete what was deleted on the archive's side.",
            discussion: "Without a base: the links that the archive no longer has, of parents that it has."))
    var delete = false

    var arguments: MergeArguments {
        var arguments = MergeArguments()
        if let base { arguments.base = base == "none" ? .none : .file(FilePath(base)) }
        arguments.onConflict = onConflict
        arguments.conflicts = conflicts.map { FilePath($0) }
        arguments.decisions = decisions.map { FilePath($0) }
        arguments.deletes = delete
        return arguments
    }
}

extension ConflictPolicy: ExpressibleByArgument {}
