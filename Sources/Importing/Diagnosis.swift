import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Reports
import Rows
import Staging

/// Finds every row that the target refuses, after it refused the first one.
struct Diagnosis {
    private let tables: [StagedTable]
    private let paired: PairedRows
    private let connection: Session

    /// - Parameter tables: those that rows were to be inserted into.
    init(_ tables: [StagedTable], of paired: PairedRows, connection: Session) {
        self.tables = tables
        self.paired = paired
        self.connection = connection
    }

    /// All rows to be inserted that break a check, a NOT NULL or a unique constraint; what the server said where none
    /// does.
    func problems(after error: ServerError) throws -> [Problem] {
        let found = try tables.flatMap { table in
            try checks(table) + notNull(table) + unique(table)
        }
        if !found.isEmpty { return found }
        let table = error.table ?? "?"
        // The server says so of the rows that refer; with an insert it would be the row that leads nowhere.
        let isReferredTo = error.sqlState == "23503" && error.message.hasPrefix("update or delete")
        return [
            Problem(
                isReferredTo ? .forbiddenUpdate : .database, table: table, column: error.column,
                message: error.message + (error.constraint.map { " (\"\($0)\")" } ?? ""),
                remedy: isReferredTo
                    ? "declare the foreign key ON UPDATE CASCADE, and the rows that refer to a changed column follow"
                    : nil)
        ]
    }

    private func checks(_ table: StagedTable) throws -> [Problem] {
        try table.plan.table.checks.flatMap { check -> [Problem] in
            // The relation has the target's column names, so the condition can be asked as it stands.
            let broken: SQL = """
                SELECT \(name: table.rowName) AS satchel_found FROM \(table.load) \
                WHERE NOT (\(SQL(verbatim: check.expression)))
                """
            return try list(broken, table) { row, total in
                Problem(
                    .check, table: table.plan.displayName, key: row, column: check.columns.joined(separator: ", "),
                    message: "breaks the check \"\(check.name)\"",
                    remedy: "correct the row in the source, and export again",
                    total: total)
            }
        }
    }

    private func notNull(_ table: StagedTable) throws -> [Problem] {
        try table.plan.table.columns.filter { $0.isNotNull && !$0.isGenerated }.flatMap { column -> [Problem] in
            let empty: SQL = """
                SELECT \(name: table.rowName) AS satchel_found FROM \(table.load) WHERE \(name: column.name) IS NULL
                """
            return try list(empty, table) { row, total in
                Problem(
                    .notNull, table: table.plan.displayName, key: row, column: column.name,
                    message: "has no value, and the column takes no NULL",
                    remedy: "correct the row in the source, and export again", total: total)
            }
        }
    }

    private func unique(_ table: StagedTable) throws -> [Problem] {
        let whole = table.plan.table.uniqueKeys.filter { !$0.isPartial && !$0.hasExpressions && !$0.columns.isEmpty }
        let others = table.plan.table.uniqueKeys.filter { $0.isPartial || $0.hasExpressions }
        return try unique(table, others)
            + whole.flatMap { key -> [Problem] in
                let columns = key.columns.compactMap(table.plan.table.column)
                let equal = { (left: SQL, right: SQL) in
                    SQL.join(
                        columns.map { $0.type.equals("\(left).\(name: $0.name)", "\(right).\(name: $0.name)") }, " AND "
                    )
                }
                let (there, other) = RowQuery.reading(
                    table.plan, in: paired.plan.plan, marks: paired.marks.target
                ) { $0.ownKey().json }
                let clashing: SQL = """
                    SELECT a.\(name: table.rowName) AS satchel_found, (SELECT (\(other))::text FROM \(there.from) \
                    WHERE \(equal(there.row, "a")) LIMIT 1) AS satchel_other FROM \(table.load) AS a WHERE \
                    EXISTS (SELECT FROM \(RowQuery.source(table.plan)) AS t WHERE \(equal("t", "a"))) \
                    OR EXISTS (SELECT FROM \(table.load) AS b WHERE \(equal("b", "a")) \
                    AND b.\(name: table.rowName) <> a.\(name: table.rowName))
                    """
                return try list(clashing, of: table) { row, other, total in
                    Problem(
                        .unique, table: table.plan.displayName, key: row, column: key.columns.joined(separator: ", "),
                        message: other.map {
                            "the target's row (\($0)) has the same value under the unique \"\(key.name)\""
                        }
                            ?? "another row has the same value under the unique \"\(key.name)\"",
                        remedy: remedy(for: key, table.plan), total: total)
                }
            }
    }

    private func remedy(for key: UniqueKey, _ table: TablePlan) -> String {
        guard key.isPrimary, let number = table.table.soleNumber, !table.key.all.contains(number.name) else {
            return "change one of the two rows, or make them the same under the natural key"
        }
        return
            "where an application draws these numbers from a sequence, declare in a manifest, for export and import, "
            + "{\"table\": \"\(table.displayName)\", \"drawnFrom\": \"NAME_OF_THE_SEQUENCE\"}; else change one of the two"
    }

    /// The same for what guards only some rows, or an expression.
    private func unique(_ table: StagedTable, _ keys: [UniqueKey]) throws -> [Problem] {
        try keys.filter { !$0.elements.isEmpty }.flatMap { key -> [Problem] in
            let values = key.elements.enumerated().map { ", (\(SQL(verbatim: $0.element))) AS e\($0.offset)" as SQL }
            let guarded = { (row: SQL, source: SQL) -> SQL in
                """
                (SELECT \(row) AS satchel_found\(SQL.join(values, "")) FROM \(source) \
                WHERE \(SQL(verbatim: key.predicate ?? "true")))
                """
            }
            let new = guarded("\(name: table.rowName)", table.load)
            // Whatever their type is, arrays of them are equal by its own operator.
            let equal = SQL.join(
                key.elements.indices.map {
                    "a.e\($0) IS NOT NULL AND b.e\($0) IS NOT NULL AND ARRAY[a.e\($0)] = ARRAY[b.e\($0)]"
                }, " AND ")
            let clashing: SQL = """
                SELECT a.satchel_found FROM \(new) AS a \
                WHERE EXISTS (SELECT FROM \(guarded("0", RowQuery.source(table.plan))) AS b WHERE \(equal)) \
                OR EXISTS (SELECT FROM \(new) AS b WHERE \(equal) AND b.satchel_found <> a.satchel_found)
                """
            return try list(clashing, table) { row, total in
                Problem(
                    .unique, table: table.plan.displayName, key: row, column: key.elements.joined(separator: ", "),
                    message: "another row has the same value under the unique \"\(key.name)\"",
                    remedy: "change one of the two rows, or leave one out", total: total)
            }
        }
    }

    /// The rows that a query finds, as problems; none where the query cannot be asked of rows that are not in the
    /// table yet.
    ///
    /// The catalogue prints conditions in the names that satchel's path finds. The functions that they call may rest on the
    /// database's.
    private func list(_ query: SQL, _ table: StagedTable, _ problem: (String, Int?) -> Problem) throws -> [Problem] {
        try list("SELECT found.satchel_found, NULL::text AS satchel_other FROM (\(query)) AS found", of: table) {
            problem($0, $2)
        }
    }

    /// The same with the key of another row for each, where there is one in the target.
    private func list(
        _ query: SQL, of table: StagedTable, _ problem: (String, String?, Int?) -> Problem
    ) throws -> [Problem] {
        let key = try paired.shown.key(table.names.text(of: "own"), of: table.plan)
        let other = try paired.shown.key("found.satchel_other", of: table.plan)
        try connection.run("SAVEPOINT satchel_diagnosis")
        do {
            let found: SQL = """
                SELECT \(key) AS key, own.row, \(other) AS other FROM (\(query)) AS found JOIN \(table.rows) AS own \
                ON own.row = found.satchel_found
                """
            return try connection.evaluatingUnderDatabasePath(found) { try connection.listing($0, by: "row") }
                .map { row, total in
                    problem(
                        KeyText.readable(row[0], of: table.plan) ?? table.place(ofRow: row[1]),
                        row[2].flatMap { KeyText.readable($0, of: table.plan) }, total)
                }
        } catch is ServerError {
            // A condition may read what only the real table has, a generated column say. Its rows are then not listed.
            try connection.run("ROLLBACK TO SAVEPOINT satchel_diagnosis")
            return []
        }
    }
}
