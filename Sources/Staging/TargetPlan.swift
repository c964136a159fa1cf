import Catalogue
import Declarations
import Diagnostics
import Index
import Planning
import TableKit

/// How an archive fits the target: a plan over the target's catalogue, and each archived table beside its table there.
///
/// Keys and references are those of the archive, because its rows are written in them; what the target adds (late
/// seeds, derived columns, dependencies) comes from the modules of this satchel.
package struct TargetPlan {
    package let index: ArchiveIndex
    package let plan: Plan
    /// The tables whose rows are staged: those that were chosen, those whose rows they name by label, and with
    /// `withDependencies` all others.
    package let tables: [StagedTable]
    /// Tables of the archive whose rows stay in it, schema-qualified.
    package let leftOut: Set<TableName>
    /// Files of the archive that are not read.
    package let passedOver: Set<String>
    /// What does not fit and need not, because nothing is written.
    package let warnings: [Problem]
    package let purpose: Purpose
    /// Tables of which nobody has said what their numbers are.
    let undecided: UndecidedTables
    /// Of the target, read under the locks.
    package let catalogue: Catalogue

    /// What the tables of an archive declare for the target.
    package static func declarations(
        of index: ArchiveIndex, modules: [Declaration], rules: ImportRules, in catalogue: Catalogue
    ) -> [Declaration] {
        let byTable = Dictionary(modules.map { (catalogue.table($0.table)?.name ?? $0.table, $0) }) { first, _ in first
        }
        return (index.tables + index.lookups).map { archived in
            let table = catalogue.table(archived.table)
            return Declaration(
                archived, module: byTable[table?.name ?? archived.table], excluding: rules.excluded(of: archived),
                target: table)
        }
    }

    /// - Parameters:
    ///   - whole: the archive's index, its tables called as the target calls them.
    ///   - choice: which of the archive's tables are wanted.
    ///   - modules: what modules and a manifest declare.
    ///   - names: those that the target's rows hold, of references whose tables go by name.
    ///   - broken: foreign keys that rows of the target break, though they count as checked.
    ///   - setAside: warnings about modules that do not count.
    ///   - sharing: finds the tables of a plan whose rows share keys with a NULL, in the target or in another archive.
    /// - Throws: `Failure` with `schemaMismatch` that lists everything that does not fit, before a row is read.
    package init(
        _ whole: ArchiveIndex, _ choice: TableChoice, for purpose: Purpose,
        modules: [Declaration], rules: ImportRules, catalogue target: Catalogue, names: NamesInUse,
        doubting broken: [TableName: Set<String>] = [:], setAside: [Problem] = [],
        sharing: (Plan) throws -> Set<TableName>
    ) throws {
        let catalogue = target.adding(compositeReferencesOf: whole).doubting(target.brokenKeys(in: whole))
            .doubting(broken)
        let index = choice.restricting(whole)
        self.index = index
        self.purpose = purpose
        self.catalogue = target
        let wanted = try ChosenTables(choice, of: index, renamed: rules.renames, in: catalogue)
        let chosen = wanted.chosen
        let travelling = index.tables.filter { wanted.read.contains($0.table) }
        let others = choice.withDependencies ? [] : index.tables.filter { !chosen.contains($0.table) }
        leftOut = Set(others.compactMap { catalogue.table($0.table)?.name })
        passedOver = whole.files.subtracting(travelling.map(\.file))
        let declarations = TargetPlan.declarations(of: index, modules: modules, rules: rules, in: catalogue)
        plan = try Planner(catalogue: catalogue, declarations: declarations, names: names)
            .plan(Selection(.named(travelling.map(\.table)))) { plan in
                try sharing(plan).union(index.sharingNulls(in: catalogue))
            }
        var problems = setAside + rules.problems(of: travelling.filter { chosen.contains($0.table) })
        var staged: [StagedTable] = []
        for archived in travelling {
            guard let name = catalogue.table(archived.table)?.name, let table = plan[name] else { continue }
            problems +=
                SchemaCheck(
                    archived, table, plan, excluding: rules.excluded(of: archived), ofRowsOnly: purpose == .comparing
                ).problems
            staged.append(
                StagedTable(
                    archived, table, in: plan, number: staged.count, isChosen: chosen.contains(archived.table)))
        }
        undecided = UndecidedTables(of: index, in: plan, modules: modules, catalogue: target)
        if purpose != .writing { problems += undecided.warnings }
        let errors = problems.filter { $0.severity == .error }
        guard errors.isEmpty else {
            throw Failure(
                .schemaMismatch, "the archive does not fit the database",
                cause: errors.count == 1 ? errors[0].description : "\(errors.count) differences",
                remedy: "bring both databases to the same schema, or leave the tables out; nothing was changed",
                problems: errors)
        }
        warnings = problems
        tables = staged
    }

    /// The archived table of that schema-qualified name.
    func staged(_ name: TableName) -> StagedTable? {
        tables.first { $0.plan.table.name == name }
    }
}

extension Declaration {
    /// What an archive says of a table, with what a module or manifest adds for the target.
    fileprivate init(
        _ archived: ArchivedTable, module: Declaration?, excluding excluded: [ExcludedColumn], target: CatalogueTable?
    ) {
        self.init(table: archived.table, origin: .archive)
        func exists(_ column: String) -> Bool { target?.column(column) != nil }
        naturalKey = NaturalKey(archived.naturalKey)
        kind = archived.kind
        preservesIDs = archived.preservesIDs
        drawnFrom = module?.drawnFrom ?? archived.drawnFrom
        excludedColumns = excluded.filter { exists($0.name) }
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

extension Catalogue {
    /// The foreign keys of the target under which the archive has values that name no row.
    fileprivate func brokenKeys(in index: ArchiveIndex) -> [TableName: Set<String>] {
        var broken: [TableName: Set<String>] = [:]
        for archived in index.tables {
            guard let table = table(archived.table) else { continue }
            for column in archived.columns {
                guard case .key(let number, [ArchiveColumn.unmatched]) = column.content,
                    archived.references.indices.contains(number)
                else { continue }
                let columns = archived.references[number].columns
                guard columns.count == 1 || columns.allSatisfy({ table.column($0)?.isNotNull == true }) else {
                    continue
                }
                let keys = table.foreignKeys.filter { $0.columns == columns }.map(\.name)
                broken[table.name, default: []].formUnion(keys)
            }
        }
        return broken
    }

    /// The target with those of the archive's references of several columns that no foreign key of it says: a
    /// declaration cannot say them, and the archive's rows are written in them.
    fileprivate func adding(compositeReferencesOf index: ArchiveIndex) -> Catalogue {
        var wider = self
        for archived in index.tables + index.lookups {
            guard let table = table(archived.table) else { continue }
            for reference in archived.references where reference.columns.count > 1 {
                guard case .table(let target, let referenced) = reference.target, let target = self.table(target),
                    reference.columns.allSatisfy({ table.column($0) != nil }),
                    referenced.allSatisfy({ target.column($0) != nil }),
                    !table.foreignKeys.contains(where: { $0.columns == reference.columns })
                else { continue }
                let missing = ForeignKey(
                    name: reference.columns.joined(separator: "+"), columns: reference.columns,
                    referencedTable: target.name, referencedColumns: referenced, isEnforced: false)
                wider = wider.adding([missing], to: table.name)
            }
        }
        return wider
    }
}
