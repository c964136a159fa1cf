import Catalogue
import Declarations
import Diagnostics
import OrderedCollections
import TableKit

/// Makes a plan from declarations, a catalogue and a selection. Reads nothing, changes nothing.
public struct Planner: Sendable {
    private let resolver: TableResolver
    private let declared: [Declaration]
    private let setAside: [Problem]

    /// - Parameters:
    ///   - declarations: of modules or of an archive; at most one a table.
    ///   - names: which names references hold that name their table; nil: any that a table has.
    ///   - setAside: warnings about modules that do not count.
    public init(
        catalogue: Catalogue, declarations: [Declaration], names: NamesInUse? = nil, setAside: [Problem] = []
    ) {
        self.setAside = setAside
        resolver = TableResolver(catalogue: catalogue, declarations: declarations, names: names)
        declared = declarations
    }

    /// The plan for the selected tables.
    ///
    /// - Parameters:
    ///   - leavingRowsBehind: whether rows of these tables may stay although others refer to them.
    ///   - sharingNulls: the tables whose rows share natural keys in which a column is NULL: a row without a whole key
    ///     has none there.
    /// - Throws: `Failure` that lists every declaration that the database contradicts, and every cycle that cannot be
    ///   opened; `schemaMismatch` where the schema is what differs, else `failed`.
    public func plan(
        _ selection: Selection = Selection(), leavingRowsBehind: Bool = false, sharingNulls: Set<TableName> = []
    ) throws(Failure) -> Plan {
        var problems = duplicates()
        let all = selection.tables == .all ? allTables(excluding: selection.excluded) : nil
        var travelling = OrderedSet<TableName>()
        for (name, place) in wanted(selection, all) {
            switch resolver.find(name, wantedBy: place) {
            case .success(let table): travelling.append(table)
            case .failure(let problem): problems.append(problem)
            }
        }
        problems += misnamed(selection).filter { !problems.contains($0) }
        if selection.tables == .registered, travelling.isEmpty, problems.count > 1 { throw noneRegistered() }
        let excluded = Set(selection.excluded.compactMap { resolver.catalogue.table($0)?.name })
        travelling.subtract(excluded)
        if selection.tables == .registered {
            extend(&travelling) { table in
                excluded.contains(table) ? [] : resolver.resolve(table).plan.references.flatMap(\.referencedTables)
            }
            travelling.subtract(excluded)
        }
        var known = travelling
        for table in travelling { known.formUnion(resolver.resolve(table).plan.references.flatMap(\.referencedTables)) }
        extend(&known) { table in resolver.keyReferences(of: resolver.resolve(table).plan).flatMap(\.referencedTables) }

        let resolved = known.map { resolver.resolve($0) }
        problems += resolved.flatMap(\.problems)
        problems += resolved.flatMap { TypeNameCheck($0.plan, resolver).problems }
        try Planner.stop(problems)

        let plans = resolved.map { withWholeKey($0.plan, needsEveryColumn: sharingNulls.contains($0.plan.table.name)) }
        let lookups = plans.filter { !travelling.contains($0.table.name) }
        var order = LoadOrder(plans.filter { travelling.contains($0.table.name) }, resolver: resolver)
        try Planner.stop(order.openCycles())
        return Plan(
            tables: order.tables, lookups: lookups.sorted { $0.displayName < $1.displayName }, groups: order.groups,
            leavesRowsBehind: leavingRowsBehind, leftOut: setAside + (all?.problems ?? []))
    }

    /// The plan for the selected tables, where only their rows say which tables share natural keys with a NULL.
    ///
    /// - Parameter find: finds these among the tables of a plan in which none does.
    public func plan(
        _ selection: Selection = Selection(), leavingRowsBehind: Bool = false,
        findingSharedNulls find: (Plan) throws -> Set<TableName>
    ) throws -> Plan {
        let plan = try plan(selection, leavingRowsBehind: leavingRowsBehind)
        let sharing = try find(plan)
        if sharing.isEmpty { return plan }
        return try self.plan(selection, leavingRowsBehind: leavingRowsBehind, sharingNulls: sharing)
    }

    /// Everything that the database says otherwise than the declarations, whether or not a plan can be made.
    ///
    /// - Parameter isWanted: which declarations to look at.
    public func findings(where isWanted: (Declaration) -> Bool = { _ in true }) -> [Problem] {
        var found = duplicates()
        for declaration in declared.filter(isWanted) {
            switch resolver.find(declaration.table, wantedBy: Wish(declaration)) {
            case .success(let table):
                let resolved = resolver.resolve(table)
                found += resolved.problems + TypeNameCheck(resolved.plan, resolver).problems
                found += resolved.plan.advice
            case .failure(let problem):
                found.append(problem)
            }
        }
        return found
    }

    /// The same for every table of the database, declared or not: what is wrong, what stands in the way of a plan, what is
    /// left out, and what is worth knowing. Modules of tables that the database does not have count for nothing.
    public func findingsOfAll() -> (tables: Int, problems: [Problem]) {
        let tables = allTables(excluding: [])
        var found = duplicates()
        for table in tables.tables {
            let resolved = resolver.resolve(table)
            found += resolved.problems + resolved.plan.advice
        }
        do {
            _ = try plan(Selection(.all))
        } catch {
            found += error.problems.filter { !found.contains($0) }
        }
        return (tables.tables.count, found + setAside + tables.problems)
    }

    /// Another database than the one that the modules are for.
    private func noneRegistered() -> Failure {
        Failure(
            .schemaMismatch, "cannot make a plan",
            cause: "the database \"\(resolver.catalogue.database)\" has none of the tables that have a module",
            remedy: "take every table with --all, or name some with --tables")
    }

    private func wanted(_ selection: Selection, _ all: AllTables?) -> [(TableName, Wish)] {
        switch selection.tables {
        case .registered:
            let excluded = Set(selection.excluded)
            return declared.filter { $0.isRegistered && !excluded.contains($0.table) }.map { ($0.table, Wish($0)) }
        case .named(let names):
            let archived = Set(declared.filter { $0.origin == .archive }.map(\.table))
            return names.map { ($0, archived.contains($0) ? .archive : .user) }
        case .all:
            let wishes = Dictionary(
                declared.compactMap { declaration in
                    resolver.catalogue.table(declaration.table).map { ($0.name, Wish(declaration)) }
                }
            ) { first, _ in first }
            return (all?.tables ?? []).map { ($0, wishes[$0] ?? .user) }
        }
    }

    private func allTables(excluding excluded: [TableName]) -> AllTables {
        let catalogue = resolver.catalogue
        func known(_ names: [TableName]) -> Set<TableName> { Set(names.compactMap { catalogue.table($0)?.name }) }
        return AllTables(
            of: catalogue, declared: known(declared.filter(\.isRegistered).map(\.table)), excluded: known(excluded))
    }

    /// The tables that a manifest says something of and that are not there: a misspelt name would let a column out.
    private func misnamed(_ selection: Selection) -> [Problem] {
        declared.compactMap { declaration in
            guard case .manifest = declaration.origin, resolver.catalogue.table(declaration.table) == nil,
                !selection.excluded.contains(declaration.table),
                case .failure(let problem) = resolver.find(declaration.table, wantedBy: Wish(declaration))
            else { return nil }
            return problem
        }
    }

    /// The declared references whose tables go by name, resolved, with any table that has such a name.
    public var openReferences: [(table: TablePlan, reference: ReferencePlan)] {
        declared.compactMap { resolver.catalogue.table($0.table)?.name }.flatMap { name in
            let plan = resolver.resolve(name).plan
            return plan.references.filter(\.isOpen).map { (plan, $0) }
        }
    }

    /// Adds what the tables lead to, until nothing is new.
    private func extend(_ tables: inout OrderedSet<TableName>, following next: (TableName) -> [TableName]) {
        var position = 0
        while position < tables.count {
            for table in next(tables[position]) { tables.append(table) }
            position += 1
        }
    }

    private func duplicates() -> [Problem] {
        let byTable = Dictionary(grouping: declared) { resolver.catalogue.table($0.table)?.name ?? $0.table }
        return byTable.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { table, twice in
            Problem(
                .declaration, table: resolver.catalogue.displayName(table),
                message: twice.map(\.origin.place).sorted().joined(separator: " and ") + " both declare this table",
                remedy: "keep one of them: delete the other folder in Modules/ and build again")
        }
    }

    /// The table with its key as the plan's other tables and the rows make it.
    private func withWholeKey(_ plan: TablePlan, needsEveryColumn: Bool) -> TablePlan {
        var plan = plan
        if resolver.hasRecursiveKey(plan) {
            plan.key = plan.key.leadingBack(in: plan.table, ofArchive: plan.declaration.origin == .archive)
        }
        plan.key.needsEveryColumn = needsEveryColumn
        return plan
    }

    private static func stop(_ problems: [Problem]) throws(Failure) {
        guard !problems.isEmpty else { return }
        let schema = problems.contains { $0.kind == .schema }
        throw Failure(
            schema ? .schemaMismatch : .failed, "cannot make a plan",
            cause: problems.count == 1 ? problems[0].description : "\(problems.count) declarations do not fit",
            remedy: problems.count == 1
                ? problems[0].remedy : "see the list; satchel doctor compares every module with the database",
            problems: problems)
    }
}
