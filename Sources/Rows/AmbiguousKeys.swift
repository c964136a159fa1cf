import Diagnostics
import Planning
import PostgreSQL
import Reports
import TableKit

/// Finds natural keys that several rows of a database share.
package enum AmbiguousKeys {
    /// - Parameter taken: a relation of the rows to look at; nil looks at all.
    package static func find(
        _ table: TablePlan, in plan: Plan, labels: [TableName: SQL], taken: SQL? = nil, connection: Session,
        place: String
    ) throws -> [Problem] {
        let query = RowQuery(table, in: plan, labels: labels, taken: taken)
        let key = query.ownKey().json
        let rows = try connection.rows(
            """
            SELECT key, n, count(*) OVER () FROM (SELECT (\(key))::text AS key, count(*) AS n FROM \(query.from) \
            WHERE NOT (\(query.lacksKey)) GROUP BY 1 HAVING count(*) > 1) AS shared ORDER BY key LIMIT \(Listing.limit)
            """)
        return rows.map { row in
            Problem(
                .ambiguousKey, table: table.displayName, key: KeyText.readable(row[0], of: table),
                column: table.key.columns.joined(separator: ", "),
                message: "\(row[1] ?? "several") rows of \(place) share this natural key",
                remedy: "change or remove all but one of them", total: row[2].flatMap { Int($0) })
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
