import Catalogue
import Planning
import PostgreSQL
import Rows
import TableKit

/// Keys as people read them and write them down: a row of a tree by the keys from its root down (`["root","a","b"]`),
/// where the import itself knows it by a mark that means nothing to anybody and is another one tomorrow.
///
/// The paths are found when first they are asked for: most imports show none.
package final class ShownKeys {
    private let plan: Plan
    private let tables: [StagedTable]
    private let base: [StagedTable]
    private let marks: MarkRelations
    private let connection: Session
    private var isReady = false
    /// The tables with a recursive key that have marks, and for each a relation: `mark`, `key`, `path`.
    private let relations: [TableName: SQL]
    private let trees: [TablePlan]

    package init(_ plan: Plan, tables: [StagedTable], base: [StagedTable], marks: MarkRelations, connection: Session) {
        self.plan = plan
        self.tables = tables
        self.base = base
        self.marks = marks
        self.connection = connection
        trees = (tables + base).map(\.plan).reduce(into: []) { found, table in
            if !table.key.recursive.isEmpty, !found.contains(where: { $0.table.name == table.table.name }) {
                found.append(table)
            }
        }
        relations = Dictionary(
            uniqueKeysWithValues: trees.enumerated().map {
                ($0.element.table.name, "pg_temp.satchel_path_\($0.offset)")
            })
    }

    /// A key of the table's rows, given as JSON text, with paths in place of marks.
    package func key(_ key: SQL, of table: TablePlan) throws -> SQL {
        let shape = plan.keyShape(of: table)
        guard leadsToPaths(shape) else { return key }
        return "(SELECT (\(try withPaths("k", shape)))::text FROM (SELECT (\(key))::jsonb AS k OFFSET 0) AS given)"
    }

    /// A column's value, where it is a key with paths in place of marks.
    package func value(_ value: ComparableValue, of column: CatalogueColumn, in table: TablePlan) throws
        -> ComparableValue
    {
        guard case .json(let json) = value, case .keys(let references) = plan.form(of: column, in: table),
            references.count == 1, case .table(let referenced) = references[0].destination,
            let target = plan[referenced.table],
            leadsToPaths(plan.keyShape(of: target))
        else { return value }
        return .json(
            "(SELECT \(try withPaths("k", plan.keyShape(of: target))) FROM (SELECT (\(json)) AS k OFFSET 0) AS given)")
    }

    private func leadsToPaths(_ shape: KeyShape) -> Bool { !relations.isEmpty && plan.keyLeadsToTree(shape) }

    private func withPaths(_ key: SQL, _ shape: KeyShape) throws -> SQL {
        try prepare()
        return replaced(key, shape)
    }

    /// A key in jsonb with paths in place of marks; one whose path is not known stays as it is.
    private func replaced(_ key: SQL, _ shape: KeyShape) -> SQL {
        if let relation = relations[shape.table] {
            return """
                CASE WHEN jsonb_typeof(\(key)) = 'object' THEN COALESCE((SELECT p.path FROM \(relation) AS p \
                WHERE p.mark = \(key) ->> '#'), \(key)) ELSE \(key) END
                """
        }
        guard leadsToPaths(shape) else { return key }
        let parts = shape.parts.enumerated().map { number, part -> SQL in
            guard case .reference(_, let inner) = part else { return "\(key) -> \(number)" }
            return replaced("(\(key) -> \(number))", inner)
        }
        return "CASE jsonb_typeof(\(key)) WHEN 'array' THEN jsonb_build_array(\(SQL.join(parts, ", "))) ELSE \(key) END"
    }

    // MARK: paths

    private func prepare() throws {
        guard !isReady else { return }
        isReady = true
        for table in trees { try collect(table) }
        // Level by level; rows that lead in a circle never get a path.
        while try trees.map(extend).reduce(0, +) > 0 {}
    }

    /// Takes the keys of a tree's rows from all sides.
    private func collect(_ table: TablePlan) throws {
        guard let relation = relations[table.table.name] else { return }
        let name = table.table.name
        var sides = tables.filter { $0.plan.table.name == name }.map { staged($0, marks.archive, withLabels: true) }
        sides += base.filter { $0.plan.table.name == name }.map { staged($0, marks.base, withLabels: false) }
        if marks.target[name] != nil {
            let (rows, (key, label)) = RowQuery.reading(table, in: plan, marks: marks.target) {
                ($0.recursiveKey().json, $0.ownKey().label)
            }
            sides.append(select(key, label.map { [$0] } ?? [], rows.from))
        }
        let rows = try connection.createTemporary(
            relation,
            as: """
                SELECT DISTINCT ON (mark) mark, key, NULL::jsonb AS path FROM \
                (\(SQL.join(sides, " UNION ALL "))) AS sides WHERE mark IS NOT NULL ORDER BY mark
                """)
        try connection.run("CREATE INDEX ON \(relation) (mark)")
        try connection.analyze(relation, rows: rows)
    }

    private func staged(_ table: StagedTable, _ marks: [TableName: SQL], withLabels: Bool) -> SQL {
        let (rows, (key, mark)) = StagedQuery.reading(table, in: plan, marks: marks) {
            ($0.recursiveKey().json, $0.ownKey().label)
        }
        var names = mark.map { [$0] } ?? []
        if withLabels, let label = table.staged(.ownLabel) { names.append("\(rows.row).\(label)") }
        return select(key, names, rows.from)
    }

    private func select(_ key: SQL, _ names: [SQL], _ from: SQL) -> SQL {
        guard !names.isEmpty else { return "SELECT NULL::text AS mark, NULL::jsonb AS key WHERE false" }
        let values = names.map { "(\($0))" as SQL }
        return """
            SELECT named.mark, \(key) AS key FROM \(from) CROSS JOIN LATERAL (VALUES \(SQL.join(values, ", "))) \
            AS named(mark)
            """
    }

    /// Gives the rows a path whose rows above have one.
    ///
    /// - Returns: their number.
    private func extend(_ table: TablePlan) throws -> Int {
        guard let relation = relations[table.table.name] else { return 0 }
        let shape = plan.recursiveShape(of: table)
        let known = shape.parts.enumerated().compactMap { number, part -> SQL? in
            guard case .reference(_, let inner) = part, leadsToPaths(inner) else { return nil }
            return isKnown("(own.key -> \(number))", inner)
        }
        let parts = shape.parts.enumerated().map { number, part -> SQL in
            guard case .reference(_, let inner) = part else { return "own.key -> \(number)" }
            return replaced("(own.key -> \(number))", inner)
        }
        var path: SQL = "jsonb_build_array(\(SQL.join(parts, ", ")))"
        if let way = plan.treePath(of: table) {
            let others = parts.enumerated().filter { $0.offset != way.position }.map(\.element)
            let above = parts[way.position]
            path = """
                (CASE jsonb_typeof(\(above)) WHEN 'array' THEN \(above) ELSE '[]' END) \
                || jsonb_build_array(\(SQL.join(others, ", ")))
                """
        }
        return try connection.run(
            """
            UPDATE \(relation) AS own SET path = \(path) WHERE own.path IS NULL AND own.key IS NOT NULL \
            AND \(SQL.join(known.isEmpty ? ["true"] : known, " AND "))
            """)
    }

    /// The condition that every row of a tree which a key names has a path.
    private func isKnown(_ key: SQL, _ shape: KeyShape) -> SQL {
        if let relation = relations[shape.table] {
            return """
                (jsonb_typeof(\(key)) <> 'object' OR NOT EXISTS (SELECT FROM \(relation) AS p \
                WHERE p.mark = \(key) ->> '#' AND p.path IS NULL))
                """
        }
        let inner = shape.parts.enumerated().compactMap { number, part -> SQL? in
            guard case .reference(_, let inner) = part, leadsToPaths(inner) else { return nil }
            return isKnown("(\(key) -> \(number))", inner)
        }
        return inner.isEmpty ? "true" : "(jsonb_typeof(\(key)) <> 'array' OR (\(SQL.join(inner, " AND "))))"
    }
}
