import Planning
import PostgreSQL
import TableKit

/// Links of the target that the archive no longer has, for a merge without a base: rows of junction tables whose parent
/// is in the archive.
///
/// The parent is the row that the link belongs to, where a module says so; else every row that its key refers to has
/// to be in the archive.
struct RemovedLinks {
    let tables: [StagedTable]
    let plan: Plan
    let marks: RowMarks
    let connection: Connection

    /// Finds them.
    ///
    /// - Returns: the tables whose rows were looked at, each with a relation of those that go.
    func find() throws -> [StagedTable] {
        var found: [StagedTable] = []
        let byName = Dictionary(uniqueKeysWithValues: tables.map { ($0.plan.table.name, $0) })
        for table in tables where table.plan.kind == .junction {
            let parents = parents(of: table.plan).compactMap { reference, target in
                byName[target].map { (reference, $0) }
            }
            let query = RowQuery(table.plan, in: plan, labels: marks.target)
            let key = query.ownKey().json
            let present = parents.map { reference, parent -> SQL in
                let owner = query.key(of: reference, from: query.row, in: table.plan).json
                return " AND EXISTS (SELECT FROM \(parent.rows) AS parent WHERE parent.key = (\(owner))::text)"
            }
            guard !present.isEmpty else { continue }
            try connection.createTemporary(
                table.deletions,
                as: """
                    SELECT (\(key))::text AS key, \(query.row).tableoid AS part, \(query.row).ctid AS tid\
                    \(table.plan.addressColumns(of: query.row)), false AS changed FROM \(query.from) \
                    WHERE NOT EXISTS (SELECT FROM \(table.rows) AS own WHERE own.key = (\(key))::text)\
                    \(SQL.join(present, ""))
                    """)
            found.append(table)
        }
        return found
    }

    private func parents(of table: TablePlan) -> [(ReferencePlan, TableName)] {
        let plain = table.references.filter(\.travelsAsColumns)
        let owner = table.declaration.belongsTo.flatMap { owner in plain.first { $0.columns == [owner.column] } }
        let chosen = owner.map { [$0] } ?? plain.filter { !Set($0.columns).isDisjoint(with: table.key.columns) }
        return chosen.compactMap { reference in reference.targets.first.map { (reference, $0) } }
    }
}
