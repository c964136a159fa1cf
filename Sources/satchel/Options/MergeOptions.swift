import Archive
import ArgumentParser
import Exporting
import Importing
import Index
import Operations
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

    func apply(to options: inout Importer.Options) {
        options.onConflict = onConflict
        options.conflictsFile = conflicts.map { FilePath($0) }
        options.decisionsFile = decisions.map { FilePath($0) }
        options.deletes = delete
    }

    /// The base that was named, or the one that the archive's lineage leads to; says on standard error which.
    func findBase(for work: ArchiveWork) throws -> NamedArchive? {
        let checkpoint = work.connection.cancellation.checkpoint
        if let base {
            guard base != "none" else { return nil }
            return try open(FilePath(base), checkpoint)
        }
        let index = try ArchiveIndex(of: work.reader)
        switch try BaseChoice(of: index, in: MergeOptions.folder(of: work.location), checkpoint: checkpoint) {
        case .found(let path):
            Output.standardError.print("base: \(path.string), found by its digest")
            return try open(path, checkpoint)
        case .none(let why): return say(why)
        }
    }

    private func say(_ why: String) -> NamedArchive? {
        Output.standardError.print(
            "base: none, \(why); merging two ways: where rows differ the archive's values are taken")
        return nil
    }

    private func open(_ path: FilePath, _ checkpoint: @escaping Checkpoint) throws -> NamedArchive {
        let location = ArchiveLocation.file(path)
        return NamedArchive(try ArchiveReader(from: location, checkpoint: checkpoint), named: location.displayName)
    }

    /// The backups folder; without one the folder that the archive is in.
    private static func folder(of location: ArchiveLocation) -> FilePath {
        if let folder = BackupsFolder.path { return folder }
        guard case .file(let path) = location else { return "." }
        let folder = path.removingLastComponent()
        return folder.isEmpty ? "." : folder
    }
}

extension ConflictPolicy: ExpressibleByArgument {}
