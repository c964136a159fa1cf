import Catalogue
import Planning
import PostgreSQL

extension TablePlan {
    /// The columns of the row's address as `target id` …, each with a comma before it.
    package func addressColumns(of row: SQL) -> SQL {
        SQL.join(address.map { ", \(row).\(name: $0) AS \(name: table.targetColumn($0))" }, "")
    }

    /// The condition that a row of the table is the one that a relation with an address names. It means the same under
    /// every search path.
    ///
    /// - Parameter names: the relation's columns that hold the address; `target id` … where none are given.
    package func isAddressed(_ row: SQL, by relation: SQL, _ names: [String]? = nil) -> SQL {
        let equals = OperatorName.equals
        if address.isEmpty {
            return "\(row).ctid \(equals) \(relation).tid AND \(row).tableoid \(equals) \(relation).part"
        }
        let same = zip(address, names ?? address.map(table.targetColumn)).map { own, other -> SQL in
            table.column(own)?.type.equalsAnywhere("\(row).\(name: own)", "\(relation).\(name: other)") ?? "false"
        }
        return SQL.join(same, " AND ")
    }
}
