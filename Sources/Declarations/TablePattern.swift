import Catalogue
import Diagnostics
public import TableKit

/// The name of a table, or a pattern that stands for several: `post*`, `crm.*`, `archive_20??`.
///
/// `*` stands for any number of characters, `?` for one; within double quotes both stand for themselves. A pattern
/// without a schema means tables that the search path finds.
public struct TablePattern: Sendable, Hashable {
    /// As it was written.
    public let text: String
    /// nil for a pattern.
    public let name: TableName?
    private let schema: Wildcard?
    private let table: Wildcard

    /// Reads a name or pattern; nil where the text is neither.
    public init?(parsing text: String) {
        guard let name = TableName(parsing: text) else { return nil }
        let hasQuotes = text.unicodeScalars.contains("\"")
        let isPattern = !hasQuotes && text.unicodeScalars.contains { $0 == "*" || $0 == "?" }
        self.text = text
        self.name = isPattern ? nil : name
        schema = name.schema.map { Wildcard($0) }
        table = Wildcard(name.name)
    }

    /// The text that means this table alone: a name with a character that stands for others is quoted.
    package static func text(for name: TableName) -> String {
        func part(_ name: String) -> String {
            let plain = TableName(name).description
            let isPattern = plain == name && name.unicodeScalars.contains { $0 == "*" || $0 == "?" }
            return isPattern ? "\"\(name)\"" : plain
        }
        return [name.schema, name.name].compactMap { $0 }.map(part).joined(separator: ".")
    }

    fileprivate func matches(_ table: CatalogueTable, in catalogue: Catalogue) -> Bool {
        guard table.hasOwnRows, self.table.matches(table.name.name) else { return false }
        if let schema { return schema.matches(table.name.schema ?? "") }
        return catalogue.table(TableName(table.name.name))?.name == table.name
    }
}

extension [TablePattern] {
    /// The tables that the names and patterns mean, in their order, each once; those of a pattern by name.
    ///
    /// A name stands for itself, whether or not there is such a table: the planner says what is wrong then.
    ///
    /// - Parameter declared: names that a pattern may mean although the database has no such table.
    /// - Throws: `Failure` with `usage` that names the first pattern without a table.
    public func tables(in catalogue: Catalogue, declared: [TableName] = []) throws(Failure) -> [TableName] {
        var found: [TableName] = []
        for pattern in self {
            if let name = pattern.name {
                found.append(name)
                continue
            }
            let there = catalogue.tables.values.filter { pattern.matches($0, in: catalogue) }
                .map { TableName(parsing: catalogue.displayName($0.name)) ?? $0.name }
            let missing = declared.filter { catalogue.table($0) == nil && pattern.matches($0) }
            let all = there + missing
            guard !all.isEmpty else {
                throw Failure(
                    .usage, "no table matches \"\(pattern.text)\"",
                    cause: "the database \"\(catalogue.database)\" has no such table",
                    remedy: "check the pattern: * stands for any characters, ? for one")
            }
            found += all.sorted()
        }
        var seen: Set<TableName> = []
        return found.filter { seen.insert($0).inserted }
    }
}

extension TablePattern {
    /// Whether the pattern means a table of that name, where no database says which schema an unqualified name is in.
    public func matches(_ name: TableName) -> Bool {
        guard table.matches(name.name) else { return false }
        guard let schema else { return name.schema == nil }
        return name.schema.map { schema.matches($0) } ?? false
    }
}

extension CatalogueTable {
    /// True for what a pattern or `--all` can mean: tables with rows of their own, satchel's own record left out.
    package var hasOwnRows: Bool {
        guard persistence != .temporary, name.schema != "satchel" else { return false }
        switch kind {
        case .table, .partitioned, .inherits: return true
        case .partition, .view, .materializedView, .foreign: return false
        }
    }
}

/// A text in which `*` stands for any characters and `?` for one.
package struct Wildcard: Sendable, Hashable {
    private let pattern: [Unicode.Scalar]

    package init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

    package func matches(_ text: String) -> Bool {
        let text = Array(text.unicodeScalars)
        var (place, position) = (0, 0)
        // Where the last * stood, and how much of the text it has taken.
        var star: (place: Int, position: Int)?
        while position < text.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, position)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[position] {
                (place, position) = (place + 1, position + 1)
            } else if let last = star {
                star = (last.place, last.position + 1)
                (place, position) = (last.place + 1, last.position + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
