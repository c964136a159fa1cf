public import Archive
public import TableKit

/// An archive to be read, and the name by which reports and history call it.
public struct NamedArchive {
    package let reader: ArchiveReader
    package let name: String

    public init(_ reader: ArchiveReader, named name: String) {
        self.reader = reader
        self.name = name
    }

    /// What the archive holds.
    public func index() throws -> ArchiveIndex { try ArchiveIndex(of: reader) }

    /// The tables whose rows the archive has.
    public func tableNames() throws -> [TableName] { try index().tables.map(\.table) }
}
