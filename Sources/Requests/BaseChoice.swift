public import Archive
public import Diagnostics
public import Index
public import SystemPackage

/// The archive that both sides of a merge started from, as the lineage of the archive to be merged leads to it.
public enum BaseChoice: Sendable, Equatable {
    case found(FilePath)
    /// There is none, and why: the merge then goes two ways.
    case none(why: String)

    /// Looks for the base in a folder, by its id and digest.
    ///
    /// - Throws: `Failure` where the folder cannot be listed, and with `interrupted` where the checkpoint ends the search.
    public init(
        of index: ArchiveIndex, in folder: FilePath, checkpoint: @escaping Checkpoint
    ) throws(Failure) {
        guard let lineage = index.lineage else {
            self = .none(why: "the archive does not say what its rows came from")
            return
        }
        let archive = "\(lineage.name) (sha256 \(lineage.digest.prefix(12)))"
        switch try BaseSearch(folder: folder, checkpoint: checkpoint).find(lineage) {
        case .found(let path):
            let reader = try ArchiveReader(from: .file(path), checkpoint: checkpoint)
            let found = try ArchiveIndex(parsing: reader.index())
            self =
                found.holdsWholeTables || found.selection == index.selection
                ? .found(path)
                : .none(why: "\(path.string), from which the archive's rows came, holds other chosen rows")
        case .differs(let path): self = .none(why: "\(path.string) should be \(archive), but its content is another")
        case .notThere: self = .none(why: "\(archive), from which the archive's rows came, is not in \(folder.string)")
        }
    }
}
