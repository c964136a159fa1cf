import Declarations
import Planning
import TableKit

extension ArchiveIndex {
    /// The files with the rows of the tables.
    package var files: Set<String> { Set(tables.map(\.file)) }

    /// The tables of the archive that are selected; all of them where none are named.
    package func selected(by selection: Selection) -> Set<TableName> {
        let all = Set(tables.map(\.table))
        switch selection.tables {
        case .registered, .all: return all.subtracting(selection.excluded)
        case .named(let names): return all.intersection(names).subtracting(selection.excluded)
        }
    }

    /// The index of a part of the archive: the selected tables, and those whose rows they name by label, because a
    /// label means nothing without its row. All others are referred to only.
    package func restricted(to selection: Selection) -> ArchiveIndex {
        let read = named(by: selected(by: selection))
        var part = self
        part.tables = tables.filter { read.contains($0.table) }
        part.lookups = lookups + tables.filter { !read.contains($0.table) }
        return part
    }

    /// The tables, and those whose rows they name by label, step by step.
    package func named(by tables: Set<TableName>) -> Set<TableName> {
        var read = tables
        let labelled = Set(self.tables.filter { $0.columns.contains { $0.content == .label } }.map(\.table))
        let byName = Dictionary(self.tables.map { ($0.table, $0) }) { first, _ in first }
        var waiting = Array(read)
        while let name = waiting.popLast() {
            for target in byName[name]?.references.flatMap(\.targets) ?? []
            where labelled.contains(target) && read.insert(target).inserted {
                waiting.append(target)
            }
        }
        return read
    }
}

extension ArchivedReference {
    /// The tables it can point at.
    var targets: [TableName] {
        switch target {
        case .table(let table, _): [table]
        case .named(_, let named, _): Set(named.tables.values).sorted()
        }
    }
}
