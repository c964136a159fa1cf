/// What satchel knows about one table, as a value. A handler declares; the engine acts.
///
/// A module under `Modules/` holds one `public struct Table: TableHandler`. Foreign keys, generated columns,
/// types and sequences come from the database's catalogue; a handler adds what the catalogue cannot know.
/// `table`, `naturalKey` and `excludedColumns` have no default: a misspelt one must not compile, because it
/// would export a column that was to stay at home.
public protocol TableHandler: Sendable {
    /// The registry of all modules makes one handler a module.
    init()

    /// The table, without a schema where the search path finds it.
    var table: TableName { get }
    /// The columns that name a row in any database; `.none` for a table whose rows are compared by content.
    var naturalKey: NaturalKey { get }
    /// Columns that never leave the source, each with its reason.
    var excludedColumns: [ExcludedColumn] { get }

    /// What the table is for; decides its phase.
    var kind: TableKind { get }
    /// Tables that must be loaded before this one although no reference says so.
    var dependencies: [TableName] { get }
    /// References that no foreign key declares.
    var references: [Reference] { get }
    /// Columns of numbers that are no references, whatever they are called and hold.
    var plain: [String] { get }
    /// References that are left empty at insert, and set when their rows are in.
    var lateSeeds: [LateSeed] { get }
    /// Columns that triggers keep.
    var derived: [DerivedColumns] { get }
    /// Whose rows these are, for the export of one root's data.
    var belongsTo: Ownership? { get }
    /// True where ids mean something: they travel, and a new row keeps its id.
    var preservesIDs: Bool { get }
    /// The sequence from which an application draws the ids, where the database does not say so; nil where it does, or
    /// where the ids are none.
    var drawnFrom: TableName? { get }
    /// The column that says when a row last changed.
    var modifiedAt: String? { get }
    /// Columns whose values never leave the source, and what travels in their place.
    var masks: [Mask] { get }
}

extension TableHandler {
    public var kind: TableKind { .entity }
    public var dependencies: [TableName] { [] }
    public var references: [Reference] { [] }
    public var plain: [String] { [] }
    public var lateSeeds: [LateSeed] { [] }
    public var derived: [DerivedColumns] { [] }
    public var belongsTo: Ownership? { nil }
    public var preservesIDs: Bool { false }
    public var drawnFrom: TableName? { nil }
    public var modifiedAt: String? { nil }
    public var masks: [Mask] { [] }
}

/// What a table is for.
public enum TableKind: String, Sendable, CaseIterable {
    /// What the platform itself needs: states, tags, pages, tasks.
    case system
    /// What its people work with: users, projects, events.
    case entity
    /// Links between rows, and details of them.
    case junction
}
