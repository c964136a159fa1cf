import Catalogue
import Declarations
import TableKit

/// The tables of a catalogue that a reference can mean by their own names.
struct TablesByName {
    /// By name: without schema where the search path finds the table, and with it.
    private(set) var tables: [String: ReferencePlan.Referenced] = [:]

    /// - Parameter naming: of a text made of columns, only names that have its form count.
    init(_ catalogue: Catalogue, _ naming: TableNaming, _ spelling: TableSpelling) {
        let form = TablesByName.form(of: naming, spelling)
        for table in catalogue.tables.values.sorted(by: { $0.name < $1.name }) where table.hasOwnRows {
            guard let primary = table.primaryKey, primary.columns.count == 1 else { continue }
            let short = TableName(table.name.name)
            let names = catalogue.table(short)?.name == table.name ? [short, table.name] : [table.name]
            for name in names.map(\.description) where form.matches(name) {
                tables[name] = .init(table: table.name, columns: primary.columns)
            }
        }
    }

    /// A text made of columns, with something in the place of each.
    private static func form(of naming: TableNaming, _ spelling: TableSpelling) -> Wildcard {
        guard case .row(_, let template) = naming else { return Wildcard("?*") }
        let parts = template.parts.map { part in
            switch part {
            case .text(let text): spelling.table(text)
            case .column: "?*"
            }
        }
        return Wildcard(parts.joined())
    }
}
