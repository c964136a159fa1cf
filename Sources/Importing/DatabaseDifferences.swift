import Planning
import PostgreSQL
import Staging
import TableKit

extension ImportRun {
    /// Finds the rows that differ and the rows that only the target has; those that only the archive has are known by
    /// now.
    mutating func findDifferences(_ resolution: TargetValues) throws {
        let extra = ExtraRows(index: plan.index, plan: plan.plan, marks: marks, connection: connection)
        for (number, table) in plan.tables.enumerated() {
            guard let map = resolution.map(of: table.plan.table.name) else { continue }
            let pairs: SQL = """
                SELECT own.row, own.key, there.part, there.tid FROM \(table.rows) AS own \
                JOIN \(map.relation) AS there ON there.key = own.key
                """
            let differing = try ComparedRows(table, resolution, marks: marks).find(among: pairs, on: connection)
            changed[table.plan.table.name] = differing
            reports[number].updated = differing
            reports[number].unchanged -= differing
            reports[number].deleted = try extra.find(table)
        }
        if let show = observer.change { try showChanges(resolution, show) }
    }
}
