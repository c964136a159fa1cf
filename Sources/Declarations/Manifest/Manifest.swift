public import TableKit

/// What travels, as a file says it: which tables, from which root, what of them stays at home or is masked, and what is
/// declared of tables that have no module. A value; reading the file is somebody else's work.
public struct Manifest: Sendable, Equatable {
    /// The file's name without its ending: `nightly` of `Manifests/nightly.json`.
    public let name: String
    /// One line for people.
    public var description: String?
    /// nil: every table with a module or a declaration of this manifest, and the tables that their rows refer to.
    public var tables: [TablePattern]?
    public var exclude: [TablePattern] = []
    public var root: Root?
    public var references: ReferencedRows?
    /// Rows that changed since then: an age (`30d`) or a time, as `--since` takes it.
    public var since: String?
    public var excludedColumns: [TableName: [ExcludedColumn]] = [:]
    public var masks: [TableName: [Mask]] = [:]
    public var declarations: [ManifestDeclaration] = []
    /// For an import: the archive's name of a table to the name that the target has for it.
    public var renames: [TableName: TableName] = [:]
    /// References of any table that has their columns.
    public var wherever: [Reference] = []

    public init(name: String) { self.name = name }

    /// The row that an export starts from.
    public struct Root: Sendable, Hashable {
        public let table: TableName
        /// Its natural key; nil where `--root` gives it.
        public let key: String?

        public init(table: TableName, key: String? = nil) {
            self.table = table
            self.key = key
        }
    }

    /// What of the rows that the selected ones refer to travels.
    public enum ReferencedRows: String, Sendable, CaseIterable {
        /// The rows themselves.
        case rows
        /// Their keys alone.
        case keys
    }
}

/// What a manifest declares of one table; what it does not say is the module's or the catalogue's.
public struct ManifestDeclaration: Sendable, Equatable {
    public let table: TableName
    /// True where it counts only as far as the database has what it names: the table, and of the references those whose
    /// columns are there.
    public var isOptional = false
    public var naturalKey: NaturalKey?
    public var kind: TableKind?
    public var dependencies: [TableName]?
    public var references: [Reference]?
    public var plain: [String]?
    public var lateSeeds: [LateSeed]?
    public var derived: [DerivedColumns]?
    public var belongsTo: Ownership?
    public var preservesIDs: Bool?
    public var drawnFrom: TableName?
    public var modifiedAt: String?

    public init(table: TableName) { self.table = table }
}
