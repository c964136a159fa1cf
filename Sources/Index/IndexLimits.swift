/// What a reader accepts of an index, so that its numbers can be added up and its lists gone through.
enum IndexLimits {
    /// Rows of a table: those of all tables together are far below what an `Int` holds.
    static let rows = 1_000_000_000_000
    /// Tables with rows and tables that are referred to, together.
    static let tables = 100_000
    /// Columns of a table's file, and of a key: no SELECT of PostgreSQL has more.
    static let columns = 1_664
    static let references = 10_000
    /// Bytes of a type as SQL writes it.
    static let typeBytes = 1_000
}

extension ArchiveIndex {
    /// The first thing in the index that does not go together with the rest; nil where it is whole.
    ///
    /// What comes after leans on it: names of tables and files tell them apart, and numbers lead to a reference.
    var contradiction: String? {
        let all = tables + lookups
        if all.count > IndexLimits.tables {
            return "it has \(all.count) tables, at most \(IndexLimits.tables) are accepted"
        }
        if let twice = IndexLimits.repeated(all.map(\.table)) { return "the table \"\(twice)\" stands there twice" }
        if let twice = IndexLimits.repeated(tables.map(\.file)) { return "two tables have the file \"\(twice)\"" }
        if let first = all.lazy.compactMap({ table in table.contradiction.map { "\"\(table.table)\": \($0)" } }).first {
            return first
        }
        var extent = KeyExtent(self)
        return extent.excess().map { "\"\($0)\": its key holds too many keys of other tables" }
    }
}

extension ArchivedTable {
    fileprivate var contradiction: String? {
        for (what, count, most) in [
            ("columns", columns.count, IndexLimits.columns), ("key columns", naturalKey.count, IndexLimits.columns),
            ("references", references.count, IndexLimits.references),
        ] where count > most { return "it has \(count) \(what), at most \(most) are accepted" }
        for column in columns {
            if let number = column.references.first(where: { !references.indices.contains($0) }) {
                return "the column \"\(column.name)\" names reference \(number), of \(references.count)"
            }
            if let type = column.type, type.utf8.count > IndexLimits.typeBytes {
                return "the type of the column \"\(column.name)\" has more than \(IndexLimits.typeBytes) bytes"
            }
        }
        let odd = references.firstIndex { !$0.pairsItsColumns }
        return odd.map { "reference \($0) refers to another number of columns than it has" }
    }
}

extension ArchivedColumn {
    /// The numbers of the references that it holds keys of.
    fileprivate var references: [Int] {
        switch content {
        case .label, .value: []
        case .key(let reference, _): [reference]
        case .embedded(let references): references
        }
    }
}

extension ArchivedReference {
    /// True where each of its columns has one that it refers to. A single column may leave open which that is.
    fileprivate var pairsItsColumns: Bool {
        guard case .table(_, let referenced) = target else { return true }
        return referenced.count == columns.count || (columns.count == 1 && referenced.isEmpty)
    }
}

extension IndexLimits {
    fileprivate static func repeated<Name: Hashable>(_ names: [Name]) -> Name? {
        var seen: Set<Name> = []
        return names.first { !seen.insert($0).inserted }
    }
}
