import Planning
import PostgreSQL
import TableKit

extension TablePlan {
    /// The archive columns that make up what a row is: those of a recursive key, else all but its label and what a trigger
    /// keeps.
    func contentColumns(in columns: [ArchiveColumn]) -> [ArchiveColumn] {
        if !key.recursive.isEmpty { return columns.filter(isOfRecursiveKey) }
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

extension TablePlan {
    private func isOfRecursiveKey(_ column: ArchiveColumn) -> Bool {
        switch column.content {
        case .ownLabel: false
        case .value(let value), .embedded(let value, _): key.recursive.contains(value.name)
        case .key(let reference, _): key.recursive.contains { keyReference(in: $0) == reference }
        }
    }
}

/// The whole content of a row as one text, equal for equal rows.
func contentText(_ expressions: [SQL]) -> SQL {
    "ROW(\(SQL.join(expressions.map { "(\($0))::text" }, ", ")))::text"
}
