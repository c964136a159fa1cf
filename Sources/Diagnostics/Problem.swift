/// One thing that is wrong with one row or one declaration, in a form that a report can list.
///
/// `key` is the row's natural key, the only data of a row that a report ever shows.
public struct Problem: Error, Sendable, Equatable {
    public let kind: Kind
    public let severity: Severity
    /// Its name for people; several are separated by ", ".
    public let table: String
    /// The natural key of the row, as a reader would write it; nil where the problem is the table's.
    public let key: String?
    /// The column; several are separated by ", ".
    public let column: String?
    /// One sentence, lower case, no full stop.
    public let message: String
    /// What the reader can do.
    public let remedy: String?
    /// How many rows have this problem, where only the first few are listed.
    public let total: Int?

    public init(
        _ kind: Kind, severity: Severity = .error, table: String, key: String? = nil, column: String? = nil,
        message: String, remedy: String? = nil, total: Int? = nil
    ) {
        self.kind = kind
        self.severity = severity
        self.table = table
        self.key = key
        self.column = column
        self.message = message
        self.remedy = remedy
        self.total = total
    }
}

extension Problem {
    public enum Severity: String, Sendable {
        case error, warning
    }

    public enum Kind: String, Sendable, CaseIterable {
        /// A reference whose row is not there.
        case missingReference = "missing-reference"
        /// Several rows under one natural key.
        case ambiguousKey = "ambiguous-key"
        /// Rows are known by bare numbers, and nobody has said what these are.
        case undecidedKey = "undecided-key"
        /// Numbers that are ids of another table, and nothing says so.
        case undeclaredReference = "undeclared-reference"
        /// A row that breaks a CHECK constraint.
        case check
        /// NULL in a column that does not take it.
        case notNull = "not-null"
        /// A row that breaks a unique constraint or index.
        case unique
        /// A preserved id that another row of the target has.
        case preservedID = "preserved-id"
        /// A value that both sides changed, or a decision about one.
        case conflict
        /// A row that one side deleted.
        case deleted
        /// A row that cannot be deleted, because another row refers to it.
        case forbiddenDelete = "forbidden-delete"
        /// A value that cannot be changed, because another row refers to it.
        case forbiddenUpdate = "forbidden-update"
        /// A table, column or type that does not fit.
        case schema
        /// A declaration of a module or manifest that is wrong.
        case declaration
        /// A row that does not say when it last changed.
        case modificationTime = "modification-time"
        /// A kind of relation that is no part of a whole database.
        case leftOut = "left-out"
        /// What the role may not read.
        case privilege
        /// What the server refused for another reason.
        case database
    }
}

extension Problem: CustomStringConvertible {
    public var description: String {
        func quoted(_ names: String) -> String {
            "\"" + names.split(separator: ", ").joined(separator: "\", \"") + "\""
        }
        var place = quoted(table)
        if let column { place += "." + quoted(column) }
        if let key { place += " (\(key))" }
        return place + ": " + message
    }
}
