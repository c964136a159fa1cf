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
    private let archive: JoinedRows
    private let other: JoinedRows
    /// The condition that a row of the other place is the one that a pair `l` names.
    private let isOther: SQL

    /// The archive's rows beside the target's.
    package init(_ table: StagedTable, in plan: Plan, marks: MarkRelations) {
        self.init(table, in: plan, marks) { aliases, columns in
            RowQuery.reading(table.plan, in: plan, marks: marks.target, aliases: aliases) { target in
                columns.map(target.comparable)
            }
        } isOther: {
            "\($0).ctid = l.tid AND \($0).tableoid = l.part"
        }
    }

    /// The archive's rows beside those of another one, which stands in the place of a base.
    package init(_ table: StagedTable, beside base: StagedTable, in plan: Plan, marks: MarkRelations) {
        self.init(table, in: plan, marks) { aliases, columns in
            StagedQuery.reading(base, in: plan, marks: marks.base, aliases: aliases) { base in
                columns.map(base.comparable)
            }
        } isOther: {
            "\($0).row = l.base_row"
        }
    }

    private init(
        _ table: StagedTable, in plan: Plan, _ marks: MarkRelations,
        other: (Aliases, [CatalogueColumn]) -> (rows: JoinedRows, expressions: [ComparableValue?]),
        isOther: (SQL) -> SQL
    ) {
        let aliases = Aliases()
        let (archive, news) = StagedQuery.reading(table, in: plan, marks: marks.archive, aliases: aliases) { archive in
            table.comparedColumns.compactMap { column in archive.comparable(column).map { (column, $0) } }
        }
        let (other, olds) = other(aliases, news.map(\.0))
        columns = zip(news, olds).compactMap { new, old in
            old.map { Column(column: new.0, archive: new.1, target: $0) }
        }
        self.aliases = aliases
        self.table = table
        self.archive = archive
        self.other = other
        self.isOther = isOther(other.row)
    }

    /// The relation of differences as `l`, with both rows joined.
    package var from: SQL { from(table.changes) }

    /// The same over another relation with the columns that name both rows.
    private func from(_ pairs: SQL) -> SQL {
        """
        \(pairs) AS l JOIN \(archive.item) ON \(archive.row).row = l.row JOIN \(other.item) ON \(isOther)
        """
    }

    /// Finds the pairs that differ when both rows are read in comparable form, and keeps them as the table's changes.
    ///
    /// - Parameter pairs: a query for the rows that are the same: `row`, `key`, and what names the other row.
    /// - Returns: their number.
    package func find(among pairs: SQL, on connection: Session) throws -> Int {
        let differences = columns.map { ($0.column.name, $0.archive.differs(from: $0.target)) }
        let flags = differences.map { SQL.name(of: $0, where: $1) }
        // Asked first: of most rows nothing differs, and no list is made.
        let differs = differences.isEmpty ? "false" : SQL.join(differences.map { "(\($0.1))" }, " OR ")
        return try connection.createTemporary(
            table.changes,
            as: """
                SELECT l.*, \(SQL.array(ofNames: flags)) AS changed FROM \(from("(\(pairs))")) \
                WHERE (\(differs)) AND \(table.mayDiffer("l.key"))
                """)
    }
}
