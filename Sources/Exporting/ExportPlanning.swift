import Catalogue
import Declarations
import Diagnostics
import Planning
import TableKit

/// What a request means in one state of the catalogue: everything of a plan but what rows alone can say.
struct ExportPlanning {
    let catalogue: Catalogue
    /// The tables that were asked for.
    let asked: Plan
    /// The plan of what travels, in which the rows of a part are found.
    let plan: Plan
    /// Whether numbers travel as they are that seem to be references.
    let carriesPlainNumbers: Bool
    /// Whether the archive is only compared.
    let isCompared: Bool
    private let planner: Planner
    private let selection: Selection

    /// - Parameter names: gives the names that the rows hold, of references whose tables go by name.
    /// - Throws: `Failure` where declarations and database do not fit.
    init(
        _ request: ExportRequest, in catalogue: Catalogue, names: ([Declaration]) throws -> NamesInUse
    ) throws {
        // Of a whole database nobody has named the tables that a module of satchel's happens to be called after.
        let fitting = request.all ? FittingModules(request.modules, in: catalogue) : nil
        let modules = fitting?.declarations ?? request.modules
        let declarations = request.manifest?.declarations(over: modules, in: catalogue) ?? modules
        var selection = try Selection(
            request.tables ?? request.manifest?.tables, all: request.all,
            excluding: (request.manifest?.exclude ?? []) + request.exclude, declared: declarations.map(\.table),
            in: catalogue)
        self.catalogue = catalogue
        carriesPlainNumbers = request.carriesPlainNumbers
        isCompared = request.isCompared
        planner = Planner(
            catalogue: catalogue, declarations: declarations, names: try names(declarations),
            setAside: fitting?.setAside.map(\.warning) ?? [])
        asked = try planner.plan(selection)
        var plan = asked
        while request.takesRowsWithoutKey, plan.lookups.contains(where: \.mayLackKey) {
            let wider = plan.tables + plan.lookups.filter(\.mayLackKey)
            selection = Selection(.named(wider.map(\.table.name)))
            plan = try planner.plan(selection)
        }
        self.plan = plan
        self.selection = selection
    }

    /// The plan by which rows are written.
    ///
    /// - Parameters:
    ///   - leavingRowsBehind: whether rows that others refer to may stay.
    ///   - find: finds the tables of a plan whose rows share natural keys with a NULL.
    func plan(leavingRowsBehind: Bool, findingSharedNulls find: (Plan) throws -> Set<TableName>) throws -> Plan {
        try planner.plan(selection, leavingRowsBehind: leavingRowsBehind, findingSharedNulls: find)
    }
}
