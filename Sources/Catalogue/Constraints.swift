import TableKit

/// A primary key, unique constraint or unique index; or an exclusion constraint by `=` alone, which is one in all but
/// name.
public struct UniqueKey: Sendable, Equatable {
    /// The constraint's or index's name.
    public let name: String
    /// Empty where the index is on expressions alone. `COALESCE(column, constant)` counts as the column.
    public let columns: [String]
    public let isPrimary: Bool
    /// True where two NULLs are the same key: NULLS NOT DISTINCT (PostgreSQL 15), or COALESCE around what takes NULL.
    public let nullsNotDistinct: Bool
    /// True for an index with a WHERE clause: it guards only some rows.
    public let isPartial: Bool
    /// True where another expression is among its columns.
    public let hasExpressions: Bool
    public let isDeferrable: Bool
    /// True for `EXCLUDE (… WITH =)`: no foreign key can point at it.
    public let isExclusion: Bool
    /// What a partial one, or one with expressions, is on: columns and expressions as SQL. Empty for any other.
    public let elements: [String]
    /// The WHERE clause of a partial one, as SQL.
    public let predicate: String?

    public init(
        name: String, columns: [String], isPrimary: Bool = false, nullsNotDistinct: Bool = false,
        isPartial: Bool = false,
        hasExpressions: Bool = false, isDeferrable: Bool = false, isExclusion: Bool = false, elements: [String] = [],
        predicate: String? = nil
    ) {
        self.name = name
        self.columns = columns
        self.isPrimary = isPrimary
        self.nullsNotDistinct = nullsNotDistinct
        self.isPartial = isPartial
        self.hasExpressions = hasExpressions
        self.isDeferrable = isDeferrable
        self.isExclusion = isExclusion
        self.elements = elements
        self.predicate = predicate
    }
}

public struct ForeignKey: Sendable, Equatable {
    public let name: String
    public let columns: [String]
    /// Schema-qualified.
    public let referencedTable: TableName
    /// In the order of `columns`.
    public let referencedColumns: [String]
    public let matchesFull: Bool
    public let isDeferrable: Bool
    /// False for a constraint added NOT VALID: rows may point at nothing.
    public let isValidated: Bool
    /// False for what no constraint keeps: a reference of several columns that another database has.
    public let isEnforced: Bool

    public init(
        name: String, columns: [String], referencedTable: TableName, referencedColumns: [String],
        matchesFull: Bool = false, isDeferrable: Bool = false, isValidated: Bool = true,
        isEnforced: Bool = true
    ) {
        self.name = name
        self.columns = columns
        self.referencedTable = referencedTable
        self.referencedColumns = referencedColumns
        self.matchesFull = matchesFull
        self.isDeferrable = isDeferrable
        self.isValidated = isValidated
        self.isEnforced = isEnforced
    }
}

extension ForeignKey {
    /// The same as if it had been added NOT VALID.
    var unvalidated: ForeignKey {
        ForeignKey(
            name: name, columns: columns, referencedTable: referencedTable, referencedColumns: referencedColumns,
            matchesFull: matchesFull, isDeferrable: isDeferrable, isValidated: false, isEnforced: isEnforced)
    }
}

public struct CheckConstraint: Sendable, Equatable {
    public let name: String
    /// The condition, as `pg_get_expr` prints it.
    public let expression: String
    /// The columns that the condition reads.
    public let columns: [String]

    public init(name: String, expression: String, columns: [String]) {
        self.name = name
        self.expression = expression
        self.columns = columns
    }
}

/// A trigger that a user made.
public struct Trigger: Sendable, Equatable {
    public let name: String
    public let state: State
    /// True where an UPDATE of the table fires it.
    public let firesOnUpdate: Bool
    /// The columns of UPDATE OF; empty where an update of any column fires it.
    public let updateColumns: [String]

    public init(name: String, state: State, firesOnUpdate: Bool = false, updateColumns: [String] = []) {
        self.name = name
        self.state = state
        self.firesOnUpdate = firesOnUpdate
        self.updateColumns = updateColumns
    }

    /// When it fires, as `pg_trigger.tgenabled` has it.
    public enum State: String, Sendable {
        case origin = "O"
        case always = "A"
        case replica = "R"
        case disabled = "D"
    }
}
