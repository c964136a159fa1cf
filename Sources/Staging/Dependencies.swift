import Planning
import PostgreSQL
import Rows
import TableKit

/// Rows of tables that were not chosen: they come along where rows that are imported need them, step by step.
struct Dependencies {
    let plan: TargetPlan
    let marks: MarkRelations
    let connection: Session

    /// Leaves all rows of the other tables out, and on request takes those back that are needed and that the target
    /// lacks.
    ///
    /// - Parameter updates: whether rows that the target has are updated, and may then need others.
    func choose(withDependencies: Bool, updates: Bool) throws {
        let others = plan.tables.filter { !$0.isChosen }
        for table in others {
            try connection.run("UPDATE \(table.rows) SET known = true, dropped = true WHERE row IS NOT NULL")
        }
        guard withDependencies, !others.isEmpty else { return }
        var found = 1
        while found > 0 {
            found = 0
            for source in plan.tables {
                for reference in source.plan.references where source.isStaged(reference) {
                    for target in others where reference.referencedTables.contains(target.plan.table.name) {
                        found += try take(target, neededBy: reference, of: source, updates: updates)
                    }
                }
            }
        }
    }

    private func take(
        _ target: StagedTable, neededBy reference: ReferencePlan, of source: StagedTable, updates: Bool
    ) throws -> Int {
        let (rows, (keys, name)) = StagedQuery.reading(source, in: plan.plan, marks: marks.archive) {
            ($0.keys(of: reference), $0.typeColumn(of: reference))
        }
        guard let (key, within) = keys else { return 0 }
        let elements: SQL = within.map { ", LATERAL \($0)" } ?? ""
        var condition: SQL = updates && source.isChosen ? "NOT own.dropped" : "NOT own.known"
        if let name {
            let names = reference.namedTables.filter { $0.referenced.table == target.plan.table.name }.flatMap(\.names)
            condition += " AND \(name) IN (\(SQL.join(names.map { "\(literal: $0)" }, ", ")))"
        }
        return try connection.run(
            """
            UPDATE \(target.rows) AS wanted SET known = false, dropped = false FROM (SELECT DISTINCT (\(key))::text AS key \
            FROM \(rows.from) JOIN \(source.rows) AS own ON own.row = \(rows.row).row\(elements) \
            WHERE \(condition)) AS needed WHERE \(target.names.text(of: "wanted")) = needed.key \
            AND wanted.dropped AND wanted.tid IS NULL
            """)
    }
}
