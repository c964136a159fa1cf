import Catalogue
import Planning
import PostgreSQL

extension TablePlan {
    /// The columns of the row's address as `a0`, `a1` …, each with a comma before it.
    package func addressColumns(of row: SQL) -> SQL {
        SQL.join(address.enumerated().map { ", \(row).\(name: $0.element) AS a\($0.offset)" }, "")
    }

    /// The condition that a row of the table is the one that a relation with an address names. It means the same under
    /// every search path.
    ///
    /// - Parameter names: the relation's columns that hold the address; `a0`, `a1` … where none are given.
    package func isAddressed(_ row: SQL, by relation: SQL, _ names: [SQL]? = nil) -> SQL {
        let equals = OperatorName.equals
        if address.isEmpty {
            return "\(row).ctid \(equals) \(relation).tid AND \(row).tableoid \(equals) \(relation).part"
        }
        let same = zip(address, names ?? address.indices.map { "a\($0)" }).map { own, other -> SQL in
            table.column(own)?.type.equalsAnywhere("\(row).\(name: own)", "\(relation).\(other)") ?? "false"
        }
        return SQL.join(same, " AND ")
    }
}
