import Catalogue
import TableKit

/// A generated id: a number that a sequence draws and that means nothing in another database.
public struct Surrogate: Sendable, Equatable {
    public let column: String
    public let sequence: TableName

    /// The table's surrogate: a column that a sequence fills and that by itself or within the primary key names
    /// the row. A numbered column that names nothing (a position, say) is a value like any other.
    init?(of table: CatalogueTable) {
        let naming = Set(table.uniqueKeys.filter { $0.isPrimary || $0.columns.count == 1 }.flatMap(\.columns))
        guard let column = table.columns.first(where: { $0.sequence != nil && naming.contains($0.name) }),
            let sequence = column.sequence
        else { return nil }
        self.column = column.name
        self.sequence = sequence
    }
}
