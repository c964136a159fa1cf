import Planning
import PostgreSQL
import Rows
import TableKit

/// The SELECT whose rows are a table's file: columns as the archive has them, rows in the order of their natural keys.
struct ExportQuery {
    let sql: SQL

    /// - Parameter taken: a relation of the rows to write; nil writes all.
    init(_ table: TablePlan, in plan: Plan, labels: [TableName: SQL], taken: SQL? = nil) {
        let columns = plan.archiveColumns(of: table)
        let (rows, (expressions, key, lacksKey)) = RowQuery.reading(table, in: plan, marks: labels, taken: taken) {
            (columns.map($0.expression), $0.ownKey(), $0.lacksKey)
        }
        let names = ArchiveColumnNames.quoted(columns.map(\.name))
        let selected = zip(expressions, names).map { "\($0) AS \($1)" as SQL }
        var order = key.allValues.map { "\($0) COLLATE \"C\"" as SQL }
        if let label = key.label {
            order.append("(\(label))::pg_catalog.int8")
        } else if table.mayLackKey {
            // Rows without a key and without a label are sorted by what they are.
            let content = contentText(expressions)
            order.append("CASE WHEN \(lacksKey) THEN \(content) END COLLATE \"C\"")
        }
        sql = """
            SELECT \(SQL.join(selected, ", ")) FROM \(rows.from)\
            \(order.isEmpty ? "" : " ORDER BY \(SQL.join(order, ", "))")
            """
    }
}
