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
        for declared in declarations { change(declared.table, isRegistered: true) { declared.override(&$0) } }
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
    fileprivate func override(_ declaration: inout Declaration) {
        declaration.isRegistered = true
        declaration.naturalKey = naturalKey ?? declaration.naturalKey
        declaration.kind = kind ?? declaration.kind
        declaration.dependencies = dependencies ?? declaration.dependencies
        declaration.references = references ?? declaration.references
        declaration.lateSeeds = lateSeeds ?? declaration.lateSeeds
        declaration.derived = derived ?? declaration.derived
        declaration.belongsTo = belongsTo ?? declaration.belongsTo
        declaration.preservesIDs = preservesIDs ?? declaration.preservesIDs
        declaration.modifiedAt = modifiedAt ?? declaration.modifiedAt
    }
}
