import Catalogue
import Planning
import PostgreSQL
import Rows
import TableKit

/// Reads staged rows: their keys, the keys of the rows they point at, their content.
///
/// The counterpart of `RowQuery`: for the same row both give the same keys and the same content.
package final class StagedQuery {
    package let table: StagedTable
    package let row: SQL
    package let aliases: Aliases
    let plan: Plan
    private let marks: [TableName: SQL]
    private var joins: [SQL] = []
    private var markOf: [String: SQL] = [:]
    private var aliasOf: [String: SQL] = [:]

    private init(_ table: StagedTable, in plan: Plan, marks: [TableName: SQL], aliases: Aliases) {
        self.table = table
        self.plan = plan
        self.marks = marks
        self.aliases = aliases
        row = aliases.next(for: table.plan.table.name, table.side.word)
    }

    /// Makes expressions of a table's staged rows, and what a statement reads them from.
    ///
    /// - Parameters:
    ///   - marks: for each table with rows without key the relation of their marks; a label whose table is not among them
    ///     stays as the archive writes it.
    ///   - expressions: makes them; what they join is joined.
    package static func reading<E>(
        _ table: StagedTable, in plan: Plan, marks: [TableName: SQL] = [:], aliases: Aliases = Aliases(),
        _ expressions: (StagedQuery) throws -> E
    ) rethrows -> (rows: JoinedRows, expressions: E) {
        let query = StagedQuery(table, in: plan, marks: marks, aliases: aliases)
        let made = try expressions(query)
        return (JoinedRows("\(table.stage) AS \(query.row)", as: query.row, joins: query.joins), made)
    }

    private func join(_ relation: SQL, as alias: SQL, on condition: (SQL) -> SQL) -> SQL {
        joins.append("LEFT JOIN \(relation) AS \(alias) ON \(condition(alias))")
        return alias
    }

    /// Joins the marks of a table's rows.
    private func joinMarks(of table: TableName, _ relation: SQL, on condition: (SQL) -> SQL) -> SQL {
        join(relation, as: aliases.next(for: table, "mark"), on: condition)
    }

    /// Joins a relation on a key, once for each key.
    ///
    /// - Parameters:
    ///   - table: the table whose rows the relation is about.
    ///   - role: what the relation says of them.
    package func joinOnce(
        _ relation: SQL, of table: TableName, _ role: String = "", key: SQL, on condition: (SQL) -> SQL
    ) -> SQL {
        let name = relation.text + " " + key.text
        if let alias = aliasOf[name] { return alias }
        let alias = join(relation, as: aliases.next(for: table, role), on: condition)
        aliasOf[name] = alias
        return alias
    }

    /// The row's own key; its mark where it has none.
    package func ownKey() -> KeyExpression {
        var key = key(plan.keyShape(of: table.plan), nil, [])
        if let relation = marks[table.plan.table.name] {
            let own = joinMarks(of: table.plan.table.name, relation) { "\($0).row = \(row).row" }
            key.label = "\(own).mark"
        } else if let label = table.staged(.ownLabel) {
            key.label = "\(row).\(label)"
        }
        return key
    }

    /// The row's recursive key; the rows above by their marks.
    func recursiveKey() -> KeyExpression { key(plan.recursiveShape(of: table.plan), nil, []) }

    /// The key that a reference's columns hold.
    package func key(of reference: ReferencePlan) -> KeyExpression {
        guard case .table(let referenced) = reference.destination, let target = plan[referenced.table] else {
            return KeyExpression(nil, unmatched: staged(reference, [ArchiveColumn.unmatched]))
        }
        var key = key(plan.keyShape(of: target), reference, [])
        key.label = label(reference, [], of: referenced.table, key)
        key.unmatched = staged(reference, [ArchiveColumn.unmatched]) ?? partlyEmpty(reference)
        return key
    }

    /// The values of a reference of several columns that the archive does not know, where some of them are NULL: it points
    /// at no row then.
    private func partlyEmpty(_ reference: ReferencePlan) -> SQL? {
        let values = reference.columns.compactMap { table.staged(value: $0) }.map { "\(row).\($0)" as SQL }
        guard values.count == reference.columns.count, values.count > 1, !table.isStaged(reference) else { return nil }
        let all = SQL.join(values, ", ")
        let texts = SQL.join(values.map { "(\($0))::text" }, ", ")
        return """
            CASE WHEN num_nonnulls(\(all)) > 0 AND num_nulls(\(all)) > 0 THEN jsonb_build_array(\(texts))::text END
            """
    }

    private func staged(_ reference: ReferencePlan, _ path: [String]) -> SQL? {
        table.staged(.key(reference, path: path)).map { "\(row).\($0)" }
    }

    /// - Parameters:
    ///   - reference: the reference whose columns hold the key; nil for the row's own.
    ///   - path: where in that key this one is nested.
    private func key(_ shape: KeyShape, _ reference: ReferencePlan?, _ path: [String]) -> KeyExpression {
        let parts = shape.parts.map { part -> KeyExpression.Part in
            switch part {
            case .value(let column):
                if let reference {
                    let own = path.isEmpty ? plain(reference, column) : nil
                    return .value(own ?? read(staged(reference, path + [part.name]), column.type))
                }
                let own = table.staged(value: column.name).map { "\(row).\($0)" as SQL }
                return .value(own.map { .init($0, column.type) } ?? .none)
            case .polymorphic(let inner):
                if let reference {
                    return .json(
                        staged(reference, path + [part.name]).map { named($0, inner, by: nil) } ?? "NULL::jsonb")
                }
                return .json(embeddedKey(of: inner))
            case .reference(let inner, let shape):
                let (outer, path) = reference.map { ($0, path + [part.name]) } ?? (inner, [])
                var nested = key(shape, outer, path)
                nested.label = label(outer, path, of: shape.table, nested)
                nested.unmatched = staged(outer, path + [ArchiveColumn.unmatched])
                return .nested(nested)
            }
        }
        return KeyExpression(shape, parts: parts)
    }

    /// Part of the key of the row that a reference points at, where the archive does not know the reference and holds that
    /// part as a plain value of the referencing column.
    private func plain(_ reference: ReferencePlan, _ column: CatalogueColumn) -> KeyExpression.Value? {
        guard !table.isStaged(reference), case .table(let referenced) = reference.destination,
            let position = referenced.columns.firstIndex(of: column.name),
            let value = table.staged(value: reference.columns[position])
        else { return nil }
        return .init("(\(row).\(value))::\(SQL(verbatim: column.type.withoutDomain.sql))", column.type)
    }

    /// A staged text as a value of the type.
    private func read(_ staged: SQL?, _ type: ColumnType) -> KeyExpression.Value {
        guard let staged else { return .none }
        let value: SQL = "(\(staged))::\(type.withoutDomain.withoutModifier)"
        if type.isText, type.baseName != "citext" {
            return .init(type.baseName == "text" ? staged : value, text: staged)
        }
        return .init(value, type)
    }

    /// The mark of the row that a label means, or what remains of a key.
    private func label(
        _ reference: ReferencePlan, _ path: [String], of target: TableName, _ key: KeyExpression
    ) -> SQL? {
        let labels = [label(reference, path, of: target), impliedLabel(key, of: target)].compactMap { $0 }
        return labels.count < 2 ? labels.first : "COALESCE(\(SQL.join(labels, ", ")))"
    }

    /// The mark of the row that a label means.
    private func label(_ reference: ReferencePlan, _ path: [String], of target: TableName) -> SQL? {
        guard let staged = staged(reference, path + [ArchiveColumn.label]) else { return nil }
        guard let relation = marks[target] else { return staged }
        if let known = markOf[staged.text] { return known }
        let alias = joinMarks(of: target, relation) { "\($0).label = \(staged)" }
        // A label that no row bears becomes a mark that no row has.
        markOf[staged.text] = "CASE WHEN \(staged) IS NOT NULL THEN COALESCE(\(alias).mark, '?' || \(staged)) END"
        return markOf[staged.text]
    }

    /// The mark of a row that lacks a key here and had one in the archive, which knows it by what remains of the key.
    private func impliedLabel(_ key: KeyExpression, of target: TableName) -> SQL? {
        guard let relation = marks[target], impliesLabels(target) else { return nil }
        let remains: SQL = "CASE WHEN \(key.isLacking) THEN (\(key.json))::text END"
        let alias = joinOnce(relation, of: target, "mark", key: remains) { "\($0).label = \(remains)" }
        return "CASE WHEN \(remains) IS NOT NULL THEN COALESCE(\(alias).mark, '?' || \(remains)) END"
    }

    /// True where a key with a NULL in it is no key.
    private func impliesLabels(_ target: TableName) -> Bool {
        plan[target].map { $0.key.needsEveryColumn && $0.key.recursive.isEmpty } ?? false
    }

    // MARK: content

    /// The row's content as the target's rows give theirs.
    func content() -> SQL {
        table.plan.content(in: table.content, lacksPart: { recursiveKey().isLacking }, expression)
    }

    private func expression(for column: ArchiveColumn) -> SQL {
        switch column.content {
        case .ownLabel: return "NULL"
        case .value: return table.staged(column.content).map { "\(row).\($0)" } ?? "NULL"
        case .embedded(_, let references): return embedded(column, references)
        case .key(let reference, let path):
            if path.last == ArchiveColumn.label { return value(in: key(of: reference), path[...]) ?? "NULL" }
            guard let staged = staged(reference, path) else { return "NULL" }
            if path.last == ArchiveColumn.unmatched { return staged }
            return value(in: key(of: reference), path[...]) ?? staged
        }
    }

    private func value(in key: KeyExpression, _ path: ArraySlice<String>) -> SQL? {
        if path.first == ArchiveColumn.label { return key.label }
        guard let name = path.first, let index = key.names.firstIndex(of: name) else { return nil }
        switch key.parts[index] {
        case .value(let value): return value.text
        case .json(let json): return "(\(json))::text"
        case .nested(let inner): return value(in: inner, path.dropFirst())
        }
    }

    /// A value with keys inside, its labels replaced by marks.
    func embedded(_ column: ArchiveColumn, _ references: [ReferencePlan]) -> SQL {
        guard let staged = table.staged(column.content) else { return "NULL::jsonb" }
        let json: SQL = "(\(row).\(staged))::jsonb"
        return EmbeddedValue(references)?.rewrite(json, aliases) { reference, key in
            named(key, reference, by: typeColumn(of: reference))
        } ?? json
    }

    /// The keys of a reference, labels replaced by marks: one as jsonb, and what it stands in as a FROM item; nil where it is
    /// made of columns.
    package func keys(of reference: ReferencePlan) -> (key: SQL, elements: SQL?)? {
        if reference.travelsAsColumns { return (key(of: reference).json, nil) }
        guard let column = plan.embeddedColumn(of: reference, in: table.plan) else { return nil }
        return (KeysInJSON.bare("x.v"), reference.form.keys(in: embedded(column, [reference]), alias: "x"))
    }

    private func embeddedKey(of reference: ReferencePlan) -> SQL {
        guard let column = plan.embeddedColumn(of: reference, in: table.plan) else { return "NULL::jsonb" }
        return embedded(column, [reference])
    }

    /// The name of a polymorphic reference's table, as the archive has it: in a column, in the key of the row that a
    /// column points at, or in the value.
    package func typeColumn(of reference: ReferencePlan) -> SQL? {
        guard let named = reference.named else { return nil }
        let name: SQL?
        switch named.naming {
        case .column(let column): name = table.staged(value: column).map { "(\(row).\($0))::text" }
        case .prefix:
            name = plan.embeddedColumn(of: reference, in: table.plan).flatMap { table.staged($0.content) }
                .flatMap { reference.form.name(inWritten: "\(row).\($0)") }
        case .row(let column, let template):
            let type = table.plan.references.first { $0.columns == [column] && $0.shape == .plain }
            name = type.map { type in
                template.text { part in staged(type, [ArchiveColumn.part(part)]) ?? "NULL" }
            }
        }
        return name.map(reference.spelled)
    }

    /// A key in JSON with labels replaced by marks, so that it is the key of a map.
    func named(_ json: SQL, _ reference: ReferencePlan, by type: SQL?) -> SQL {
        guard reference.referencedTables.contains(where: leadsToMark) else { return json }
        return reference.choice(by: type, otherwise: json) { referenced in
            leadsToMark(referenced.table) ? named(json, referenced.table) : nil
        } ?? json
    }

    /// True where a key of the table may be a label, or have one in it, that stands for a mark.
    private func leadsToMark(_ table: TableName) -> Bool {
        marks[table] != nil || nested(in: table).contains { $0.map(leadsToMark) ?? false }
    }

    /// The table that each part of a table's key leads to; nil for a value.
    private func nested(in table: TableName) -> [TableName?] {
        guard let table = plan[table] else { return [] }
        return plan.keyShape(of: table).parts.map { part in
            if case .reference(_, let shape) = part { shape.table } else { nil }
        }
    }

    private func named(_ json: SQL, _ target: TableName) -> SQL {
        guard leadsToMark(target) else { return json }
        let inner: SQL = "(\(json) -> 'text')"
        return """
            CASE WHEN jsonb_typeof(\(json)) = 'object' AND \(json) ? 'text' \
            THEN jsonb_build_object('text', \(marked(inner, target))) ELSE \(marked(json, target)) END
            """
    }

    /// A bare key of a table: its label replaced, or those in its parts.
    private func marked(_ json: SQL, _ target: TableName) -> SQL {
        guard leadsToMark(target) else { return json }
        var cases: [SQL] = []
        if let relation = marks[target] {
            let mark = aliases.next(for: target, "mark")
            cases.append(
                """
                WHEN jsonb_typeof(\(json)) = 'object' AND \(json) ? '#' THEN jsonb_build_object('#', COALESCE(\
                (SELECT \(mark).mark FROM \(relation) AS \(mark) WHERE \(mark).label = \(json) ->> '#'), \
                '?' || (\(json) ->> '#')))
                """)
        }
        if let relation = marks[target], impliesLabels(target) {
            let mark = aliases.next(for: target, "mark")
            cases.append(
                """
                WHEN jsonb_typeof(\(json)) = 'array' AND \(json) @> '[null]' THEN jsonb_build_object('#', COALESCE(\
                (SELECT \(mark).mark FROM \(relation) AS \(mark) WHERE \(mark).label = (\(json))::text), \
                '?' || (\(json))::text))
                """)
        }
        let tables = nested(in: target)
        if tables.contains(where: { $0.map(leadsToMark) ?? false }) {
            let parts = tables.enumerated().map { number, table -> SQL in
                let part: SQL = "(\(json) -> \(number))"
                return table.map { marked(part, $0) } ?? part
            }
            cases.append("WHEN jsonb_typeof(\(json)) = 'array' THEN jsonb_build_array(\(SQL.join(parts, ", ")))")
        }
        return "CASE \(SQL.join(cases, " ")) ELSE \(json) END"
    }
}
