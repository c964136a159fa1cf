import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Rows
import Staging
import TableKit

/// The rows that both sides have and that differ: found by comparing the archive's row, in the target's ids, with the
/// target's row, column by column.
///
/// A key, a primary key, what triggers keep and what was masked are never compared, so never rewritten.
package struct PreparedUpdates {
    private let tables: [StagedTable]
    private let values: TargetValues
    private let connection: Session

    /// - Parameter tables: those of which the target has rows of the archive.
    package init(_ tables: [StagedTable], values: TargetValues, connection: Session) {
        self.tables = tables
        self.values = values
        self.connection = connection
    }

    /// Finds the differences, in a relation for each table.
    ///
    /// - Returns: the tables that have some.
    package func compare() throws -> [StagedTable] {
        try tables.filter { try compare($0) > 0 }
    }

    /// For each table how many rows are to be written, or lack a row that they refer to.
    package func counts() throws -> [(StagedTable, Int)] {
        try tables.map { table in
            (
                table,
                try connection.number("SELECT count(*) FROM \(table.changes) WHERE changed <> '{}' OR missing <> '{}'")
            )
        }
    }

    /// The references whose row is nowhere: errors, or warnings where the target's value shall stay.
    package func missing(_ onMissing: MissingReferences) throws -> [Problem] {
        try tables.flatMap { table in
            try MissingRows(targetValues: values, connection: connection)
                .problems(of: table, in: table.changes, row: "row", missing: "missing", onMissing.severity)
        }
    }

    /// - Returns: how many rows differ, or lack a row that they refer to.
    @discardableResult
    package func compare(_ table: StagedTable) throws -> Int {
        let (staged, (columns, missing)) = StagedQuery.reading(table, in: values.plan) { query in
            let columns = table.comparedColumns.compactMap { column in
                values.value(of: column.name, query).map { (column, $0) }
            }
            let missing = table.plan.references.enumerated().compactMap { number, reference in
                values.isMissing(reference, query).map { (number, reference, $0) }
            }
            return (columns, missing)
        }
        var flags: [SQL] = []
        var news: [SQL] = []
        // Asked first: of most rows nothing holds, and no list is made.
        var conditions = missing.map(\.2)
        for (column, value) in columns {
            let new: SQL = "(\(value))::\(SQL(verbatim: column.type.sql))"
            // Where the archive's reference has no row here, what the target has is kept.
            let found = missing.filter { $0.1.columns.contains(column.name) }.map { "NOT \($0.2)" as SQL }
            let differs = Difference.condition("t.\(name: column.name)", new, column.type)
            let isChanged = SQL.join([differs] + found, " AND ")
            conditions.append("(\(isChanged))")
            flags.append(SQL.name(of: column.name, where: isChanged))
            news.append(", \(new) AS \(name: table.newValue(of: column))")
        }
        let numbers = missing.map { "CASE WHEN \($0.2) THEN \($0.0) END" as SQL }
        try connection.run("DROP TABLE IF EXISTS \(table.changes)")
        return try connection.createTemporary(
            table.changes,
            as: """
                SELECT own.row, \(table.names.text(of: "own")) AS key, own.part, own.tid, \(SQL.array(of: numbers)) AS missing, \
                \(SQL.array(ofNames: flags)) AS changed\(table.plan.addressColumns(of: "t"))\(SQL.join(news, "")) \
                FROM \(staged.from) JOIN \(table.rows) AS own ON own.row = \(staged.row).row AND own.known AND NOT own.dropped \
                AND \(table.mayDiffer(table.names.text(of: "own"))) JOIN \(RowQuery.source(table.plan)) AS t \
                ON t.ctid = own.tid AND t.tableoid = own.part \
                WHERE \(conditions.isEmpty || table.isAllKey ? "false" : SQL.join(conditions, " OR "))
                """, isChecked: columns.contains { $0.0.type.isChecked })
    }

    /// Writes the differences of one table: only rows that differ, and only columns that do.
    ///
    /// - Returns: the number of rows written.
    package func write(_ table: StagedTable) throws -> Int {
        let rows = try connection.rows(
            "SELECT DISTINCT changed.name FROM \(table.changes) AS l, unnest(l.changed) AS changed(name)")
        let changed = Set(rows.compactMap { $0[0] })
        let settings = table.comparedColumns.filter { changed.contains($0.name) }.map { column -> SQL in
            """
            \(name: column.name) = CASE WHEN \(literal: column.name) \(OperatorName.equals) ANY (l.changed) \
            THEN l.\(name: table.newValue(of: column)) ELSE t.\(name: column.name) END
            """
        }
        guard !settings.isEmpty else { return 0 }
        return try connection.underDatabasePath {
            try connection.run(
                """
                UPDATE \(RowQuery.source(table.plan)) AS t SET \(SQL.join(settings, ", ")) FROM \(table.changes) AS l \
                WHERE \(table.plan.isAddressed("t", by: "l")) AND \(PreparedUpdates.isChanged)
                """)
        }
    }

    /// The condition that a row `l` of the changes has a column to be written. It means the same under every search path.
    package static let isChanged: SQL = "l.changed OPERATOR(pg_catalog.<>) '{}'"
}

extension StagedTable {
    /// The column of `changes` with a column's new value.
    fileprivate func newValue(of column: CatalogueColumn) -> String {
        plan.table.relationColumn("new", column.name)
    }
}
