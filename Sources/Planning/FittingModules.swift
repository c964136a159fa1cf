public import Catalogue
public import Declarations
public import Diagnostics
import TableKit

/// Modules, but for those that are written for other tables of the same names: satchel is built with the modules of one
/// database, and used with others.
public struct FittingModules {
    public let declarations: [Declaration]
    /// The tables whose modules count for nothing, each with the warning that says so.
    public let setAside: [(table: TableName, warning: Problem)]

    public init(_ declarations: [Declaration], in catalogue: Catalogue) {
        let resolver = TableResolver(catalogue: catalogue, declarations: declarations, names: nil)
        var fitting: [Declaration] = []
        var setAside: [(TableName, Problem)] = []
        for declaration in declarations {
            guard case .module = declaration.origin, let table = catalogue.table(declaration.table),
                let reason = resolver.resolve(table.name).problems.first(where: { $0.severity == .error })
            else {
                fitting.append(declaration)
                continue
            }
            let kept = declaration.excludedColumns.map(\.name).filter { table.column($0) != nil }
            let travels = kept.isEmpty ? "" : "; columns that it keeps back travel: \(kept.joined(separator: ", "))"
            let warning = Problem(
                .declaration, severity: .warning, table: catalogue.displayName(table.name), column: reason.column,
                message:
                    "\(declaration.origin.place) is written for another table of this name, and counts for nothing here"
                    + travels,
                remedy: "--no-modules leaves all modules aside, without a word")
            setAside.append((table.name, warning))
        }
        self.declarations = fitting
        self.setAside = setAside
    }
}
