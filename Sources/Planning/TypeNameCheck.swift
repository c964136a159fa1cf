import Catalogue
import Diagnostics
import TableKit

/// Whether the names by which a table's references find their tables mean the same in another database.
struct TypeNameCheck {
    private(set) var problems: [Problem] = []

    init(_ table: TablePlan, _ resolver: TableResolver) {
        for reference in table.references {
            guard case .named(let named) = reference.destination else { continue }
            switch named.naming {
            case .prefix: break
            case .column(let column):
                if !table.references(in: column).isEmpty {
                    report(
                        table, reference, "\"\(column)\" is a reference, and its value names no table",
                        remedy: "make the name of the row that it points at, with a template")
                }
            case .row(_, let template):
                guard let type = named.type.map({ resolver.resolve($0.table).plan }) else { break }
                check(table, reference, type, template)
            }
        }
    }

    /// The name is read from the archive, where the row that it stands in is a key.
    private mutating func check(
        _ table: TablePlan, _ reference: ReferencePlan, _ type: TablePlan, _ template: NameTemplate
    ) {
        for column in template.columns {
            if !type.key.columns.contains(column) || type.keyReference(in: column) != nil {
                report(
                    table, reference,
                    "the table's name is made of \"\(column)\", which is no value in the natural key of \"\(type.displayName)\"",
                    remedy: "make it of columns of that key, which travel, or declare another key for that table")
            } else if type.mask(of: column) != nil {
                report(
                    table, reference,
                    "the table's name is made of \"\(type.displayName)\".\"\(column)\", which is masked",
                    remedy: "remove that mask: a masked name means no table")
            }
        }
    }

    private mutating func report(_ table: TablePlan, _ reference: ReferencePlan, _ message: String, remedy: String) {
        problems.append(
            Problem(
                .declaration, table: table.declaration.table.description, column: reference.columns[0],
                message: message, remedy: remedy))
    }
}
