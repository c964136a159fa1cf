import Planning
import PostgreSQL
import TableKit

extension TablePlan {
    /// The archive columns that make up what a row is: not its label, and nothing that a trigger keeps.
    func contentColumns(in columns: [ArchiveColumn]) -> [ArchiveColumn] {
        let derived = declaration.derivedColumns
        return columns.filter { column in
            switch column.content {
            case .ownLabel: false
            case .value(let value), .embedded(let value, _): !derived.contains(value.name)
            case .key(let reference, _): !derived.isSuperset(of: reference.columns)
            }
        }
    }
}

/// The whole content of a row as one text, equal for equal rows.
func contentText(_ expressions: [SQL]) -> SQL {
    "ROW(\(SQL.join(expressions.map { "(\($0))::text" }, ", ")))::text"
}
