import Catalogue
import Planning
import TableKit

extension ArchivedTable {
    /// What the archive will say of a table of the plan.
    package init(_ table: TablePlan, in plan: Plan, catalogue: Catalogue, file: String, rows: Int) {
        self.table = TableName(parsing: table.displayName) ?? table.table.name
        self.file = file
        kind = table.kind
        phase = table.phase
        self.rows = rows
        naturalKey = table.key.all
        needsEveryKeyColumn = table.key.needsEveryColumn
        preservesIDs = table.declaration.preservesIDs
        isUndecided = table.key.isUndecided
        drawnFrom = table.declaration.drawnFrom
        references = table.references.map { ArchivedReference($0, catalogue: catalogue) }
        columns = plan.archiveColumns(of: table).map { ArchivedColumn($0, of: table) }
        derived = table.declaration.derived.flatMap(\.columns)
        leftOut = table.table.columns.compactMap { column in
            table.whyLeftOut(column).map { LeftOut(column: column.name, reason: $0) }
        }
        masked = table.table.columns.compactMap { column in
            table.mask(of: column.name).map { Masked(column: column.name, rule: $0.description) }
        }
    }
}

extension ArchivedColumn {
    init(_ column: ArchiveColumn, of table: TablePlan) {
        name = column.name
        let number = { (reference: ReferencePlan) in table.references.firstIndex(of: reference) ?? 0 }
        switch column.content {
        case .ownLabel: (self.column, type, content) = (nil, nil, .label)
        case .value(let value): (self.column, type, content) = (value.name, value.type.sql, .value)
        case .embedded(let value, let references):
            (self.column, type, content) = (value.name, value.type.sql, .embedded(references: references.map(number)))
        case .key(let reference, let path):
            (self.column, type, content) = (nil, nil, .key(reference: number(reference), path: path))
        }
    }
}

extension ArchivedReference {
    init(_ reference: ReferencePlan, catalogue: Catalogue) {
        let name = { (table: TableName) in TableName(parsing: catalogue.displayName(table)) ?? table }
        columns = reference.columns
        shape = reference.shape
        unmatched = reference.unmatched
        switch reference.destination {
        case .table(let referenced): target = .table(name(referenced.table), columns: referenced.columns)
        case .absent(let table): target = .table(table, columns: [])
        case .named(let named):
            let tables = named.tables.mapValues { name($0.table) }
            let keys = named.tables.values.map { (name($0.table), $0.columns[0]) }
            target = .named(
                by: named.naming, NamedTables(tables, otherwise: named.spelling),
                keys: Dictionary(keys) { first, _ in first })
        }
    }

    /// The same as a declaration; nil for a composite foreign key, which only a catalogue can declare.
    package var declaration: Reference? {
        guard columns.count == 1 else { return nil }
        switch target {
        case .table(let table, let referenced):
            return Reference(
                column: columns[0], shape: shape, target: .table(table, column: referenced.first), unmatched: unmatched)
        case .named(let naming, let tables, _):
            return Reference(column: columns[0], shape: shape, target: .named(by: naming, tables), unmatched: unmatched)
        }
    }
}
