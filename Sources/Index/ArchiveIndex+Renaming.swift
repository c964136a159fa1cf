import TableKit

extension ArchiveIndex {
    /// The same archive with other names for some of its tables: the tables themselves, and wherever references name
    /// them. Files keep their names.
    package func renaming(_ names: [TableName: TableName]) -> ArchiveIndex {
        if names.isEmpty { return self }
        var renamed = self
        renamed.tables = tables.map { $0.renaming(names) }
        renamed.lookups = lookups.map { $0.renaming(names) }
        return renamed
    }
}

extension ArchivedTable {
    fileprivate func renaming(_ names: [TableName: TableName]) -> ArchivedTable {
        var renamed = self
        renamed.table = names[table] ?? table
        renamed.references = references.map { $0.renaming(names) }
        return renamed
    }
}

extension ArchivedReference {
    fileprivate func renaming(_ names: [TableName: TableName]) -> ArchivedReference {
        var renamed = self
        switch target {
        case .table(let table, let columns): renamed.target = .table(names[table] ?? table, columns: columns)
        // The words that name the tables are values of rows, and stay.
        case .named(let by, let tables, let keys):
            renamed.target = .named(
                by: by,
                NamedTables(tables.tables.mapValues { names[$0] ?? $0 }, otherwise: tables.spelling),
                keys: Dictionary(keys.map { (names[$0.key] ?? $0.key, $0.value) }) { first, _ in first })
        }
        return renamed
    }
}
