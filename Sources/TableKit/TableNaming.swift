/// Where the name of the table stands that a reference's ids belong to.
public enum TableNaming: Sendable, Hashable {
    /// In another column of the same row.
    case column(String)
    /// In the row that another column points at: a text made of that row's columns, which belong to its natural key.
    case row(through: String, NameTemplate)
    /// In the value itself, before the separator of a `.named` shape.
    case prefix

    /// The column that names the table, or leads to the name; nil where the value does it.
    public var column: String? {
        switch self {
        case .column(let column), .row(let column, _): column
        case .prefix: nil
        }
    }
}

extension TableNaming: ExpressibleByStringLiteral {
    public init(stringLiteral column: String) { self = .column(column) }
}

/// Which table a name means.
public struct NamedTables: Sendable, Hashable {
    /// Names that are listed.
    public let tables: [String: TableName]
    /// How any other name is that of a table; nil: it means none.
    public let spelling: TableSpelling?

    /// The names that are listed, and how others name tables: `NamedTables(["note": "memo"], otherwise: .asWritten)`.
    public init(_ tables: [String: TableName], otherwise spelling: TableSpelling? = nil) {
        self.tables = tables
        self.spelling = spelling
    }
}

extension NamedTables: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral tables: (String, TableName)...) {
        self.init(Dictionary(tables) { first, _ in first })
    }
}

/// How the name that a row holds is written as the name of a table: `party.party` as `party_party`.
public struct TableSpelling: Sendable, Hashable {
    /// For characters what stands in their place.
    public let replacing: [Character: Character]

    /// A spelling in which these characters are replaced; ``replacing(_:)`` says the same.
    public init(replacing: [Character: Character]) { self.replacing = replacing }

    /// The name is the table's.
    public static let asWritten = TableSpelling(replacing: [:])

    /// The table's name has other characters in some places: `.replacing([".": "_"])`.
    public static func replacing(_ characters: [Character: Character]) -> TableSpelling {
        TableSpelling(replacing: characters)
    }

    /// The name with the characters replaced.
    public func table(_ name: String) -> String { String(name.map { replacing[$0] ?? $0 }) }
}

/// A text with columns in it: `{app_label}_{model}`.
public struct NameTemplate: Sendable, Hashable {
    /// The template from left to right.
    public let parts: [Part]

    /// A stretch of a template.
    public enum Part: Sendable, Hashable {
        /// Text that stands in every name.
        case text(String)
        /// The place of a column's value.
        case column(String)
    }

    /// Reads the written form; nil where a brace has no other, or where no column is in it.
    public init?(parsing text: String) {
        var parts: [Part] = []
        var rest = Substring(text)
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else { return nil }
            let column = rest[rest.index(after: brace)..<end]
            if column.isEmpty || column.contains("{") { return nil }
            if brace > rest.startIndex { parts.append(.text(String(rest[..<brace]))) }
            parts.append(.column(String(column)))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        guard parts.contains(where: \.isColumn) else { return nil }
        self.parts = parts
    }

    /// The columns whose values make the name, in their order.
    public var columns: [String] {
        parts.compactMap { part in
            if case .column(let column) = part { return column }
            return nil
        }
    }
}

extension NameTemplate.Part {
    fileprivate var isColumn: Bool {
        if case .column = self { return true }
        return false
    }
}

extension NameTemplate: ExpressibleByStringLiteral {
    /// A literal that is no template stands for a column of that name, and is then reported as one that does not exist.
    public init(stringLiteral text: String) {
        self = NameTemplate(parsing: text) ?? NameTemplate(column: text)
    }

    private init(column: String) { parts = [.column(column)] }
}

extension NameTemplate: CustomStringConvertible {
    /// The template as `init(parsing:)` reads it back.
    public var description: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .column(let column): "{\(column)}"
            }
        }.joined()
    }
}
