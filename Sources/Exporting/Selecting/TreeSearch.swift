import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

/// Rows of trees by the keys from the root down: `pages=root,products,chairs`.
extension RowSearch {
    /// - Returns: nil where the table is no tree, or one with several ways up.
    /// - Throws: `Failure` where the key is none, or not exactly one row's.
    func findInTree(_ row: RowKey, of table: TablePlan, purpose: String) throws -> Place? {
        guard plan.treePath(of: table) != nil else { return nil }
        let values = try row.values()
        var (levels, rest): ([(table: TablePlan, values: ArraySlice<String?>)], ArraySlice<String?>) = ([], values[...])
        var next: TablePlan? = table
        while let current = next, let way = plan.treePath(of: current), levels.isEmpty || !rest.isEmpty {
            let count = RowQuery.reading(current, in: plan, values: .real) { conditions($0, way) }.expressions.count
            guard count > 0, rest.count >= count else {
                throw Failure(
                    .usage, "cannot read the key of \"\(row.table)\"",
                    cause:
                        "a row of a tree is named by the keys from its root down, and \"\(row.key)\" has not their number",
                    remedy: "write \(row.table)=<root>,<next>,<row>, or the same values as a JSON array")
            }
            levels.append((current, rest.suffix(count)))
            rest = rest.dropLast(count)
            next = plan[way.above.table]
        }
        return try levels.reversed().reduce(nil) { above, level -> Place? in
            guard let way = plan.treePath(of: level.table) else { return above }
            let (rows, conditions) = RowQuery.reading(level.table, in: plan, values: .real) {
                self.conditions($0, way)
            }
            let own = zip(conditions, level.values).map { $0($1) }
            return try find(
                row, of: level.table, in: rows, own + [isBelow(above, way, rows.row)], purpose: purpose)
        }
    }

    /// The keys from a row's root down as a JSON array; nil where the table is no tree.
    func treeKey(of place: Place) throws -> String? {
        var levels: [String] = []
        var next: Place? = place
        while let place = next, let table = plan[place.table], let way = plan.treePath(of: table),
            let above = plan[way.above.table]
        {
            let (rows, key) = RowQuery.reading(table, in: plan, values: .real) { ownKey($0, way) }
            let own: SQL = "jsonb_build_array(\(SQL.join(key.elements, ", ")))"
            let found = try connection.rows(
                """
                SELECT (\(own))::text, up.tableoid, up.ctid FROM \(rows.item) \
                LEFT JOIN \(RowQuery.source(above)) AS up \
                ON \(isBelow("up", of: above, way, rows.row)) \
                WHERE \(rows.row).ctid = \(literal: place.tid) AND \(rows.row).tableoid = \(literal: place.part)
                """)
            guard let row = found.first, let key = row[0] else { return nil }
            levels.append(String(key.dropFirst().dropLast()))
            next = nil
            if let part = row[1], let tid = row[2] { next = Place(table: above.table.name, part: part, tid: tid) }
        }
        return levels.isEmpty ? nil : "[\(levels.reversed().joined(separator: ", "))]"
    }

    /// A row's recursive key without the way up.
    private func ownKey(_ query: RowQuery, _ way: TreePath) -> KeyExpression {
        query.recursiveKey().without(way.position)
    }

    /// For each value of that, the condition that it is a given text.
    private func conditions(_ query: RowQuery, _ way: TreePath) -> [(String?) -> SQL] {
        let parts = plan.recursiveShape(of: query.table).parts.enumerated().filter { $0.offset != way.position }
        return RowSearch.leaves(ownKey(query, way), parts.map(\.element), query.row)
    }

    /// The condition that a row is right below a row that was found, or a root where there is none.
    private func isBelow(_ above: Place?, _ way: TreePath, _ row: SQL) -> SQL {
        guard let above, let table = plan[above.table] else {
            return SQL.join(way.reference.columns.map { "\(row).\(name: $0) IS NULL" }, " AND ")
        }
        return """
            EXISTS (SELECT FROM \(RowQuery.source(table)) AS up WHERE up.ctid = \(literal: above.tid) \
            AND up.tableoid = \(literal: above.part) AND \(isBelow("up", of: table, way, row)))
            """
    }

    private func isBelow(_ above: SQL, of table: TablePlan, _ way: TreePath, _ row: SQL) -> SQL {
        let pairs = zip(way.reference.columns, way.above.columns).map { own, name -> SQL in
            guard let type = table.table.column(name)?.type else { return "false" }
            return type.equals("\(above).\(name: name)", "\(row).\(name: own)")
        }
        return SQL.join(pairs, " AND ")
    }
}
