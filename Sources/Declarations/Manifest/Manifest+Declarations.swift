public import Catalogue
public import Diagnostics
public import TableKit

extension Manifest {
    /// The declarations in force: the modules', with what this manifest says in its place or beside it.
    ///
    /// A fact that the manifest declares stands instead of the module's. Excluded columns are added to the module's, and
    /// a mask takes the place of the module's for that column: a manifest can hold back more than a module, never less.
    public func declarations(over modules: [Declaration], in catalogue: Catalogue) -> [Declaration] {
        var all = modules
        func change(_ table: TableName, isRegistered: Bool, _ change: (inout Declaration) -> Void) {
            let name = catalogue.table(table)?.name ?? table
            let known = all.firstIndex { (catalogue.table($0.table)?.name ?? $0.table) == name }
            let index = known ?? all.endIndex
            if known == nil {
                all.append(Declaration(table: table, origin: .manifest(self.name)))
                all[index].isRegistered = isRegistered
            }
            all[index].origin = .manifest(self.name)
            change(&all[index])
        }
        for declared in declarations {
            let there = catalogue.table(declared.table)
            if declared.isOptional, there == nil { continue }
            let declared = declared.isOptional ? declared.reduced(to: there) : declared
            change(declared.table, isRegistered: true) { declared.override(&$0) }
        }
        for table in wherever.isEmpty ? [] : catalogue.tables.values.sorted(by: { $0.name < $1.name })
        where table.hasOwnRows {
            let found = wherever.filter { $0.fits(table, in: catalogue) }
            if found.isEmpty { continue }
            let name = TableName(parsing: catalogue.displayName(table.name)) ?? table.name
            change(name, isRegistered: false) { declaration in
                let declared = Set(declaration.references.map(\.column))
                declaration.references += found.filter { !declared.contains($0.column) }
            }
        }
        for (table, columns) in excludedColumns.sorted(by: { $0.key < $1.key }) {
            change(table, isRegistered: false) { declaration in
                let names = Set(columns.map(\.name))
                declaration.excludedColumns.removeAll { names.contains($0.name) }
                declaration.excludedColumns += columns
                // What does not travel needs no mask.
                declaration.masks.removeAll { names.contains($0.column) }
            }
        }
        for (table, masks) in masks.sorted(by: { $0.key < $1.key }) {
            change(table, isRegistered: false) { declaration in
                let names = Set(masks.map(\.column))
                declaration.masks.removeAll { names.contains($0.column) }
                declaration.masks += masks
            }
        }
        return all
    }
}

extension Selection {
    /// What names and patterns select; without `tables` everything that is registered.
    ///
    /// - Parameters:
    ///   - all: every table, whatever `tables` says.
    ///   - declared: names that a pattern may leave out although the database has no such table.
    /// - Throws: `Failure` with `usage` that names a pattern without a table.
    public init(
        _ tables: [TablePattern]?, all: Bool = false, excluding excluded: [TablePattern], declared: [TableName],
        in catalogue: Catalogue
    ) throws(Failure) {
        let chosen: Tables =
            if all {
                .all
            } else if let tables {
                .named(try tables.tables(in: catalogue))
            } else {
                .registered
            }
        self.init(chosen, excluding: try excluded.tables(in: catalogue, declared: declared))
    }
}

extension ManifestDeclaration {
    /// The same without references of columns that the table does not have.
    fileprivate func reduced(to table: CatalogueTable?) -> ManifestDeclaration {
        var declaration = self
        declaration.references = references?.filter { reference in
            [reference.column, reference.typeColumn].compactMap { $0 }.allSatisfy { table?.column($0) != nil }
        }
        return declaration
    }

    fileprivate func override(_ declaration: inout Declaration) {
        declaration.isRegistered = true
        declaration.naturalKey = naturalKey ?? declaration.naturalKey
        declaration.kind = kind ?? declaration.kind
        declaration.dependencies = dependencies ?? declaration.dependencies
        declaration.references = references ?? declaration.references
        declaration.plain = plain ?? declaration.plain
        declaration.lateSeeds = lateSeeds ?? declaration.lateSeeds
        declaration.derived = derived ?? declaration.derived
        declaration.belongsTo = belongsTo ?? declaration.belongsTo
        declaration.preservesIDs = preservesIDs ?? declaration.preservesIDs
        declaration.drawnFrom = drawnFrom ?? declaration.drawnFrom
        declaration.modifiedAt = modifiedAt ?? declaration.modifiedAt
    }
}

extension Reference {
    /// True where a table has the reference's columns and no foreign key says where they point; of a name that another row
    /// has, where a foreign key leads to a table that can have it.
    fileprivate func fits(_ table: CatalogueTable, in catalogue: Catalogue) -> Bool {
        guard table.column(column) != nil, !table.foreignKeys.contains(where: { $0.columns == [column] }) else {
            return false
        }
        switch target {
        case .table(let name, _): return catalogue.table(name) != nil
        case .named(.prefix, _): return true
        case .named(.column(let type), _): return table.column(type) != nil
        case .named(.row(let through, let template), _):
            let types = table.foreignKeys.filter { $0.columns == [through] }.compactMap {
                catalogue.tables[$0.referencedTable]
            }
            return types.contains { type in template.columns.allSatisfy { type.column($0) != nil } }
        }
    }
}
