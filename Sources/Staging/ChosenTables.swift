import Catalogue
import Diagnostics
import Index
import Planning
import TableKit

/// Which of an archive's tables are wanted, and which are read for them, by the names of the index.
struct ChosenTables {
    let chosen: Set<TableName>
    /// With those whose rows they name by label, and with dependencies all others.
    let read: Set<TableName>

    /// - Parameter index: its tables called as the target calls them.
    init(
        _ choice: TableChoice, of index: ArchiveIndex, renamed renames: [TableName: TableName], in catalogue: Catalogue
    ) throws(Failure) {
        chosen = try choice.chosen(of: index, renamed: renames, in: catalogue)
        read = choice.withDependencies ? Set(index.tables.map(\.table)) : index.named(by: chosen)
    }

    /// The tables of the target that are read, schema-qualified.
    func targets(in catalogue: Catalogue) -> Set<TableName> { Set(read.compactMap { catalogue.table($0)?.name }) }
}
