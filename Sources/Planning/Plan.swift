import Catalogue
import Declarations
public import Diagnostics
import TableKit

/// What will run: the tables in load order, each with its key, columns and references. A value; printing it changes
/// nothing, and an export or import does exactly what it says.
public struct Plan: Sendable, Equatable {
    /// The tables whose rows travel, in load order.
    public let tables: [TablePlan]
    /// Tables whose rows stay where they are, but whose keys are needed to express references.
    public let lookups: [TablePlan]
    /// The same tables in groups: a group of several is inserted by one statement.
    public let groups: [[TableName]]
    /// True where rows of travelling tables may stay behind although others refer to them.
    public let leavesRowsBehind: Bool
    /// What of a whole database is not in the plan, as warnings: one for each kind of relation.
    public let leftOut: [Problem]

    let positions: [TableName: Int]
    let labelled: Set<TableName>

    init(
        tables: [TablePlan], lookups: [TablePlan], groups: [[TableName]], leavesRowsBehind: Bool, leftOut: [Problem]
    ) {
        self.tables = tables
        self.lookups = lookups
        self.groups = groups
        self.leavesRowsBehind = leavesRowsBehind
        self.leftOut = leftOut
        positions = Dictionary(
            uniqueKeysWithValues: (tables + lookups).enumerated().map { ($0.element.table.name, $0.offset) })
        let pointedAt = Set(tables.flatMap(\.references).flatMap(\.referencedTables))
        labelled = Set(tables.filter { $0.mayLackKey && pointedAt.contains($0.table.name) }.map(\.table.name))
    }

    /// The table of that schema-qualified name, travelling or not.
    public subscript(_ name: TableName) -> TablePlan? {
        positions[name].map { $0 < tables.count ? tables[$0] : lookups[$0 - tables.count] }
    }
}

/// One table of a plan.
public struct TablePlan: Sendable, Equatable {
    public let table: CatalogueTable
    /// The name for people and for the archive: without schema where the search path finds it.
    public let displayName: String
    public let declaration: Declaration
    public let kind: TableKind
    public internal(set) var key: NaturalKeyChoice
    public let surrogate: Surrogate?
    public internal(set) var references: [ReferencePlan]
    public internal(set) var phase: Phase

    /// True where a row may have no key that names it by itself: none at all, a recursive one, or every column of it may
    /// be NULL; or one of them, where the key needs every column.
    public var mayLackKey: Bool {
        let nullable = key.columns.filter { table.column($0)?.isNotNull != true }
        return nullable.count == key.columns.count || (key.needsEveryColumn && !nullable.isEmpty)
    }

    /// True where nothing keeps rows from sharing the rest of the key when a column of it is NULL.
    public var mayShareNulls: Bool {
        guard key.all.count > 1, key.all.contains(where: { table.column($0)?.isNotNull != true }) else { return false }
        return hasMaskedKey || table.uniqueKeys.first { $0.name == key.guardedBy }?.nullsNotDistinct != true
    }

    /// The reason for a column that the database makes itself.
    public static let generatedColumn = "generated column"

    /// Why the column does not travel; nil where it does.
    public func whyLeftOut(_ column: CatalogueColumn) -> String? {
        if let excluded = declaration.excludedColumns.first(where: { $0.name == column.name }) {
            return excluded.reason
        }
        if column.isGenerated, !key.all.contains(column.name) { return TablePlan.generatedColumn }
        if column.name == surrogate?.column, !declaration.preservesIDs { return "generated id" }
        return nil
    }

    /// What the column's values are masked by; nil where they travel as they are.
    public func mask(of column: String) -> Mask.Rule? {
        declaration.masks.first { $0.column == column }?.rule
    }

    /// True where rows are known by another natural key in the archive than in the source.
    public var hasMaskedKey: Bool { key.all.contains { mask(of: $0) != nil } }

    /// The references that hold in the column, in order; the first decides where several do.
    public func references(in column: String) -> [ReferencePlan] {
        references.filter { $0.columns.contains(column) }
    }

    /// The columns that name a row of this database: the primary key, else a unique key without NULLs; else none.
    public var address: [String] {
        if let primary = table.primaryKey { return primary.columns }
        let whole = table.uniqueKeys.first { key in
            !key.isPartial && !key.hasExpressions && !key.columns.isEmpty
                && key.columns.allSatisfy { table.column($0)?.isNotNull == true }
        }
        return whole?.columns ?? []
    }
}

/// When a table is loaded, for people: the load order itself is finer.
public enum Phase: Int, Sendable, CaseIterable, Comparable {
    case systemTables = 0
    case entities = 1
    case dependentSystemTables = 2
    case junctions = 3
    case lateSeeds = 4

    public static func < (left: Phase, right: Phase) -> Bool { left.rawValue < right.rawValue }

    public var title: String {
        switch self {
        case .systemTables: "system tables"
        case .entities: "entities"
        case .dependentSystemTables: "system tables with dependencies"
        case .junctions: "junctions and details"
        case .lateSeeds: "late seeds"
        }
    }
}
