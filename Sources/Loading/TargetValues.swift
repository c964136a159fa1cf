import Catalogue
import Planning
import PostgreSQL
import Rows
import Staging
import TableKit

/// The expressions that give a staged row the values it will have in the target: references as the target's ids.
package struct TargetValues {
    package let plan: Plan
    package let named: NamedRows
    package let shown: ShownKeys

    private let staged: [TableName: StagedTable]
    /// Tables whose rows stay in the archive.
    let leftOut: Set<TableName>

    init(_ import: TargetPlan, named: NamedRows, shown: ShownKeys) {
        plan = `import`.plan
        self.named = named
        self.shown = shown
        leftOut = `import`.leftOut
        staged = Dictionary(uniqueKeysWithValues: `import`.tables.map { ($0.plan.table.name, $0) })
    }

    /// The condition that a key means a row of the archive that the target has deleted since the base.
    func isDeletedHere(_ reference: ReferencePlan, _ key: SQL) -> SQL {
        let found = reference.referencedTables.compactMap { staged[$0] }.map { table in
            "EXISTS (SELECT FROM \(table.rows) AS gone WHERE gone.dropped AND \(table.names.text(of: "gone")) = (\(key))::text)"
                as SQL
        }
        return found.isEmpty ? "false" : "(\(SQL.join(found, " OR ")))"
    }

    /// The staged column whose values are a column's as they stand; nil where they are made of others, or the archive has
    /// nothing for it.
    func unchanged(_ column: String, of table: StagedTable) -> SQL? {
        guard embeddedColumn(column, table) == nil, references(telling: column, of: table).isEmpty else { return nil }
        return table.staged(value: column)
    }

    /// A column's value; nil where the archive has nothing for it.
    func value(of column: String, _ query: StagedQuery) -> SQL? {
        let table = query.table.plan
        guard let target = table.table.column(column) else { return nil }
        if let embedded = embeddedColumn(column, query.table) { return value(embedded, target, query) }
        let references = references(telling: column, of: query.table)
        if references.isEmpty { return query.table.staged(value: column).map { "\(query.row).\($0)" } }
        let found = references.map { resolved($0, column, target, query) }
        // A row that one reference leads to says the column's value here; what is written as it is stands in ids of there.
        let values = found.compactMap(\.row) + found.compactMap(\.literal)
        return values.count == 1 ? values[0] : "COALESCE(\(SQL.join(values, ", ")))"
    }

    /// The references of the archive that say what a column holds: one that has the column alone and always leads to a
    /// row, else all of them.
    func references(telling column: String, of table: StagedTable) -> [ReferencePlan] {
        let staged = table.plan.references(in: column).filter(table.isStaged)
        let single = staged.first { $0.columns.count == 1 && $0.travelsAsColumns && !$0.isUnguarded }
        return single.map { [$0] } ?? staged
    }

    /// The condition that a reference has a key of which there is no row.
    func isMissing(_ reference: ReferencePlan, _ query: StagedQuery) -> SQL? {
        guard query.table.isStaged(reference) else { return nil }
        guard reference.travelsAsColumns else {
            return missingElements(reference, query).map { "EXISTS (SELECT FROM \($0))" }
        }
        let key = query.key(of: reference)
        guard case .table(let referenced) = reference.destination, let rows = named[referenced.table] else {
            return key.unmatched.map { "(\($0) IS NOT NULL AND NOT \(accepts(reference, $0)))" }
        }
        // Of a row that the archive has and nobody inserts it is known that there is none.
        var missing: SQL = "\(isSet(key, in: rows)) AND \(join(rows, key, query)).absent IS NOT FALSE"
        if let unmatched = key.unmatched {
            missing += " AND NOT (\(unmatched) IS NOT NULL AND \(accepts(reference, unmatched)))"
        }
        return "(\(missing))"
    }

    /// The keys of a reference of which there is no row, in rows that have such: a key as jsonb, and what it stands in as a
    /// FROM item; nil where it is made of columns.
    func missingKeys(_ reference: ReferencePlan, _ query: StagedQuery) -> (key: SQL, elements: SQL?) {
        if reference.travelsAsColumns { return (query.key(of: reference).json, nil) }
        return ("x.v", missingElements(reference, query).map { "LATERAL (SELECT x.v FROM \($0)) AS x" })
    }

    private func missingElements(_ reference: ReferencePlan, _ query: StagedQuery) -> SQL? {
        guard let column = embeddedColumn(reference.columns[0], query.table),
            let staged = query.table.staged(column.content)
        else { return nil }
        let keys = reference.form.keys(in: "\(query.row).\(staged)", alias: "x")
        return "\(keys) WHERE \(ids(reference, query).isMissing("x.v"))"
    }

    private func embeddedColumn(_ column: String, _ table: StagedTable) -> ArchiveColumn? {
        table.columns.compactMap { $0 }.first { found in
            if case .embedded(let value, _) = found.content { return value.name == column }
            return false
        }
    }

    // MARK: references in columns of their own

    /// What a column of a reference holds: by the row that it leads to, and where it names none.
    private func resolved(
        _ reference: ReferencePlan, _ column: String, _ target: CatalogueColumn, _ query: StagedQuery
    ) -> (row: SQL?, literal: SQL?) {
        let key = query.key(of: reference)
        let type = SQL(verbatim: target.type.sql)
        var row: SQL?
        var literal: SQL?
        if case .table(let referenced) = reference.destination, let rows = named[referenced.table],
            let position = reference.columns.firstIndex(of: column),
            let value = rows.value(referenced.columns[position])
        {
            row = "(\(join(rows, key, query)).\(value))::\(type)"
        }
        if let unmatched = key.unmatched {
            let position = reference.columns.firstIndex(of: column) ?? 0
            let raw: SQL = reference.columns.count == 1 ? unmatched : "(\(unmatched))::jsonb ->> \(position)"
            literal = "(CASE WHEN \(accepts(reference, unmatched)) THEN \(raw) END)::\(type)"
        }
        return (row, literal)
    }

    /// The alias of the row that a key names; joined once a key.
    private func join(_ rows: NamedRows.Table, _ key: KeyExpression, _ query: StagedQuery) -> SQL {
        query.joinOnce(rows.relation, of: rows.plan.table.name, key: key.json) { rows.names.matches($0, key) }
    }

    private func isSet(_ key: KeyExpression, in rows: NamedRows.Table) -> SQL {
        // A value that names no row in the source either is no key, and missing all the same.
        if case .values = rows.names { return key.unmatched.map { "(\(key.isSet) OR \($0) IS NOT NULL)" } ?? key.isSet }
        return "(\(key.json)) IS NOT NULL"
    }

    /// Whether a value that is no row's id may be written as it is.
    private func accepts(_ reference: ReferencePlan, _ value: SQL) -> SQL {
        var accepted: SQL
        switch reference.unmatched {
        case .problem: accepted = "false"
        case .carriesAll: accepted = "true"
        case .carries(let values):
            accepted = values.isEmpty ? "false" : "\(value) IN (\(SQL.join(values.map { "\(literal: $0)" }, ", ")))"
        }
        // A composite foreign key that is NULL in part points nowhere, and is not meant to.
        if reference.columns.count > 1 { accepted = "(\(accepted) OR (\(value))::jsonb @> '[null]')" }
        return accepted
    }

    // MARK: ids inside values

    private func value(_ column: ArchiveColumn, _ target: CatalogueColumn, _ query: StagedQuery) -> SQL? {
        guard case .embedded(_, let references) = column.content, let staged = query.table.staged(column.content) else {
            return nil
        }
        let json: SQL = "(\(query.row).\(staged))::jsonb"
        return EmbeddedValue(references)?.resolve(json, as: target, of: query.table.plan.table.name) { ids($0, query) }
    }

    /// Ids for keys of a reference, looked up by scalar sub-selects.
    private func ids(_ reference: ReferencePlan, _ query: StagedQuery) -> IDsOfKeys {
        IDsOfKeys(
            aliases: query.aliases,
            find: { key in
                reference.choice(by: query.typeColumn(of: reference)) { referenced in
                    let found = lookup(referenced, key, query)
                    // The tables that a name can mean may have ids of several types.
                    return reference.named == nil ? found : "(\(found))::text"
                } ?? "NULL::text"
            },
            accepts: { accepts(reference, $0) })
    }

    private func lookup(_ referenced: ReferencePlan.Referenced, _ key: SQL, _ query: StagedQuery) -> SQL {
        guard let rows = named[referenced.table], let value = rows.value(referenced.columns[0]) else {
            return "NULL::text"
        }
        let alias = query.aliases.next(for: referenced.table)
        return "(SELECT \(alias).\(value) FROM \(rows.relation) AS \(alias) WHERE \(alias).key = (\(key))::text)"
    }
}

extension PairedRows {
    /// The values that staged rows will have in the target.
    var values: TargetValues { TargetValues(plan, named: named, shown: shown) }
}
