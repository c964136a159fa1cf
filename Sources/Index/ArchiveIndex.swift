import Catalogue
import Diagnostics
import JSON
import Planning
import TableKit

/// `index.json`, the first member of an archive: what the archive holds, and how to read it.
public struct ArchiveIndex: Sendable, Equatable {
    /// The version of the archive's format that this satchel writes.
    public static let currentFormat = 1

    public let format: Int
    /// Made anew for every archive.
    public let archiveID: String
    /// ISO 8601, UTC, whole seconds.
    public let created: String
    public let database: String
    /// As `15.18`.
    public let serverVersion: String
    public let note: String?
    /// Which rows were exported; nil where whole tables were.
    public let selection: ArchivedSelection?
    /// Nil where no import is known of the database, and in archives that were written before there was lineage.
    public let lineage: Lineage?
    /// The tables whose rows are in the archive, in load order.
    public internal(set) var tables: [ArchivedTable]
    /// Tables whose rows are not in the archive, but are referred to by key.
    public internal(set) var lookups: [ArchivedTable]

    package init(
        format: Int, archiveID: String, created: String, database: String, serverVersion: String, note: String?,
        selection: ArchivedSelection?, lineage: Lineage?, tables: [ArchivedTable], lookups: [ArchivedTable]
    ) {
        self.format = format
        self.archiveID = archiveID
        self.created = created
        self.database = database
        self.serverVersion = serverVersion
        self.note = note
        self.selection = selection
        self.lineage = lineage
        self.tables = tables
        self.lookups = lookups
    }

    /// True where the tables are in the archive with all their rows: a row that is not in it was not in the source.
    public var holdsWholeTables: Bool { selection == nil }

    /// The tables, as the catalogue has them, of which rows share keys with a NULL.
    package func sharingNulls(in catalogue: Catalogue) -> Set<TableName> {
        Set((tables + lookups).filter(\.needsEveryKeyColumn).compactMap { catalogue.table($0.table)?.name })
    }
}

/// What the index says of one table.
public struct ArchivedTable: Sendable, Equatable {
    public internal(set) var table: TableName
    /// The name of its file: `tables/<file>.csv`.
    public let file: String
    public let kind: TableKind
    public let phase: Phase
    public let rows: Int
    /// Empty: the rows have no key.
    public let naturalKey: [String]
    /// True where rows of the source share what is left of the key when a column of it is NULL: such a row has none.
    public let needsEveryKeyColumn: Bool
    public let preservesIDs: Bool
    /// True where the key is numbers that nobody in the source has explained.
    public let isUndecided: Bool
    /// The sequence from which an application draws the ids, where that was declared.
    public let drawnFrom: TableName?
    public let columns: [ArchivedColumn]
    public internal(set) var references: [ArchivedReference]
    public let derived: [String]
    public let leftOut: [LeftOut]
    /// Columns that hold something else than in the source.
    public let masked: [Masked]

    /// A column of the source that is not in the archive.
    public struct LeftOut: Sendable, Equatable {
        public let column: String
        public let reason: String
    }

    /// A column whose values are masked.
    public struct Masked: Sendable, Equatable {
        public let column: String
        /// What the mask's rule calls itself: `email`, `keepFirst 2`.
        public let rule: String
    }
}

/// What the index says of one column of a table's file.
public struct ArchivedColumn: Sendable, Equatable {
    /// As in the file's header.
    public let name: String
    /// The table's column; nil for a label and for part of a reference of several columns.
    public let column: String?
    /// The column's type in the source, for people and for the check against the target.
    public let type: String?
    public let content: Content

    public enum Content: Sendable, Equatable {
        case label
        case value
        /// Part of the key that the numbered reference stands for.
        case key(reference: Int, path: [String])
        /// JSON with keys in place of the ids of the numbered references.
        case embedded(references: [Int])
    }
}

/// A reference as the index has it: what a `Reference` says, and the columns of a composite foreign key.
public struct ArchivedReference: Sendable, Equatable {
    public let columns: [String]
    public let shape: Reference.Shape
    public internal(set) var target: Target
    public let unmatched: Reference.Unmatched

    public enum Target: Sendable, Equatable {
        case table(TableName, columns: [String])
        /// `keys` says which column of a table the ids are; archives that were written before there was such do not.
        case named(by: TableNaming, NamedTables, keys: [TableName: String])
    }
}
