import Catalogue
import Diagnostics
import Planning
import TableKit

/// How an archive fits the target: a plan over the target's catalogue, and each archived table beside its table there.
///
/// Keys and references are those of the archive, because its rows are written in them; what the target adds (late
/// seeds, derived columns, dependencies) comes from the modules of this satchel.
struct ImportPlan {
    let index: ArchiveIndex
    let plan: Plan
    let tables: [StagedTable]

    /// - Throws: `Failure` with `schemaMismatch` that lists everything that does not fit, before a row is read.
    init(_ index: ArchiveIndex, modules: [Declaration], catalogue: Catalogue) throws(Failure) {
        self.index = index
        let byTable = Dictionary(modules.map { ($0.table, $0) }) { first, _ in first }
        let declarations = (index.tables + index.lookups).map { archived in
            Declaration(archived, module: byTable[archived.table], target: catalogue.table(archived.table))
        }
        plan = try Planner(catalogue: catalogue, declarations: declarations)
            .plan(Selection(.named(index.tables.map(\.table))))
        var problems: [Problem] = []
        var staged: [StagedTable] = []
        for archived in index.tables {
            guard let name = catalogue.table(archived.table)?.name, let table = plan[name] else { continue }
            problems += SchemaCheck(archived, table, plan).problems
            staged.append(StagedTable(archived, table, in: plan, number: staged.count))
        }
        guard problems.isEmpty else {
            throw Failure(
                .schemaMismatch, "the archive does not fit the database",
                cause: problems.count == 1 ? problems[0].description : "\(problems.count) differences",
                remedy: "bring both databases to the same schema, or leave the tables out; nothing was changed",
                problems: problems)
        }
        tables = staged
    }

    /// The archived table of that schema-qualified name.
    func staged(_ name: TableName) -> StagedTable? {
        tables.first { $0.plan.table.name == name }
    }
}

extension Declaration {
    /// What an archive says of a table, with what a module of this satchel adds for the target.
    fileprivate init(_ archived: ArchivedTable, module: Declaration?, target: CatalogueTable?) {
        self.init(table: archived.table, origin: .archive)
        func exists(_ column: String) -> Bool { target?.column(column) != nil }
        naturalKey = NaturalKey(archived.naturalKey)
        kind = archived.kind
        preservesIDs = archived.preservesIDs
        references = archived.references.compactMap(\.declaration).filter { exists($0.column) }
        if let module {
            dependencies = module.dependencies
            lateSeeds = module.lateSeeds
            derived = module.derived
            belongsTo = module.belongsTo.flatMap { owner in
                archived.references.contains { $0.columns == [owner.column] } ? owner : nil
            }
            modifiedAt = module.modifiedAt.flatMap { exists($0) ? $0 : nil }
        } else {
            derived = archived.derived.filter(exists).map { DerivedColumns($0, by: "the archive's index") }
        }
    }
}
