import Catalogue
import Diagnostics
import TableKit

/// Merges a table's foreign keys with the references that are declared for it.
struct ReferenceResolver {
    private let table: CatalogueTable
    private let declaration: Declaration
    private let catalogue: Catalogue

    init(_ table: CatalogueTable, _ declaration: Declaration, _ catalogue: Catalogue) {
        self.table = table
        self.declaration = declaration
        self.catalogue = catalogue
    }

    /// Composite foreign keys first, because they decide a column that several references share; then in the order of
    /// the table's columns.
    func resolve(_ problems: inout [Problem]) -> [ReferencePlan] {
        var references: [ReferencePlan] = []
        for key in table.foreignKeys.sorted(by: ReferenceResolver.isStricter) {
            let target = ReferencePlan.Target.table(.init(table: key.referencedTable, columns: key.referencedColumns))
            // The same constraint under a second name says nothing new.
            if references.contains(where: { $0.columns == key.columns && $0.target == target }) { continue }
            references.append(
                ReferencePlan(
                    columns: key.columns, shape: .plain, target: target, unmatched: .problem,
                    constraint: key.isEnforced ? key : nil, isNullable: isNullable(key.columns)))
        }
        for declared in declaration.references where table.column(declared.column) != nil {
            guard let target = resolveTarget(of: declared, &problems) else { continue }
            let same = references.indices.filter {
                references[$0].columns == [declared.column] && declared.shape == .plain
                    && references[$0].shape == .plain
            }
            if let index = same.first(where: { references[$0].target == target }) ?? same.first {
                guard references[index].target == target else {
                    problems.append(conflict(declared, references[index]))
                    continue
                }
                references[index] = ReferencePlan(
                    columns: references[index].columns, shape: .plain, target: target, unmatched: declared.unmatched,
                    constraint: references[index].constraint, isNullable: references[index].isNullable)
            } else {
                references.append(
                    ReferencePlan(
                        columns: [declared.column], shape: declared.shape, target: target,
                        unmatched: declared.unmatched,
                        constraint: nil, isNullable: isNullable([declared.column])))
            }
        }
        for seed in declaration.lateSeeds {
            for index in references.indices
            where references[index].columns.contains(seed.column) && references[index].shape == .plain {
                references[index].seeding = .late(seed.placeholder, declared: true)
            }
        }
        let excluded = Set(declaration.excludedColumns.map(\.name))
        let positions = Dictionary(
            uniqueKeysWithValues: table.columns.enumerated().map { ($0.element.name, $0.offset) })
        return references.filter { excluded.isDisjoint(with: $0.columns) }.sorted { left, right in
            let place = { (reference: ReferencePlan) in (-reference.columns.count, positions[reference.columns[0]] ?? 0)
            }
            return place(left) < place(right)
        }
    }

    /// What is checked at once goes before what is checked at commit, and what holds for every row before the rest.
    private static func isStricter(_ left: ForeignKey, _ right: ForeignKey) -> Bool {
        let rank = { (key: ForeignKey) in (key.isDeferrable ? 1 : 0, key.isValidated ? 0 : 1, key.name) }
        return rank(left) < rank(right)
    }

    private func isNullable(_ columns: [String]) -> Bool {
        columns.contains { table.column($0)?.isNotNull == false }
    }

    private func resolveTarget(of reference: Reference, _ problems: inout [Problem]) -> ReferencePlan.Target? {
        switch reference.target {
        case .table(let name, let column):
            guard let target = catalogue.table(name) else {
                if reference.unmatched == .carriesAll { return .absent(name) }
                problems.append(
                    Problem(
                        .declaration, table: declaration.table.description, column: reference.column,
                        message:
                            "\(declaration.origin.place) declares a reference to \"\(name)\", which does not exist",
                        remedy: declaration.origin == .archive
                            ? "create the table, or say in a manifest's renames what it is called here"
                            : "correct the name in its references, or remove the reference"))
                return nil
            }
            guard let referenced = referenced(target, column, reference, &problems) else { return nil }
            return .table(referenced)
        case .named(let by, let tables):
            // A kind of row that this database does not have leaves values of that kind unmatched.
            let present = tables.compactMapValues { name in
                catalogue.table(name).flatMap { referenced($0, nil, reference, &problems) }
            }
            return .named(by: by, present)
        }
    }

    private func referenced(
        _ target: CatalogueTable, _ column: String?, _ reference: Reference, _ problems: inout [Problem]
    ) -> ReferencePlan.Referenced? {
        if let column {
            if target.column(column) != nil { return .init(table: target.name, columns: [column]) }
        } else if let primary = target.primaryKey, primary.columns.count == 1 {
            return .init(table: target.name, columns: primary.columns)
        }
        problems.append(
            Problem(
                .declaration, table: declaration.table.description, column: reference.column,
                message: column.map { "\"\(target.name)\" has no column \"\($0)\" to refer to" }
                    ?? "\"\(target.name)\" has no primary key of one column to refer to",
                remedy: "name the referenced column with by:"))
        return nil
    }

    private func conflict(_ declared: Reference, _ found: ReferencePlan) -> Problem {
        guard let constraint = found.constraint else {
            return Problem(
                .declaration, table: declaration.table.description, column: declared.column,
                message: "\(declaration.origin.place) declares two targets for the column",
                remedy: "keep one of the references, or declare it as polymorphic")
        }
        return Problem(
            .declaration, table: declaration.table.description, column: declared.column,
            message: "\(declaration.origin.place) declares another target than the foreign key \"\(constraint.name)\"",
            remedy: "remove the reference from the \(declaration.origin.kind): the foreign key says it already")
    }
}
