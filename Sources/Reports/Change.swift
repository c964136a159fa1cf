public import JSON

/// A difference that an import makes: a row that comes or goes, or a column of a row.
public struct Change: Sendable, Equatable {
    public enum Kind: String, Sendable {
        case insert, update, delete
    }

    public let kind: Kind
    public let table: String
    /// The natural key: a key of one value as that value, any other as JSON; nil for a row without one.
    public let key: String?
    /// Nil where the whole row is meant.
    public let column: String?
    /// The values as text, references as natural keys, long ones cut; nil for NULL.
    public let old: String?
    public let new: String?

    package init(kind: Kind, table: String, key: String?, column: String?, old: String?, new: String?) {
        self.kind = kind
        self.table = table
        self.key = key
        self.column = column
        self.old = old
        self.new = new
    }
}

extension Change {
    /// The key as a report writes it: `anna@example.org`, `(users, active)`; nil for a row without one.
    public var readableKey: String? {
        key.map { $0.hasPrefix("[") ? KeyText.plain($0) : $0 }
    }
}

extension Change {
    public var json: JSON {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        return [
            "change": .string(kind.rawValue), "table": .string(table), "key": text(key), "column": text(column),
            "old": text(old), "new": text(new),
        ]
    }
}
