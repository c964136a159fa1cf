public import JSON

/// A value that both sides changed since the base, or a row that one side deleted and the other changed.
public struct Conflict: Sendable, Equatable {
    public let table: String
    /// The natural key: a key of one value as that value, any other as JSON.
    public let key: String
    /// Nil where the whole row is meant.
    public let column: String?
    /// The three values as text, references as natural keys; nil for NULL, and in the base for a row that it lacks.
    public let base: String?
    public let target: String?
    public let archive: String?
    /// `target`, `archive` or a value; nil where it is undecided.
    public let decision: String?

    /// The columns of a list of conflicts, as files have them and files of decisions are read.
    public static let columns = ["table", "key", "column", "base", "target", "archive", "decision"]

    package init(
        table: String, key: String, column: String?, base: String?, target: String?, archive: String?, decision: String?
    ) {
        self.table = table
        self.key = key
        self.column = column
        self.base = base
        self.target = target
        self.archive = archive
        self.decision = decision
    }
}

extension Conflict {
    public var json: JSON {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        return [
            "table": .string(table), "key": .string(key), "column": text(column), "base": text(base),
            "target": text(target), "archive": text(archive),
        ]
    }
}
