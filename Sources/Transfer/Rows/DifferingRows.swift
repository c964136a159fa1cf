import Catalogue
import Planning
import PostgreSQL

/// The rows of one table that differ, the archive's beside the target's, column by column.
struct DifferingRows {
    struct Column {
        /// The position by which `Updates` knows the column.
        let number: Int
        let column: CatalogueColumn
        let archive: ComparableValue
        let target: ComparableValue
    }

    let columns: [Column]
    let aliases: Aliases
    private let table: StagedTable
    private let archive: StagedQuery
    private let target: RowQuery

    init(_ table: StagedTable, _ resolution: Resolution, marks: RowMarks) {
        let aliases = Aliases()
        let archive = StagedQuery(table, in: resolution.plan, marks: marks.archive, aliases: aliases)
        let target = RowQuery(table.plan, in: resolution.plan, labels: marks.target, aliases: aliases)
        columns = resolution.comparedColumns(of: table).enumerated().compactMap { number, column in
            guard let new = archive.comparable(column), let old = target.comparable(column) else { return nil }
            return Column(number: number, column: column, archive: new, target: old)
        }
        self.aliases = aliases
        self.table = table
        self.archive = archive
        self.target = target
    }

    /// The relation of differences as `l`, with both rows joined.
    var from: SQL {
        """
        \(table.changes) AS l JOIN \(archive.joined) ON \(archive.row).row = l.row \
        JOIN \(target.joined) ON \(target.row).ctid = l.tid AND \(target.row).tableoid = l.part
        """
    }
}
