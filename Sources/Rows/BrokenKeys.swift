import Catalogue
import Planning
import PostgreSQL
import TableKit

/// Foreign keys that the server takes for checked, and that rows break all the same: written while triggers rested, or by
/// a subscription.
package struct BrokenKeys {
    private let plan: Plan
    /// For each table a relation of its rows that travel; of a table without one all do.
    private let taken: [TableName: SQL]
    private let connection: Session

    package init(_ plan: Plan, taken: [TableName: SQL] = [:], on connection: Session) {
        self.plan = plan
        self.taken = taken
        self.connection = connection
    }

    /// By table the names of such keys: one statement a table, which asks for the first such row of each.
    package func find() throws -> [TableName: Set<String>] {
        var found: [TableName: Set<String>] = [:]
        for table in plan.tables {
            let keys = table.references.compactMap { reference -> (name: String, broken: SQL)? in
                guard let key = reference.constraint, key.isValidated,
                    case .table(let referenced) = reference.destination,
                    let target = plan[referenced.table],
                    let ends = ReferenceEnds(
                        reference.columns, of: table.table, "t", to: referenced.columns, of: target.table, "there")
                else { return nil }
                let isGiven = SQL.join(reference.columns.map { "t.\(name: $0) IS NOT NULL" as SQL }, " AND ")
                return (
                    key.name,
                    """
                    EXISTS (SELECT FROM \(RowQuery.source(table, as: "t", taken: taken[table.table.name])) \
                    WHERE \(isGiven) AND NOT EXISTS (SELECT FROM \(RowQuery.source(target)) AS there WHERE \(ends.areEqual)))
                    """
                )
            }
            guard !keys.isEmpty else { continue }
            let row = try connection.rows("SELECT \(SQL.join(keys.map(\.broken), ", "))")[0]
            let broken = keys.indices.filter { row[$0] == "t" }.map { keys[$0].name }
            if !broken.isEmpty { found[table.table.name] = Set(broken) }
        }
        return found
    }
}
