import Catalogue
import Planning
import PostgreSQL
import Rows

/// The rows of one table that an archive and another place both have, beside each other, column by column.
package struct ComparedRows {
    package struct Column {
        package let column: CatalogueColumn
        package let archive: ComparableValue
        package let target: ComparableValue
    }

    package let columns: [Column]
    package let aliases: Aliases
    private let table: StagedTable
    private let archive: StagedQuery
    private let other: any ComparableRows
    /// The condition that a row of the other place is the one that a pair `l` names.
    private let isOther: SQL

    /// The archive's rows beside the target's.
    package init(_ table: StagedTable, in plan: Plan, marks: MarkRelations) {
        let aliases = Aliases()
        let target = RowQuery(table.plan, in: plan, labels: marks.target, aliases: aliases)
        self.init(
            table, in: plan, marks, aliases, other: target,
            isOther: "\(target.row).ctid = l.tid AND \(target.row).tableoid = l.part")
    }

    /// The archive's rows beside those of another one, which stands in the place of a base.
    package init(_ table: StagedTable, beside base: StagedTable, in plan: Plan, marks: MarkRelations) {
        let aliases = Aliases()
        let other = StagedQuery(base, in: plan, marks: marks.base, aliases: aliases)
        self.init(
            table, in: plan, marks, aliases, other: other,
            isOther: "\(other.row).row = l.base_row")
    }

    private init(
        _ table: StagedTable, in plan: Plan, _ marks: MarkRelations, _ aliases: Aliases,
        other: any ComparableRows, isOther: SQL
    ) {
        let archive = StagedQuery(table, in: plan, marks: marks.archive, aliases: aliases)
        columns = table.comparedColumns.compactMap { column in
            guard let new = archive.comparable(column), let old = other.comparable(column) else { return nil }
            return Column(column: column, archive: new, target: old)
        }
        self.aliases = aliases
        self.table = table
        self.archive = archive
        self.other = other
        self.isOther = isOther
    }

    /// The relation of differences as `l`, with both rows joined.
    package var from: SQL { from(table.changes) }

    /// The same over another relation with the columns that name both rows.
    private func from(_ pairs: SQL) -> SQL {
        """
        \(pairs) AS l JOIN \(archive.joined) ON \(archive.row).row = l.row JOIN \(other.joined) ON \(isOther)
        """
    }

    /// Finds the pairs that differ when both rows are read in comparable form, and keeps them as the table's changes.
    ///
    /// - Parameter pairs: a query for the rows that are the same: `row`, `key`, and what names the other row.
    /// - Returns: their number.
    package func find(among pairs: SQL, on connection: Session) throws -> Int {
        let flags = columns.map { SQL.name(of: $0.column.name, where: $0.archive.differs(from: $0.target)) }
        return try connection.createTemporary(
            table.changes,
            as: """
                SELECT * FROM (SELECT l.*, \(SQL.array(ofNames: flags)) AS changed FROM \(from("(\(pairs))"))) AS compared \
                WHERE changed <> '{}' AND \(table.mayDiffer("key"))
                """)
    }
}
