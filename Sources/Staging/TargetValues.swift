import Catalogue
import Planning
import PostgreSQL
import Rows
import TableKit

/// The expressions that give a staged row the values it will have in the target: references as the target's ids.
package struct TargetValues {
    package let plan: Plan
    private let maps: KeyMaps
    package let written: ShownKeys
    package var mapsByTable: [TableName: KeyMaps.Map] { maps.maps }

    /// For each table of the archive the relation of its rows' keys.
    private let rows: [TableName: SQL]
    /// Tables whose rows stay in the archive.
    package let leftOut: Set<TableName>

    package init(_ import: TargetPlan, maps: KeyMaps, written: ShownKeys) {
        plan = `import`.plan
        self.maps = maps
        self.written = written
        leftOut = `import`.leftOut
        rows = Dictionary(uniqueKeysWithValues: `import`.tables.map { ($0.plan.table.name, $0.rows) })
    }

    /// The condition that a key means a row of the archive that the target has deleted since the base.
    package func isDeletedHere(_ reference: ReferencePlan, _ key: SQL) -> SQL {
        let found = reference.targets.compactMap { rows[$0] }.map { rows in
            "EXISTS (SELECT FROM \(rows) AS gone WHERE gone.dropped AND gone.key = (\(key))::text)" as SQL
        }
        return found.isEmpty ? "false" : "(\(SQL.join(found, " OR ")))"
    }

    /// A column's value; nil where the archive has nothing for it.
    package func value(of column: String, _ query: StagedQuery) -> SQL? {
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
    package func references(telling column: String, of table: StagedTable) -> [ReferencePlan] {
        let staged = table.plan.references(in: column).filter(table.isStaged)
        let single = staged.first { $0.columns.count == 1 && $0.travelsAsColumns && !$0.mayDangle }
        return single.map { [$0] } ?? staged
    }

    /// The condition that a reference has a key of which there is no row.
    package func isMissing(_ reference: ReferencePlan, _ query: StagedQuery) -> SQL? {
        guard query.table.isStaged(reference) else { return nil }
        if reference.travelsAsColumns {
            let key = query.key(of: reference)
            guard case .table(let referenced) = reference.target, let map = maps.maps[referenced.table] else {
                return key.unmatched.map { "(\($0) IS NOT NULL AND NOT \(accepts(reference, $0)))" }
            }
            let json = key.json
            let found = join(map, json, query)
            var missing: SQL = "(\(json)) IS NOT NULL AND \(found).key IS NULL"
            if let unmatched = key.unmatched {
                missing += " AND NOT (\(unmatched) IS NOT NULL AND \(accepts(reference, unmatched)))"
            }
            return "(\(missing))"
        }
        return missingElements(reference, query).map { "EXISTS (SELECT FROM \($0))" }
    }

    /// The keys of a reference that lead to no row, as a FROM item with one jsonb column `x.v` and its condition.
    package func missingElements(_ reference: ReferencePlan, _ query: StagedQuery) -> SQL? {
        guard let column = embeddedColumn(reference.columns[0], query.table),
            let staged = query.table.staged(column.content)
        else { return nil }
        let type = query.typeColumn(of: reference)
        let found = lookup(reference, bare("x.v"), type, query)
        return """
            \(reference.elements(of: "\(query.row).\(staged)", alias: "x")) WHERE jsonb_typeof(x.v) <> 'null' \
            AND x.v IS NOT NULL AND NOT (\(isLiteral("x.v")) AND \(accepts(reference, "x.v ->> '!'"))) AND (\(found)) IS NULL
            """
    }

    /// The key itself, also of an id that was written as a JSON string.
    private func bare(_ key: SQL) -> SQL {
        "(CASE WHEN jsonb_typeof(\(key)) = 'object' AND \(key) ? 'text' THEN \(key) -> 'text' ELSE \(key) END)"
    }

    private func isLiteral(_ json: SQL) -> SQL { "(jsonb_typeof(\(json)) = 'object' AND \(json) ? '!')" }

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
        if case .table(let referenced) = reference.target, let map = maps.maps[referenced.table],
            let position = reference.columns.firstIndex(of: column), let value = map.value(referenced.columns[position])
        {
            row = "(\(join(map, key.json, query)).\(value))::\(type)"
        }
        if let unmatched = key.unmatched {
            let position = reference.columns.firstIndex(of: column) ?? 0
            let raw: SQL = reference.columns.count == 1 ? unmatched : "(\(unmatched))::jsonb ->> \(position)"
            literal = "(CASE WHEN \(accepts(reference, unmatched)) THEN \(raw) END)::\(type)"
        }
        return (row, literal)
    }

    /// The alias of a map's row for a key; joined once a key.
    private func join(_ map: KeyMaps.Map, _ json: SQL, _ query: StagedQuery) -> SQL {
        query.joinOnce(map.relation, key: json) { "\($0).key = (\(json))::text" }
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
        let type = SQL(verbatim: target.type.sql)
        if let reference = references.first(where: { $0.shape == .plain }) {
            return "(\(idText(reference, json, query)))::\(type)"
        }
        if let reference = references.first, let separator = reference.separator {
            return """
                (CASE jsonb_typeof(\(json)) WHEN 'array' THEN (\(json) ->> 0) || \(literal: separator) || \
                (\(idText(reference, "(\(json) -> 1)", query))) WHEN 'string' THEN \(json) #>> '{}' \
                ELSE (\(idText(reference, json, query))) END)::\(type)
                """
        }
        if case .text? = references.first?.shape {
            return
                "(\(JSONRewrite.join(json, aliases: query.aliases) { "COALESCE(\(idText(references[0], $0, query)), '')" }))::\(type)"
        }
        let rewritten = references.reduce(json) { json, reference in
            guard case .inside(let path) = reference.shape else { return json }
            return JSONRewrite.replace(json, at: path.steps, aliases: query.aliases) { id(reference, $0, query) }
        }
        switch target.type.withoutDomain.kind {
        case .composite: return "jsonb_populate_record(NULL::\(type), \(rewritten))"
        case .base where target.type.isJSON: return "(\(rewritten))::\(type)"
        default:
            // The row type knows how every other type, arrays of any depth among them, is read from JSON.
            let table = query.table.plan.table.name
            return """
                (jsonb_populate_record(NULL::\(table), jsonb_build_object(\(literal: target.name), \(rewritten)))).\
                \(name: target.name)
                """
        }
    }

    /// The id for a key, as jsonb; null where there is none.
    private func id(_ reference: ReferencePlan, _ key: SQL, _ query: StagedQuery) -> SQL {
        let found = lookup(reference, bare(key), query.typeColumn(of: reference), query)
        return """
            CASE WHEN jsonb_typeof(\(key)) = 'null' THEN 'null'::jsonb \
            WHEN \(isLiteral(key)) AND \(accepts(reference, "\(key) ->> '!'")) THEN \(key) -> '!' \
            WHEN jsonb_typeof(\(key)) = 'object' AND \(key) ? 'text' THEN COALESCE(to_jsonb((\(found))::text), 'null'::jsonb) \
            ELSE COALESCE(to_jsonb(\(found)), 'null'::jsonb) END
            """
    }

    /// The id for a key, as text; NULL where there is none.
    private func idText(_ reference: ReferencePlan, _ key: SQL, _ query: StagedQuery) -> SQL {
        """
        CASE WHEN \(isLiteral(key)) THEN CASE WHEN \(accepts(reference, "\(key) ->> '!'")) THEN \(key) ->> '!' END \
        ELSE (\(lookup(reference, key, query.typeColumn(of: reference), query)))::text END
        """
    }

    /// The value that a reference holds for a key given as jsonb, as a scalar sub-select.
    private func lookup(_ reference: ReferencePlan, _ key: SQL, _ type: SQL?, _ query: StagedQuery) -> SQL {
        switch reference.target {
        case .absent: return "NULL::text"
        case .table(let referenced): return lookup(referenced, key, query)
        case .named:
            return type.flatMap { reference.choice(by: $0) { "(\(lookup($0, key, query)))::text" } } ?? "NULL::text"
        }
    }

    private func lookup(_ referenced: ReferencePlan.Referenced, _ key: SQL, _ query: StagedQuery) -> SQL {
        guard let map = maps.maps[referenced.table], let value = map.value(referenced.columns[0]) else {
            return "NULL::text"
        }
        let alias = query.aliases.next("f")
        return "(SELECT \(alias).\(value) FROM \(map.relation) AS \(alias) WHERE \(alias).key = (\(key))::text)"
    }
}
