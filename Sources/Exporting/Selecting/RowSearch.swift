import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

/// Finds the row that a user names by table and natural key.
struct RowSearch {
    /// Where a row of a plan's table is, in this snapshot.
    struct Place: Equatable {
        let table: TableName
        /// The row's `tableoid` and `ctid`, as text.
        let part: String
        let tid: String
    }

    let plan: Plan
    let connection: Session

    /// - Parameter purpose: what the row is wanted for, to begin an error with.
    /// - Throws: `Failure` where there is no such table or key, or not exactly one row.
    func find(_ row: RowKey, purpose: String) throws -> Place {
        guard let table = plan.table(named: row.table) else {
            throw Failure(
                .usage, purpose, cause: "\"\(row.table)\" is none of the tables that this export reads",
                remedy: "check the name: satchel tables lists them; name others with --tables")
        }
        if let found = try findInTree(row, of: table, purpose: purpose) { return found }
        let columns = table.key.columns
        guard !columns.isEmpty else {
            throw Failure(
                .usage, purpose, cause: "rows of \"\(table.displayName)\" have no natural key to name one by",
                remedy: "choose a row of another table")
        }
        let (rows, leaves) = RowQuery.reading(table, in: plan, values: .real) {
            RowSearch.leaves($0.ownKey(), plan.keyShape(of: table).parts, $0.row)
        }
        let values = try row.values(count: leaves.count, columns: columns)
        return try find(row, of: table, in: rows, zip(leaves, values).map { $0($1) }, purpose: purpose)
    }

    /// The one row of a table that fulfils the conditions.
    func find(
        _ row: RowKey, of table: TablePlan, in source: JoinedRows, _ conditions: [SQL], purpose: String
    ) throws -> Place {
        let columns = table.key.all
        let rows: [Row]
        do {
            rows = try connection.rows(
                """
                SELECT \(source.row).tableoid, \(source.row).ctid, count(*) OVER () FROM \(source.from) \
                WHERE \(SQL.join(conditions, " AND ")) LIMIT 1
                """)
        } catch let error as ServerError where error.sqlState.hasPrefix("22") {
            throw Failure(
                .usage, purpose, cause: "\"\(row.key)\" cannot be a key of \"\(table.displayName)\"",
                remedy: "the key is \(columns.joined(separator: ", "))")
        }
        guard let found = rows.first, let part = found[0], let tid = found[1] else {
            throw Failure(
                .failed, purpose,
                cause: "no row of \"\(table.displayName)\" has \(columns.joined(separator: ", ")) = \(row.key)",
                remedy: "check the key, and that this is the right database")
        }
        guard found[2] == "1" else {
            throw Failure(
                .failed, purpose,
                cause: "\(found[2] ?? "several") rows of \"\(table.displayName)\" share the key \(row.key)",
                remedy: "change or remove all but one of them")
        }
        return Place(table: table.table.name, part: part, tid: tid)
    }

    /// For each value of a key, the condition that it is a given text. The row's own columns are compared in their own
    /// type, so that an index serves.
    static func leaves(_ key: KeyExpression, _ shape: [KeyShape.Part]?, _ row: SQL) -> [(String?) -> SQL] {
        key.parts.enumerated().flatMap { number, part -> [(String?) -> SQL] in
            switch part {
            case .nested(let inner): return leaves(inner, nil, row)
            case .json(let json): return [{ text in equals("(\(json)) #>> '{}'", text) }]
            case .value(let value):
                if case .value(let column)? = shape?[number] {
                    return [{ text in equals("\(row).\(name: column.name)", text, column.type) }]
                }
                return [{ text in equals(value.text, text) }]
            }
        }
    }

    private static func equals(_ value: SQL, _ text: String?) -> SQL {
        text == nil ? "\(value) IS NULL" : "\(value) = \(literal: text)"
    }

    /// What a domain refuses is no row's value either.
    private static func equals(_ value: SQL, _ text: String?, _ type: ColumnType) -> SQL {
        guard let text else { return "\(value) IS NULL" }
        let type = type.withoutDomain
        // A cast to varchar(n) would cut the text.
        let read: SQL = type.baseName == "varchar" ? "text" : SQL(verbatim: type.sql)
        return type.equals(value, "CAST(\(literal: text) AS \(read))")
    }
}
