import Index

/// The archive whose rows are read, and beside it the one that both sides of a merge started from.
package struct SourceArchives {
    package let archive: NamedArchive
    package let index: ArchiveIndex
    package let base: (archive: NamedArchive, index: ArchiveIndex)?

    package init(_ archive: NamedArchive, base: NamedArchive? = nil) throws {
        self.archive = archive
        index = try archive.index()
        self.base = try base.map { ($0, try $0.index()) }
    }
}
