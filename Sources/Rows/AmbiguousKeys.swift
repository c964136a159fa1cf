import Diagnostics
import Planning
import PostgreSQL
import Reports
import TableKit

/// Finds natural keys that several rows of a database share.
package enum AmbiguousKeys {
    /// - Parameter taken: a relation of the rows to look at; nil looks at all.
    package static func find(
        _ table: TablePlan, in plan: Plan, marks: [TableName: SQL], taken: SQL? = nil, connection: Session,
        place: String
    ) throws -> [Problem] {
        let (rows, (key, lacksKey)) = RowQuery.reading(table, in: plan, marks: marks, taken: taken) {
            ($0.ownKey().json, $0.lacksKey)
        }
        return try find(
            table, named: .text, among: "(SELECT (\(key))::text AS key FROM \(rows.from) WHERE NOT (\(lacksKey)))",
            of: place, connection: connection)
    }

    /// A query for names that several rows share, or that a row lacks.
    package static func query(_ names: RowNames, among rows: SQL) -> SQL {
        let columns = SQL.join(names.columns, ", ")
        return """
            SELECT \(columns), count(*) AS rows FROM \(rows) AS named \
            GROUP BY \(columns) HAVING count(*) > 1 OR num_nonnulls(\(columns)) = 0
            """
    }

    /// The same of any rows.
    ///
    /// - Parameters:
    ///   - rows: a FROM item of their names; NULL for a row that needs a key and has none.
    ///   - place: whose rows they are.
    package static func find(
        _ table: TablePlan, named names: RowNames, among rows: SQL, of place: String,
        remedy: String = "change or remove all but one of them", connection: Session
    ) throws -> [Problem] {
        try connection.listing(
            "SELECT \(names.text(of: "shared")) AS key, rows FROM (\(query(names, among: rows))) AS shared", by: "key"
        ).map { row, total in
            let number = try row.integer(1)
            return Problem(
                .ambiguousKey, table: table.displayName, key: KeyText.readable(row[0], of: table),
                column: table.key.columns.joined(separator: ", "),
                message: row[0] == nil
                    ? (number == 1 ? "1 row of \(place) has" : "\(number) rows of \(place) have")
                        + " no natural key, and the target demands one"
                    : "\(number) rows of \(place) share this natural key",
                remedy: remedy, total: total)
        }
    }
}

extension TablePlan {
    /// True where a constraint keeps two rows from having one key. It knows nothing of masks.
    package var isKeyGuarded: Bool {
        if hasMaskedKey { return false }
        guard let guardName = key.guardedBy, let guarding = table.uniqueKeys.first(where: { $0.name == guardName })
        else {
            return false
        }
        return key.columns.count == 1 || guarding.nullsNotDistinct
            || key.columns.allSatisfy { table.column($0)?.isNotNull == true }
    }
}
