import Catalogue
import Loading
import Planning
import PostgreSQL
import Rows
import Staging

/// Decides column by column, for rows in which archive and target differ, whose value counts: where only one side
/// changed it since the base that side's, where both did nobody's.
///
/// It refines what `PreparedUpdates` found: that a column differs, and that a reference of the archive has no row here.
struct ColumnMerge {
    let base: MergeBase
    let tables: [StagedTable]
    let targetValues: TargetValues
    let marks: MarkRelations
    let connection: Session

    /// Finds out for each differing row which columns each side changed since the base, and adds the conflicts.
    func compare(_ tables: [StagedTable], adding conflicts: Conflicts?) throws {
        for table in tables {
            try createSides(of: table)
            if let conflicts, try hasConflicts(table) { try addConflicts(table, conflicts) }
            try dropUnchangedReferences(table)
        }
    }

    // MARK: which side changed

    /// The differing rows with their rows of the base beside them.
    private struct Source {
        let columns: [ComparedRows.Column]
        /// By the column's name; nothing where the base lacks the column.
        let base: [String: ComparableValue]
        let from: SQL
        /// The condition that the base has the row.
        let hasBase: SQL
    }

    private func source(_ table: StagedTable) -> Source {
        let rows = ComparedRows(table, in: targetValues.plan, marks: marks)
        guard let pair = base.pairs.first(where: { $0.archive.number == table.number }) else {
            return Source(columns: rows.columns, base: [:], from: rows.from, hasBase: "false")
        }
        let (before, values) = StagedQuery.reading(
            pair.base, in: targetValues.plan, marks: marks.base, aliases: rows.aliases
        ) { base in
            rows.columns.compactMap { column in base.comparable(column.column).map { (column.column.name, $0) } }
        }
        return Source(
            columns: rows.columns, base: Dictionary(uniqueKeysWithValues: values),
            from: """
                \(rows.from) LEFT JOIN \(pair.base.rows) AS own ON own.staged = l.row \
                LEFT JOIN \(before.item) ON \(before.row).row = own.row
                """,
            hasBase: "own.row IS NOT NULL")
    }

    private func createSides(of table: StagedTable) throws {
        let source = source(table)
        let orMissing = { (column: CatalogueColumn) -> SQL in
            let numbers = table.plan.references.enumerated().filter { $0.element.columns.contains(column.name) }
            return numbers.isEmpty ? "" : " OR l.missing && ARRAY[\(SQL.join(numbers.map { "\($0.offset)" }, ", "))]"
        }
        var theirs: [SQL] = []
        var ours: [SQL] = []
        for side in source.columns {
            let related = table.plan.columns(readWith: side.column.name)
            let group = source.columns.filter { related.contains($0.column.name) }
            // An id here that leads to another of several equal rows is another id, and no difference.
            let differs = SQL.any(group.map { $0.archive.differs(from: $0.target) })
            let asked: SQL = "(\(literal: side.column.name) = ANY (l.changed)\(orMissing(side.column))) AND \(differs)"
            let changedThere = SQL.any(group.map { changed($0.archive, since: source.base[$0.column.name], source) })
            let changedHere = SQL.any(group.map { changed($0.target, since: source.base[$0.column.name], source) })
            if side.column.name == table.plan.declaration.modifiedAt, case .value(let new, _) = side.archive,
                case .value(let old, _) = side.target
            {
                // Both rows were written: the later time is when.
                theirs.append(
                    SQL.name(
                        of: side.column.name,
                        where: "\(asked) AND \(changedThere) AND (NOT \(changedHere) OR \(new) > \(old))"))
                continue
            }
            theirs.append(SQL.name(of: side.column.name, where: "\(asked) AND \(changedThere)"))
            ours.append(SQL.name(of: side.column.name, where: "\(asked) AND \(changedHere)"))
        }
        try connection.run("DROP TABLE IF EXISTS \(table.sides)")
        try connection.createTemporary(
            table.sides,
            as: """
                SELECT l.row, \(SQL.array(ofNames: theirs)) AS theirs, \(SQL.array(ofNames: ours)) AS ours FROM \(source.from)
                """)
    }

    /// Without a base every difference counts as changed on both sides.
    private func changed(_ now: ComparableValue, since base: ComparableValue?, _ source: Source) -> SQL {
        guard let base else { return "true" }
        return "(NOT (\(source.hasBase)) OR (\(now.differs(from: base))))"
    }

    /// Asked first, because listing them is a large statement.
    private func hasConflicts(_ table: StagedTable) throws -> Bool {
        let rows = try connection.rows(
            """
            SELECT EXISTS (SELECT FROM \(table.changes) AS l JOIN \(table.sides) AS m ON m.row = l.row \
            WHERE l.changed && m.theirs AND m.theirs && m.ours)
            """)
        return rows.first?[0] == "t"
    }

    private func addConflicts(_ table: StagedTable, _ conflicts: Conflicts) throws {
        let source = source(table)
        guard !source.columns.isEmpty else { return }
        let values = try source.columns.enumerated().map { position, side -> SQL in
            let shown = { (value: ComparableValue) in
                try targetValues.shown.value(value, of: side.column, in: table.plan).text
            }
            let before: SQL =
                try source.base[side.column.name].map { "CASE WHEN \(source.hasBase) THEN \(try shown($0)) END" }
                ?? "NULL::text"
            return """
                (\(position), \(literal: side.column.name), \(before), \(try shown(side.target)), \
                \(try shown(side.archive)))
                """
        }
        try conflicts.add(
            table,
            """
            SELECT v.n, l.key, v.name, v.base, v.target, v.archive FROM \(source.from) \
            JOIN \(table.sides) AS m ON m.row = l.row \
            CROSS JOIN LATERAL (VALUES \(SQL.join(values, ", "))) AS v(n, name, base, target, archive) \
            WHERE m.theirs && m.ours AND l.changed && m.theirs \
            AND v.name = ANY (l.changed) AND v.name = ANY (m.theirs) AND v.name = ANY (m.ours)
            """)
    }

    /// A reference of the archive that has no row here is no loss where the archive did not change it.
    private func dropUnchangedReferences(_ table: StagedTable) throws {
        let compared = Set(table.comparedColumns.map(\.name))
        let kept = table.plan.references.enumerated().map { number, reference -> SQL in
            let names = reference.columns.filter(compared.contains)
            guard !names.isEmpty else { return "CASE WHEN \(number) = ANY (l.missing) THEN \(number) END" }
            let list = SQL.join(names.map { "\(literal: $0)" }, ", ")
            return "CASE WHEN \(number) = ANY (l.missing) AND m.theirs && ARRAY[\(list)]::text[] THEN \(number) END"
        }
        guard !kept.isEmpty else { return }
        try connection.run(
            """
            UPDATE \(table.changes) AS l SET missing = \(SQL.array(of: kept)) FROM \(table.sides) AS m \
            WHERE m.row = l.row AND l.missing <> '{}'
            """)
    }

    // MARK: what is written

    /// Leaves of the differences those that are to be written: the archive's, and what was decided for it.
    func settle() throws {
        for table in tables {
            try connection.run(
                """
                UPDATE \(table.changes) AS l SET changed = ARRAY(SELECT changed.name FROM unnest(l.changed) AS changed(name) \
                LEFT JOIN \(Conflicts.relation) AS c ON c.number = \(table.number) AND c.key = l.key \
                AND c."column" = changed.name \
                WHERE CASE WHEN c.key IS NULL THEN changed.name = ANY (m.theirs) ELSE c.decision <> 'target' END) \
                FROM \(table.sides) AS m WHERE m.row = l.row AND l.changed <> '{}'
                """)
        }
    }
}

extension TablePlan {
    /// The column, and those that mean something only together with it: ids whose table another column names. A table's
    /// name of one side and an id of the other would be another row.
    fileprivate func columns(readWith column: String) -> Set<String> {
        references.reduce(into: [column]) { columns, reference in
            guard let name = reference.named?.naming.column else { return }
            let pair = reference.columns + [name]
            if pair.contains(column) { columns.formUnion(pair) }
        }
    }
}

extension SQL {
    /// The condition that one of these holds.
    fileprivate static func any(_ conditions: [SQL]) -> SQL { "(\(join(conditions, " OR ")))" }
}
