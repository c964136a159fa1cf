import Planning
import PostgreSQL
import Rows
import Staging
import TableKit

/// Links of the target that the archive no longer has, for a merge without a base: rows of junction tables whose parent
/// is in the archive.
///
/// The parent is the row that the link belongs to, where a module says so; else every row that its key refers to has
/// to be in the archive.
struct RemovedLinks {
    let tables: [StagedTable]
    let plan: Plan
    let marks: MarkRelations
    let connection: Session

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
            let (rows, (key, present, named)) = RowQuery.reading(table.plan, in: plan, marks: marks.target) { query in
                let present = parents.map { reference, parent -> SQL in
                    let owner = query.key(of: reference, from: query.row, in: table.plan).json
                    return " AND EXISTS (SELECT FROM \(parent.rows) AS parent WHERE \(isPresent(parent, owner)))"
                }
                return (query.ownKey().json, present, self.named(table.plan, query, byName))
            }
            guard !present.isEmpty, let named else { continue }
            try connection.createTemporary(
                table.deletions,
                as: """
                    SELECT (\(key))::text AS key, \(rows.row).tableoid AS part, \(rows.row).ctid AS tid\
                    \(table.plan.addressColumns(of: rows.row)), false AS changed FROM \(rows.from) \
                    WHERE NOT EXISTS (SELECT FROM \(table.rows) AS own WHERE own.row IS NOT NULL \
                    AND own.tid = \(rows.row).ctid AND own.part = \(rows.row).tableoid)\
                    \(SQL.join(present + named, ""))
                    """)
            found.append(table)
        }
        return found
    }

    /// For each polymorphic reference of the key the condition that the archive has the row; nil where that cannot be told.
    private func named(
        _ table: TablePlan, _ query: RowQuery, _ byName: [TableName: StagedTable]
    ) -> [SQL]? {
        if let owner = table.declaration.belongsTo?.column, table.keyReference(in: owner)?.named == nil { return [] }
        var conditions: [SQL] = []
        for reference in table.key.columns.compactMap({ table.keyReference(in: $0) }) where reference.named != nil {
            guard let column = plan.embeddedColumn(of: reference, in: table) else { return nil }
            let json: SQL = "(\(query.expression(for: column)))"
            guard let key = reference.form.key(in: json) else { return nil }
            let present = reference.namedTables.compactMap { names, referenced -> SQL? in
                guard let parent = byName[referenced.table] else { return nil }
                return """
                    (\(reference.names(names, in: query.row, of: table.table, plan: plan)) \
                    AND EXISTS (SELECT FROM \(parent.rows) AS parent WHERE \(isPresent(parent, key))))
                    """
            }
            conditions.append(present.isEmpty ? " AND false" : " AND (\(SQL.join(present, " OR ")))")
        }
        return conditions
    }

    /// The condition that the archive has the row `parent` of that key.
    private func isPresent(_ table: StagedTable, _ key: SQL) -> SQL {
        "parent.row IS NOT NULL AND \(table.names.text(of: "parent")) = (\(key))::text"
    }

    private func parents(of table: TablePlan) -> [(ReferencePlan, TableName)] {
        let plain = table.references.filter(\.travelsAsColumns)
        let owner = table.declaration.belongsTo.flatMap { owner in plain.first { $0.columns == [owner.column] } }
        let chosen = owner.map { [$0] } ?? plain.filter { !Set($0.columns).isDisjoint(with: table.key.columns) }
        return chosen.compactMap { reference in reference.referencedTables.first.map { (reference, $0) } }
    }
}
