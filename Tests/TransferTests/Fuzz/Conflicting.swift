import Reports
import TableKit

/// Where both sides of a merge changed the same.
struct Conflicting: CustomStringConvertible {
    private let table: String
    /// Nil for a row that one side deleted and the other changed.
    private let column: String?

    /// What an import shows of a conflict.
    init(_ conflict: Conflict) {
        table = TableName(parsing: conflict.table)?.name ?? conflict.table
        column = conflict.column
    }

    /// A row that one side lacks.
    init(_ row: Int, in snapshot: Snapshot) {
        table = snapshot.schema.tables[snapshot.rows[row].table].name.name
        column = nil
    }

    /// A column of a row that both have, by its position among the comparable ones; nil where the column is in no conflict
    /// although the two rows say different things with it. What is generated follows what it is made from.
    init?(_ position: Int, of theirs: (row: Int, in: Snapshot), _ ours: (row: Int, in: Snapshot)) {
        let table = ours.in.schema.tables[ours.in.rows[ours.row].table]
        let column = ours.in.comparable(table)[position]
        guard !table.columns[column].isGenerated,
            theirs.in.meaning(column, of: theirs.row) != ours.in.meaning(column, of: ours.row)
        else { return nil }
        self.table = table.name.name
        self.column = table.columns[column].name
    }

    var description: String { "\(table) \(column.map { "column \($0)" } ?? "row")" }
}
