import Planning
import PostgreSQL
import TableKit

extension TablePlan {
    /// What a row is, as one text: its recursive key where it has one, else all of its columns but its label and what a
    /// trigger keeps.
    ///
    /// - Parameters:
    ///   - lacksPart: true for a row in whose key something is NULL.
    ///   - expression: reads a column of the row.
    package func content(in columns: [ArchiveColumn], lacksPart: () -> SQL, _ expression: (ArchiveColumn) -> SQL) -> SQL
    {
        func whole() -> SQL { contentText(contentColumns(in: columns).map(expression)) }
        if key.recursive.isEmpty { return whole() }
        let own = contentText(columns.filter(isOfRecursiveKey).map(expression))
        return key.needsEveryColumn ? "CASE WHEN \(lacksPart()) THEN \(whole()) ELSE \(own) END" : own
    }

    private func contentColumns(in columns: [ArchiveColumn]) -> [ArchiveColumn] {
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
package func contentText(_ expressions: [SQL]) -> SQL {
    "ROW(\(SQL.join(expressions.map { "(\($0))::text" }, ", ")))::text"
}
