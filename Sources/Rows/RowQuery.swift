import Catalogue
import Planning
import PostgreSQL
import TableKit

/// Reads a table's rows in the form in which they travel: references as natural keys, ids inside values as keys.
///
/// Two databases with equal content give equal rows, whatever their ids. Export writes these rows; import and
/// comparison read the target through the same expressions.
package final class RowQuery {
    let plan: Plan
    private let values: RowValues
    /// For each table with rows without key the relation of their marks.
    private let marks: [TableName: SQL]
    private let aliases: Aliases
    package let table: TablePlan
    /// The alias of the table itself.
    package let row: SQL
    private var joins: [SQL] = []
    private var keys: [(from: String, reference: ReferencePlan, key: KeyExpression)] = []
    private var markOf: [String: SQL] = [:]
    /// By row and column the joined row that names a table.
    private var typeRows: [String: SQL] = [:]

    private init(
        _ table: TablePlan, in plan: Plan, marks: [TableName: SQL], values: RowValues, aliases: Aliases
    ) {
        self.plan = plan
        self.values = values
        self.table = table
        self.marks = marks
        self.aliases = aliases
        row = aliases.next(for: table.table.name)
    }

    /// Makes expressions of a table's rows, and what a statement reads them from.
    ///
    /// - Parameters:
    ///   - marks: for each table with rows without key the relation of their marks (`part`, `tid`, `mark`).
    ///   - taken: a relation of the rows to read (`part`, `tid`); nil reads all.
    ///   - values: which values are read, where the plan has masks.
    ///   - expressions: makes them; what they join is joined.
    package static func reading<E>(
        _ table: TablePlan, in plan: Plan, marks: [TableName: SQL] = [:], taken: SQL? = nil,
        values: RowValues = .travelling, aliases: Aliases = Aliases(), _ expressions: (RowQuery) throws -> E
    ) rethrows -> (rows: JoinedRows, expressions: E) {
        let query = RowQuery(table, in: plan, marks: marks, values: values, aliases: aliases)
        let made = try expressions(query)
        return (JoinedRows(source(table, as: query.row, taken: taken), as: query.row, joins: query.joins), made)
    }

    /// A table as a FROM item that begins with the taken rows, under the alias `taken`: no other row is read then.
    package static func source(_ table: TablePlan, as row: SQL, taken: SQL?) -> SQL {
        let source: SQL = "\(source(table)) AS \(row)"
        guard let taken else { return source }
        return "\(taken) AS taken JOIN \(source) ON \(row).ctid = taken.tid AND \(row).tableoid = taken.part"
    }

    /// The table as a FROM item: without the rows of children by inheritance, with those of partitions.
    package static func source(_ table: TablePlan) -> SQL { source(table.table) }

    package static func source(_ table: CatalogueTable) -> SQL {
        table.kind == .partitioned ? "\(table.name)" : "ONLY \(table.name)"
    }

    /// A column of the archive as an expression: text, or the column in its own type.
    package func expression(for column: ArchiveColumn) -> SQL {
        switch column.content {
        case .ownLabel: mark(of: table, row) ?? "NULL::text"
        case .value(let column): value(of: column.name, in: row, of: table)
        case .key(let reference, let path): part(of: key(of: reference, from: row, in: table), path[...])
        case .embedded(let column, let references): embedded(column, references)
        }
    }

    /// The row's own key; its label where it has none and the table is labelled.
    package func ownKey() -> KeyExpression {
        var key = key(plan.keyShape(of: table), row, table)
        if table.mayLackKey { key.label = mark(of: table, row) }
        return key
    }

    /// The row's recursive key; the rows above by label.
    package func recursiveKey() -> KeyExpression { key(plan.recursiveShape(of: table), row, table) }

    /// True for a row without key.
    package var lacksKey: SQL {
        if table.key.needsEveryColumn, table.key.recursive.isEmpty { return lacksPart(row) }
        let columns = table.key.columns.map { value(of: $0, in: row, of: table) }
        return columns.isEmpty ? "true" : "num_nonnulls(\(SQL.join(columns, ", "))) = 0"
    }

    /// True for a row in whose key, be it a recursive one, a value is NULL or a reference points nowhere.
    ///
    /// - Parameter row: the alias of the table.
    package func lacksPart(_ row: SQL) -> SQL {
        let parts = plan.parts(of: table.key.all, in: table).map { part -> SQL in
            let columns = part.columns.map { value(of: $0, in: row, of: table) }
            return "num_nonnulls(\(SQL.join(columns, ", "))) = 0"
        }
        return "(\(SQL.join(parts, " OR ")))"
    }

    /// The key of the row that a reference points at.
    package func key(of reference: ReferencePlan, from alias: SQL, in owner: TablePlan) -> KeyExpression {
        if let known = keys.first(where: { $0.from == alias.text && $0.reference == reference }) { return known.key }
        let made = makeKey(of: reference, from: alias, in: owner)
        keys.append((alias.text, reference, made))
        return made
    }

    private func makeKey(of reference: ReferencePlan, from alias: SQL, in owner: TablePlan) -> KeyExpression {
        let values = reference.columns.map { value(of: $0, in: alias, of: owner) }
        let shown = reference.columns.map { known($0, of: reference, in: alias, of: owner) }
        guard case .table(let referenced) = reference.destination, let target = plan[referenced.table] else {
            return KeyExpression(nil, unmatched: "(\(values[0]))::text")
        }
        let other = aliases.next(for: referenced.table)
        let ends = ReferenceEnds(
            reference.columns, of: owner.table, alias, values: values, to: referenced.columns, of: target.table, other)
        joins.append("LEFT JOIN \(RowQuery.source(target)) AS \(other) ON \(ends?.areEqual ?? "false")")
        var key = key(plan.keyShape(of: target), other, target)
        if plan.isLabelled(referenced.table) {
            key.label = mark(of: target, other)
        }
        if plan.mayBeUnmatched(reference) {
            key.unmatched = unmatched(reference, shown, found: "\(other).\(name: referenced.columns[0])", key, target)
        }
        return key
    }

    /// A column's value; of a composite foreign key that is NULL in part nothing where another reference tells it: an id
    /// would mean something else elsewhere.
    private func known(_ column: String, of reference: ReferencePlan, in alias: SQL, of owner: TablePlan) -> SQL {
        func columns(_ reference: ReferencePlan) -> SQL {
            SQL.join(reference.columns.map { "\(alias).\(name: $0)" }, ", ")
        }
        let value = value(of: column, in: alias, of: owner)
        let others = owner.references(in: column).filter { $0.travelsAsColumns && $0.columns != reference.columns }
        guard reference.columns.count > 1, !others.isEmpty else { return value }
        let tells = SQL.join(others.map { "num_nulls(\(columns($0))) = 0" }, " OR ")
        return "CASE WHEN num_nulls(\(columns(reference))) = 0 OR NOT (\(tells)) THEN \(value) END"
    }

    /// The value of a reference that leads to no row, or to one that has no name.
    private func unmatched(
        _ reference: ReferencePlan, _ values: [SQL], found: SQL, _ key: KeyExpression, _ target: TablePlan
    ) -> SQL {
        var isUnmatched: SQL = "\(found) IS NULL"
        if plan.mayBeNameless(target.table.name) {
            let unlabelled: SQL = key.label.map { " AND \($0) IS NULL" } ?? ""
            isUnmatched = "(\(isUnmatched) OR (\(key.isLacking)\(unlabelled)))"
        }
        if values.count == 1 {
            return
                "CASE WHEN \(values[0]) IS NOT NULL AND \(isUnmatched) THEN \(leaving("(\(values[0]))::text", reference)) END"
        }
        let all = SQL.join(values, ", ")
        let texts = SQL.join(values.map { leaving("(\($0))::text", reference) }, ", ")
        return "CASE WHEN num_nonnulls(\(all)) > 0 AND \(isUnmatched) THEN jsonb_build_array(\(texts))::text END"
    }

    private func key(_ shape: KeyShape, _ alias: SQL, _ owner: TablePlan) -> KeyExpression {
        let parts = shape.parts.map { part -> KeyExpression.Part in
            switch part {
            case .value(let column): .value(.init(value(of: column.name, in: alias, of: owner), column.type))
            case .reference(let reference, _): .nested(key(of: reference, from: alias, in: owner))
            case .polymorphic(let reference): .json(written(reference, from: alias, in: owner))
            }
        }
        return KeyExpression(shape, parts: parts)
    }

    /// A column's value as it may leave the database, itself or its mask, unless real values are asked for. Whatever is
    /// read of a row to be shown or written comes from here.
    package func value(of column: String, in alias: SQL, of owner: TablePlan) -> SQL {
        guard let rule = mask(of: column, of: owner), let type = owner.table.column(column)?.type else {
            return "\(alias).\(name: column)"
        }
        return MaskExpression(rule, type: type, function: plan.maskFunction(of: column, in: owner))
            .masked(column: column, of: alias)
    }

    private func mask(of column: String, of table: TablePlan) -> Mask.Rule? {
        values == .travelling ? table.mask(of: column) : nil
    }

    /// A value that names no row, where it could have named one by a masked column: masked as that column is.
    private func leaving(_ text: SQL, _ reference: ReferencePlan) -> SQL {
        let masked = reference.referenced.lazy.compactMap { [self] referenced in
            plan[referenced.table].flatMap { table in
                referenced.columns.lazy.compactMap { self.mask(of: $0, of: table) }.first
            }
        }.first
        guard let masked else { return text }
        let mask = MaskExpression.leaving(text, masked)
        guard case .carries(let values) = reference.unmatched, !values.isEmpty else { return mask }
        let kept = SQL.join(values.map { "\(literal: $0)" }, ", ")
        return "CASE WHEN \(text) IN (\(kept)) THEN \(text) ELSE \(mask) END"
    }

    /// The mark of a row without key.
    private func mark(of target: TablePlan, _ alias: SQL) -> SQL? {
        if let known = markOf[alias.text] { return known }
        guard let relation = marks[target.table.name] else { return nil }
        let mark = aliases.next(for: target.table.name, "mark")
        joins.append(
            "LEFT JOIN \(relation) AS \(mark) ON \(mark).tid = \(alias).ctid AND \(mark).part = \(alias).tableoid")
        markOf[alias.text] = "\(mark).mark"
        return markOf[alias.text]
    }

    /// The part of a key that a column of its own carries.
    private func part(of key: KeyExpression, _ path: ArraySlice<String>) -> SQL {
        guard let name = path.first else { return "NULL" }
        if name == ArchiveColumn.label { return key.label ?? "NULL" }
        if name == ArchiveColumn.unmatched { return key.unmatched ?? "NULL" }
        guard let part = key.parts.indices.first(where: { key.names[$0] == name }) else { return "NULL" }
        switch key.parts[part] {
        case .value(let value): return value.text
        case .json(let json): return "(\(json))::text"
        case .nested(let inner): return self.part(of: inner, path.dropFirst())
        }
    }

    // MARK: ids inside values

    private func embedded(_ column: CatalogueColumn, _ references: [ReferencePlan]) -> SQL {
        let value = value(of: column.name, in: row, of: table)
        return EmbeddedValue(references)?.read(value, column.type) { keys(of: $0, from: row, in: table) } ?? value
    }

    /// A reference's value with the key in place of the id.
    private func written(_ reference: ReferencePlan, from alias: SQL, in owner: TablePlan) -> SQL {
        let value = value(of: reference.columns[0], in: alias, of: owner)
        return reference.form.read(value, keys(of: reference, from: alias, in: owner))
    }

    /// Keys for ids of a reference of a row, looked up by scalar sub-selects.
    private func keys(of reference: ReferencePlan, from alias: SQL, in owner: TablePlan) -> KeysOfIDs {
        KeysOfIDs(
            aliases: aliases,
            areNumbers: reference.referencedTables.contains { plan[$0]?.surrogate?.drawing.sequence != nil },
            find: { id, written in
                let name = self.tableName(of: reference, from: alias, in: owner)
                return reference.choice(by: name) { self.lookup($0, id, written) } ?? "NULL::jsonb"
            },
            leaving: { self.leaving($0, reference) })
    }

    /// The name of the table that a row's reference points into; where another row has it, that is joined.
    private func tableName(of reference: ReferencePlan, from alias: SQL, in owner: TablePlan) -> SQL? {
        guard let named = reference.named else { return nil }
        switch named.naming {
        case .column(let column): return reference.spelled("(\(alias).\(name: column))::text")
        case .prefix: return reference.form.name(in: "\(alias).\(name: reference.columns[0])").map(reference.spelled)
        case .row(let column, let template):
            guard let type = named.type, let there = plan[type.table], !named.tables.isEmpty else {
                return nil
            }
            let key = "\(alias) \(column)"
            let row = typeRows[key] ?? aliases.next(for: type.table)
            if typeRows.updateValue(row, forKey: key) == nil {
                let same = type.isPointedAt(row, there.table, by: column, of: alias, owner.table)
                joins.append("LEFT JOIN \(RowQuery.source(there)) AS \(row) ON \(same)")
            }
            return reference.spelled(template.text(in: row))
        }
    }

    private func lookup(_ referenced: ReferencePlan.Referenced, _ id: SQL, _ written: (SQL) -> SQL) -> SQL {
        guard let target = plan[referenced.table], let type = target.table.column(referenced.columns[0])?.type else {
            return "NULL::jsonb"
        }
        let (rows, key) = RowQuery.reading(target, in: plan, marks: marks, values: values, aliases: aliases) {
            written($0.ownKey().json)
        }
        let column: SQL = "\(rows.row).\(name: referenced.columns[0])"
        let text = ColumnType(sql: "text", baseName: "text")
        return "(SELECT \(key) FROM \(rows.from) WHERE \(Canonical.equals(column, type, "(\(id))", text)))"
    }
}
