import TableKit

/// What is declared of one table, as a value: by its module, by a manifest, by an archive, or by nobody.
public struct Declaration: Sendable, Equatable {
    public var table: TableName
    public var origin: Origin
    /// nil: the catalogue decides.
    public var naturalKey: NaturalKey?
    /// nil: the catalogue decides.
    public var kind: TableKind?
    public var excludedColumns: [ExcludedColumn] = []
    public var dependencies: [TableName] = []
    public var references: [Reference] = []
    /// Columns of numbers that are no references, whatever they are called and hold.
    public var plain: [String] = []
    public var lateSeeds: [LateSeed] = []
    public var derived: [DerivedColumns] = []
    public var belongsTo: Ownership?
    public var preservesIDs = false
    /// The sequence of a primary key that the catalogue ties to none.
    public var drawnFrom: TableName?
    public var modifiedAt: String?
    public var masks: [Mask] = []
    /// True where the table travels without being named.
    public var isRegistered = true
    /// True where a module is written for the table, whatever a manifest says beside it.
    public private(set) var hasModule = false

    public init(table: TableName, origin: Origin) {
        self.table = table
        self.origin = origin
        if case .module = origin { hasModule = true }
    }

    /// What a module's handler says.
    public init(_ handler: any TableHandler) {
        self.init(table: handler.table, origin: .module(Declaration.moduleName(of: handler)))
        naturalKey = handler.naturalKey
        kind = handler.kind
        excludedColumns = handler.excludedColumns
        dependencies = handler.dependencies
        references = handler.references
        plain = handler.plain
        lateSeeds = handler.lateSeeds
        derived = handler.derived
        belongsTo = handler.belongsTo
        preservesIDs = handler.preservesIDs
        drawnFrom = handler.drawnFrom
        modifiedAt = handler.modifiedAt
        masks = handler.masks
    }

    private static func moduleName(of handler: any TableHandler) -> String {
        String(reflecting: type(of: handler)).split(separator: ".").first.map(String.init) ?? "unknown"
    }

    /// The columns of `derived`, all together.
    public var derivedColumns: Set<String> { Set(derived.flatMap(\.columns)) }
}

extension Declaration {
    public enum Origin: Sendable, Equatable {
        case module(String)
        case manifest(String)
        case catalogue
        case archive

        /// The place to name in an error.
        public var place: String {
            switch self {
            case .module(let name): "module \"\(name)\""
            case .manifest(let name): "manifest \"\(name)\""
            case .catalogue: "the catalogue"
            case .archive: "the archive"
            }
        }

        /// What to correct where the declaration is wrong.
        package var kind: String {
            if case .manifest = self { "manifest" } else { "module" }
        }
    }
}

extension Reference {
    /// The column that names the table, or leads to the name, of a polymorphic reference.
    package var typeColumn: String? {
        if case .named(let naming, _) = target { return naming.column }
        return nil
    }
}
