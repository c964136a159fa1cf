import Planning
import PostgreSQL

extension TablePlan {
    /// The columns of the row's address as `a0`, `a1` …, each with a comma before it.
    package func addressColumns(of row: SQL) -> SQL {
        SQL.join(address.enumerated().map { ", \(row).\(name: $0.element) AS a\($0.offset)" }, "")
    }

    /// The condition that a row of the table is the one that a relation with an address names.
    package func isAddressed(_ row: SQL, by relation: SQL) -> SQL {
        address.isEmpty
            ? "\(row).ctid = \(relation).tid AND \(row).tableoid = \(relation).part"
            : SQL.join(address.enumerated().map { "\(row).\(name: $0.element) = \(relation).a\($0.offset)" }, " AND ")
    }
}
