import Planning
import TableKit

extension ArchivedReference {
    /// What two indexes say of one reference; nil where they contradict each other.
    package func merged(with other: ArchivedReference) -> ArchivedReference? {
        switch (target, other.target) {
        case (.table(let left, let columns), .table(let right, _)) where left == right:
            // A table that its source did not have is named without columns.
            return columns.isEmpty ? other : self
        case (.named(let left, let tables, let keys), .named(let right, let others, let otherKeys))
        where left == right && tables.spelling == others.spelling:
            guard tables.tables.allSatisfy({ others.tables[$0.key] ?? $0.value == $0.value }) else { return nil }
            let all = tables.tables.merging(others.tables) { first, _ in first }
            return ArchivedReference(
                columns: columns, shape: shape,
                target: .named(
                    by: left, NamedTables(all, otherwise: tables.spelling),
                    keys: keys.merging(otherKeys) { first, _ in first }),
                unmatched: unmatched)
        default: return nil
        }
    }
}

extension ArchiveIndex {
    /// The same index, with the tables that references of a base name beside its own: one that no row of the archive
    /// points into any more is still what the base's rows mean.
    package func knowingTables(of base: ArchiveIndex) -> ArchiveIndex {
        let known = Set((tables + lookups).map(\.table))
        let before = Dictionary((base.tables + base.lookups).map { ($0.table, $0) }) { first, _ in first }
        func widened(_ table: ArchivedTable) -> ArchivedTable {
            var table = table
            table.references = table.references.map { reference in
                let old = before[table.table]?.references.first {
                    $0.columns == reference.columns && $0.shape == reference.shape
                }
                guard case .named = reference.target, let old else { return reference }
                return reference.merged(with: old) ?? reference
            }
            return table
        }
        var index = self
        index.tables = tables.map(widened)
        index.lookups = lookups.map(widened) + (base.tables + base.lookups).filter { !known.contains($0.table) }
        return index
    }
}
