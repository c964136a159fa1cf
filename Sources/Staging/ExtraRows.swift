import Index
import Planning
import PostgreSQL
import Rows

/// The rows of the target that the archive lacks.
package struct ExtraRows {
    private let index: ArchiveIndex
    private let plan: Plan
    private let marks: MarkRelations
    private let connection: Session

    package init(index: ArchiveIndex, plan: Plan, marks: MarkRelations, connection: Session) {
        self.index = index
        self.plan = plan
        self.marks = marks
        self.connection = connection
    }

    /// Finds those of one table, in its relation of deletions.
    ///
    /// - Returns: their number.
    package func find(_ table: StagedTable) throws -> Int {
        // A row that a partial archive lacks may be in its source all the same.
        guard index.holdsWholeTables else { return 0 }
        let (rows, key) = RowQuery.reading(table.plan, in: plan, marks: marks.target) { $0.ownKey().json }
        return try connection.createTemporary(
            table.deletions,
            as: """
                SELECT (\(key))::text AS key, \(rows.row).tableoid AS part, \(rows.row).ctid AS tid\
                \(table.plan.addressColumns(of: rows.row)), false AS changed FROM \(rows.from) \
                WHERE NOT EXISTS (SELECT FROM \(table.rows) AS own WHERE own.row IS NOT NULL \
                AND own.tid = \(rows.row).ctid AND own.part = \(rows.row).tableoid)
                """)
    }
}
