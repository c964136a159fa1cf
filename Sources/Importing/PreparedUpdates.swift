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
struct PreparedUpdates {
    private let tables: [StagedTable]
    private let resolution: TargetValues
    private let connection: Session

    /// - Parameter tables: those of which the target has rows of the archive.
    init(_ tables: [StagedTable], resolution: TargetValues, connection: Session) {
        self.tables = tables
        self.resolution = resolution
        self.connection = connection
    }

    /// Finds the differences, in a relation for each table.
    ///
    /// - Returns: the tables that have some.
    func compare() throws -> [StagedTable] {
        try tables.filter { try compare($0) > 0 }
    }

    /// For each table how many rows are to be written, or lack a row that they refer to.
    func counts() throws -> [TableName: Int] {
        var counts: [TableName: Int] = [:]
        for table in tables {
            let rows = try connection.rows(
                "SELECT count(*) FROM \(table.changes) WHERE changed <> '{}' OR missing <> '{}'")
            counts[table.plan.table.name] = rows.first?[0].flatMap { Int($0) }
        }
        return counts
    }

    /// The references whose row is nowhere: errors, or warnings where the target's value shall stay.
    func missing(_ onMissing: MissingReferences) throws -> [Problem] {
        try tables.flatMap { table in
            try MissingRows(resolution: resolution, connection: connection)
                .problems(of: table, in: table.changes, row: "row", missing: "missing", onMissing.severity)
        }
    }

    /// - Returns: how many rows differ, or lack a row that they refer to.
    @discardableResult
    func compare(_ table: StagedTable) throws -> Int {
        let query = query(table)
        guard let map = resolution.map(of: table.plan.table.name) else { return 0 }
        let columns = resolution.comparedColumns(of: table).compactMap { column in
            resolution.value(of: column.name, query).map { (column, $0) }
        }
        let missing = table.plan.references.enumerated().compactMap { number, reference in
            resolution.isMissing(reference, query).map { (number, reference, $0) }
        }
        var flags: [SQL] = []
        var values: [SQL] = []
        for (number, (column, value)) in columns.enumerated() {
            let new: SQL = "(\(value))::\(SQL(verbatim: column.type.sql))"
            // Where the archive's reference has no row here, what the target has is kept.
            let lost = missing.filter { $0.1.columns.contains(column.name) }.map { "NOT \($0.2)" as SQL }
            let differs = Difference.condition("t.\(name: column.name)", new, column.type)
            flags.append("CASE WHEN \(SQL.join([differs] + lost, " AND ")) THEN \(number) END")
            values.append(", \(new) AS n\(number)")
        }
        let lost = missing.map { "CASE WHEN \($0.2) THEN \($0.0) END" as SQL }
        try connection.run("DROP TABLE IF EXISTS \(table.changes)")
        return try connection.createTemporary(
            table.changes,
            as: """
                SELECT * FROM (SELECT own.row, own.key, there.part, there.tid, \(SQL.array(of: lost)) AS missing, \
                \(SQL.array(of: flags)) AS changed\(table.plan.addressColumns(of: "t"))\(SQL.join(values, "")) \
                FROM \(query.from) JOIN \(table.rows) AS own ON own.row = \(query.row).row AND own.known AND NOT own.dropped \
                AND \(table.mayDiffer("own.key")) \
                JOIN \(map.relation) AS there ON there.key = own.key JOIN \(RowQuery.source(table.plan)) AS t \
                ON t.ctid = there.tid AND t.tableoid = there.part) AS compared \
                WHERE changed <> '{}' OR missing <> '{}'
                """)
    }

    /// Writes the differences of one table: only rows that differ, and only columns that do.
    ///
    /// - Returns: the number of rows written.
    func write(_ table: StagedTable) throws -> Int {
        let rows = try connection.rows(
            "SELECT DISTINCT number.n FROM \(table.changes) AS l, unnest(l.changed) AS number(n) ORDER BY 1")
        let changed = rows.compactMap { row in row[0].flatMap { Int($0) } }
        guard !changed.isEmpty else { return 0 }
        let columns = resolution.comparedColumns(of: table)
        let settings = changed.map { number in
            let name = columns[number].name
            return "\(name: name) = CASE WHEN \(number) = ANY (l.changed) THEN l.n\(number) ELSE t.\(name: name) END"
                as SQL
        }
        return try connection.run(
            """
            UPDATE \(RowQuery.source(table.plan)) AS t SET \(SQL.join(settings, ", ")) FROM \(table.changes) AS l \
            WHERE \(table.plan.isAddressed("t", by: "l")) AND l.changed <> '{}'
            """)
    }

    private func query(_ table: StagedTable) -> StagedQuery {
        StagedQuery(table, in: resolution.plan, marks: [:])
    }
}
