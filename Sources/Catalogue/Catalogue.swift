import TableKit

/// What a database's system catalogue says of its tables, read once and then a value.
public struct Catalogue: Sendable, Equatable {
    public let database: String
    /// As `server_version_num` has it: 150018 is 15.18.
    public let serverVersion: Int
    /// The schemas that an unqualified name is looked up in, in order, as `current_schemas(false)` has them.
    public let searchPath: [String]
    /// Every relation outside the system schemas, by its schema-qualified name.
    public private(set) var tables: [TableName: CatalogueTable]
    /// The tables with rows that extensions own; nothing else is known of them. Schema-qualified, by name.
    public let extensionTables: [TableName]
    /// Schema-qualified.
    public let sequences: Set<TableName>

    public init(
        database: String, serverVersion: Int, searchPath: [String], tables: [CatalogueTable],
        extensionTables: [TableName] = [], sequences: Set<TableName> = []
    ) {
        self.database = database
        self.serverVersion = serverVersion
        self.searchPath = searchPath
        self.tables = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })
        self.extensionTables = extensionTables
        self.sequences = sequences
    }

    /// The same with more references from one of its tables.
    public func adding(_ references: [ForeignKey], to table: TableName) -> Catalogue {
        var wider = self
        wider.tables[table]?.foreignKeys += references
        return wider
    }

    /// The same with foreign keys that count as never validated, by table and name.
    public func doubting(_ keys: [TableName: Set<String>]) -> Catalogue {
        var other = self
        for (table, names) in keys {
            other.tables[table]?.foreignKeys =
                tables[table]?.foreignKeys.map { key in
                    names.contains(key.name) ? key.unvalidated : key
                } ?? []
        }
        return other
    }

    /// The table that a name means: itself where it names a schema, else the first on the search path.
    public func table(_ name: TableName) -> CatalogueTable? {
        if name.schema != nil { return tables[name] }
        for schema in searchPath {
            if let found = tables[TableName(schema: schema, name.name)] { return found }
        }
        return nil
    }

    /// The sequence that a name means: itself where it names a schema, else the first on the search path.
    public func sequence(_ name: TableName) -> TableName? {
        if name.schema != nil { return sequences.contains(name) ? name : nil }
        return searchPath.map { TableName(schema: $0, name.name) }.first(where: sequences.contains)
    }

    /// The name for people: without the schema where the search path finds the same table.
    public func displayName(_ name: TableName) -> String {
        let short = TableName(name.name)
        if let found = table(short) { return found.name == name ? short.description : name.description }
        // An extension's own: a name on the search path, or one that this catalogue does not have.
        let isFound = extensionTables.contains(name) && searchPath.contains(name.schema ?? "")
        return isFound ? short.description : name.description
    }
}

/// A relation as the catalogue describes it.
public struct CatalogueTable: Sendable, Equatable {
    /// Schema-qualified.
    public let name: TableName
    public let kind: Kind
    public let persistence: Persistence
    /// In the order of the table, dropped columns left out.
    public let columns: [CatalogueColumn]
    /// The primary key first, then by name.
    public let uniqueKeys: [UniqueKey]
    public fileprivate(set) var foreignKeys: [ForeignKey]
    public let checks: [CheckConstraint]
    public let exclusions: [String]
    /// The triggers that users made; none that PostgreSQL made for constraints.
    public let triggers: [Trigger]
    /// True where the connected role may ALTER the table (is a member of the owner, or a superuser).
    public let isOwned: Bool
    public let hasRowSecurity: Bool
    /// True where row security keeps rows from the connected role: it has some, and the role is subject to it.
    public let hidesRows: Bool
    /// True where the connected role may SELECT the table as a whole, not some of its columns alone.
    public let isReadable: Bool
    /// Rows as the planner last counted them; -1 where it never did.
    public let estimatedRows: Int

    public init(
        name: TableName, kind: Kind = .table, persistence: Persistence = .permanent, columns: [CatalogueColumn],
        uniqueKeys: [UniqueKey] = [], foreignKeys: [ForeignKey] = [], checks: [CheckConstraint] = [],
        exclusions: [String] = [], triggers: [Trigger] = [], isOwned: Bool = true, hasRowSecurity: Bool = false,
        hidesRows: Bool = false, isReadable: Bool = true, estimatedRows: Int = -1
    ) {
        self.name = name
        self.kind = kind
        self.persistence = persistence
        self.columns = columns
        self.uniqueKeys = uniqueKeys
        self.foreignKeys = foreignKeys
        self.checks = checks
        self.exclusions = exclusions
        self.triggers = triggers
        self.isOwned = isOwned
        self.hasRowSecurity = hasRowSecurity
        self.hidesRows = hidesRows
        self.isReadable = isReadable
        self.estimatedRows = estimatedRows
    }

    public var primaryKey: UniqueKey? { uniqueKeys.first { $0.isPrimary } }

    public func column(_ name: String) -> CatalogueColumn? { columns.first { $0.name == name } }
}

extension CatalogueTable {
    public enum Kind: Sendable, Equatable {
        case table
        case partitioned
        /// A partition of the named root (the topmost partitioned table).
        case partition(of: TableName)
        /// A child by table inheritance of the named parents.
        case inherits([TableName])
        case view
        case materializedView
        case foreign
    }

    public enum Persistence: String, Sendable {
        case permanent = "p"
        case unlogged = "u"
        case temporary = "t"
    }
}
