import PostgreSQL

/// A table's rows with all that is joined for the expressions made of them, as a part of a FROM clause.
package struct JoinedRows {
    /// The alias of the rows.
    package let row: SQL
    /// The whole of a FROM clause.
    package let from: SQL
    /// The same as one item among others.
    package let item: SQL

    package init(_ rows: SQL, as row: SQL, joins: [SQL]) {
        self.row = row
        from = SQL.join([rows] + joins, " ")
        item = joins.isEmpty ? from : "(\(from))"
    }
}
