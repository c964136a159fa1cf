import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Reports
import Rows
import TableKit

/// For each table that is pointed at, a temporary relation from natural key to the values that references hold there:
/// of the rows that the target has, and of those that the import will insert.
///
/// A row that the archive names by label stands there twice: under its mark, and as the archive writes it.
///
/// Joining temporary with temporary keeps the server's plans good: statistics of a table that is being filled mislead it.
package struct KeyMaps {
    /// The relation of one table.
    package struct Map {
        package let relation: SQL
        let table: TablePlan
        /// The columns whose values it has, as `target id` …
        package let columns: [String]
        /// True where keys are looked up one by one, because they stand inside values.
        let isSearched: Bool

        func value(_ column: String) -> SQL? {
            columns.contains(column) ? "\(name: table.table.targetColumn(column))" : nil
        }

        /// The relation's columns for `columns`.
        package var values: [SQL] { columns.compactMap(value) }
    }

    package private(set) var maps: [TableName: Map] = [:]
    private let plan: Plan
    /// For each table with rows without key in the archive, the marks of such rows in the target.
    private let targetMarks: [TableName: SQL]

    package init(_ import: TargetPlan, targetMarks: [TableName: SQL]) {
        plan = `import`.plan
        self.targetMarks = targetMarks
        var pointedAt: [TableName: Set<String>] = [:]
        for table in plan.tables { pointedAt[table.table.name] = [] }
        for reference in plan.tables.flatMap(\.references) {
            switch reference.destination {
            case .absent: break
            case .table(let referenced): pointedAt[referenced.table, default: []].formUnion(referenced.columns)
            case .named(let named):
                for referenced in named.tables.values {
                    pointedAt[referenced.table, default: []].formUnion(referenced.columns)
                }
            }
        }
        let searched = Set(
            plan.tables.flatMap(\.references).filter { !$0.travelsAsColumns }.flatMap(\.referencedTables))
        for (number, name) in pointedAt.keys.sorted().enumerated() {
            guard let table = plan[name] else { continue }
            let columns = table.table.columns.map(\.name).filter { pointedAt[name]?.contains($0) == true }
            maps[name] = Map(
                relation: "pg_temp.satchel_map_\(number)", table: table, columns: columns,
                isSearched: searched.contains(name))
        }
    }

    /// Reads the target's keys.
    package func fill(on connection: Session) throws {
        for map in ordered {
            let (rows, own) = RowQuery.reading(map.table, in: plan, marks: targetMarks) { $0.ownKey() }
            let key = own.json
            // A row that shares what remains of its key is known by its mark, or by nothing.
            let unknown: SQL = own.label.map { "\(own.isLacking) AND \($0) IS NULL" } ?? own.isLacking
            let values = zip(map.columns, map.values).map { ", \(rows.row).\(name: $0) AS \($1)" as SQL }
            try connection.createTemporary(
                map.relation,
                as: """
                    SELECT (\(key))::text AS key, NULL::text AS alias_of, \(rows.row).tableoid AS part, \
                    \(rows.row).ctid AS tid\(SQL.join(values, "")) FROM \(rows.from) \
                    WHERE (\(key)) IS NOT NULL AND NOT (\(unknown))
                    """)
        }
    }

    /// Makes the maps ready for look-ups, once they are complete.
    package func finish(on connection: Session) throws {
        for map in ordered where map.isSearched {
            try connection.run("CREATE INDEX ON \(map.relation) (key); ANALYZE \(map.relation)")
        }
    }

    /// Natural keys that several rows of the target share.
    package func ambiguous(on connection: Session) throws -> [Problem] {
        try ordered.filter { !$0.table.isKeyGuarded }.flatMap { map in
            try AmbiguousKeys.find(
                map.table, among: "SELECT key FROM \(map.relation)", of: "the target", connection: connection)
        }
    }

    private var ordered: [Map] { maps.sorted { $0.key < $1.key }.map(\.value) }
}
