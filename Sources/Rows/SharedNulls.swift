import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import TableKit

/// Finds tables of which several rows share a natural key because a column of it is NULL: to a unique constraint two
/// NULLs are two values.
package enum SharedNulls {
    package static func find(in plan: Plan, on connection: Session) throws -> Set<TableName> {
        let candidates = (plan.tables + plan.lookups).filter(\.mayShareNulls)
        return Set(try candidates.filter { try isShared($0, in: plan, on: connection) }.map(\.table.name))
    }

    private static func isShared(_ table: TablePlan, in plan: Plan, on connection: Session) throws -> Bool {
        // Of a reference the values count: two rows that it can lead to are two keys.
        let (rows, values) = RowQuery.reading(table, in: plan) { query in
            table.key.all.compactMap { column in
                table.table.column(column).map {
                    Canonical.text(query.value(of: column, in: query.row, of: table), $0.type)
                }
            }
        }
        let all = SQL.join(values, ", ")
        return try connection.rows(
            """
            SELECT FROM \(rows.from) WHERE num_nulls(\(all)) > 0 AND num_nonnulls(\(all)) > 0 \
            GROUP BY \(all) HAVING count(*) > 1 LIMIT 1
            """
        ).isEmpty == false
    }

    /// What an export says of the tables that it found.
    package static func warning(of table: TablePlan) -> Problem {
        Problem(
            .ambiguousKey, severity: .warning, table: table.displayName,
            column: table.key.all.joined(separator: ", "),
            message: "rows share this natural key where a column of it is NULL: such rows are compared by content",
            remedy: "fill the column, or change all but one of the rows, where they shall be known by the key")
    }
}
