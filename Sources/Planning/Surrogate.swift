public import Catalogue
import Declarations
import TableKit

/// A generated id: what a sequence draws, or is made of what one draws, and that means nothing in another database.
public struct Surrogate: Sendable, Equatable {
    public let column: String
    /// Where a new row gets one from.
    public let drawing: Drawing

    /// The table's surrogate: a column that a sequence fills and that by itself or within the primary key names
    /// the row. A numbered column that names nothing (a position, say) is a value like any other.
    ///
    /// What is declared goes before what the names of sequences suggest: numbers of a declared natural key are data, and
    /// `drawnFrom` says the sequence of a primary key that the catalogue ties to none.
    init?(of table: CatalogueTable, _ declaration: Declaration? = nil, in catalogue: Catalogue? = nil) {
        if let name = declaration?.drawnFrom, let sequence = catalogue?.sequence(name),
            let column = table.soleNumber
        {
            self.column = column.name
            drawing = .sequence(sequence)
            return
        }
        let data = Set(declaration?.naturalKey?.columns ?? [])
        let naming = Set(table.uniqueKeys.filter { $0.isPrimary || $0.columns.count == 1 }.flatMap(\.columns))
        guard
            let column = table.columns.first(where: { column in
                column.drawing != nil && naming.contains(column.name)
                    && (column.isTiedToSequence || !data.contains(column.name))
            }), let drawing = column.drawing
        else { return nil }
        self.column = column.name
        self.drawing = drawing
    }
}

extension TablePlan {
    /// The column whose ids are numbers of a sequence, and the sequence.
    package var numbering: (column: String, sequence: TableName)? {
        surrogate.flatMap { surrogate in surrogate.drawing.sequence.map { (surrogate.column, $0) } }
    }
}

extension CatalogueTable {
    /// The primary key where it is one number.
    package var soleNumber: CatalogueColumn? {
        guard let key = primaryKey, key.columns.count == 1, let column = column(key.columns[0]), column.type.isNumber
        else { return nil }
        return column
    }
}

extension CatalogueColumn {
    /// True where the database itself draws the column's values, not merely an application of which a name tells.
    fileprivate var isTiedToSequence: Bool { defaultExpression != nil || identity != nil }

    /// True where nobody could have chosen or foreseen the column's values: two that are equal are the same.
    var isMadeUp: Bool {
        defaultExpression?.contains(
            /(?i)\b(random\w*|gen_random_\w+|uuid\w*|gen_ulid|now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday|current_timestamp|localtimestamp)\b/
        ) ?? false
    }
}

extension ColumnType {
    /// True for what counts or measures; a domain counts as what it is over.
    var isNumber: Bool {
        ["int2", "int4", "int8", "numeric", "float4", "float8", "oid"].contains(baseName)
    }
}
