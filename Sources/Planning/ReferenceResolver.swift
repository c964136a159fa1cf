import Catalogue
import Declarations
import Diagnostics
import TableKit

/// Merges a table's foreign keys with the references that are declared for it.
struct ReferenceResolver {
    private let table: CatalogueTable
    private let declaration: Declaration
    private let catalogue: Catalogue
    private let names: NamesInUse?

    init(_ table: CatalogueTable, _ declaration: Declaration, _ catalogue: Catalogue, _ names: NamesInUse?) {
        self.table = table
        self.declaration = declaration
        self.catalogue = catalogue
        self.names = names
    }

    /// Composite foreign keys first, because they decide a column that several references share; then in the order of
    /// the table's columns.
    func resolve(_ problems: inout [Problem]) -> [ReferencePlan] {
        var references: [ReferencePlan] = []
        for key in table.foreignKeys.sorted(by: ReferenceResolver.isStricter) {
            let target = ReferencePlan.Destination.table(
                .init(table: key.referencedTable, columns: key.referencedColumns))
            // The same constraint under a second name says nothing new.
            if references.contains(where: { $0.columns == key.columns && $0.destination == target }) { continue }
            references.append(
                ReferencePlan(
                    columns: key.columns, shape: .plain, destination: target, unmatched: .problem,
                    constraint: key.isEnforced ? key : nil, isNullable: isNullable(key.columns)))
        }
        let present = declaration.references.filter { table.column($0.column) != nil }
        // A name may stand in the row that another reference points at.
        for declared in present.filter({ !$0.isNamedByRow }) + present.filter(\.isNamedByRow) {
            guard let target = resolveTarget(of: declared, beside: references, &problems) else { continue }
            let same = references.indices.filter {
                references[$0].columns == [declared.column] && declared.shape == .plain
                    && references[$0].shape == .plain
            }
            if let index = same.first(where: { references[$0].destination == target }) ?? same.first {
                guard references[index].destination == target else {
                    problems.append(conflict(declared, references[index]))
                    continue
                }
                references[index] = ReferencePlan(
                    columns: references[index].columns, shape: .plain, destination: target,
                    unmatched: declared.unmatched,
                    constraint: references[index].constraint, isNullable: references[index].isNullable)
            } else {
                references.append(
                    ReferencePlan(
                        columns: [declared.column], shape: declared.shape, destination: target,
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

    private func resolveTarget(
        of reference: Reference, beside others: [ReferencePlan], _ problems: inout [Problem]
    ) -> ReferencePlan.Destination? {
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
        case .named(let naming, let named):
            var type: ReferencePlan.Referenced?
            if case .row(let column, let template) = naming {
                guard let found = typeRow(column, template, reference, beside: others, &problems) else { return nil }
                type = found
            }
            var tables: [String: ReferencePlan.Referenced] = [:]
            var listed: Set<String> = []
            for (name, table) in named.tables {
                let name = named.spelling?.table(name) ?? name
                listed.insert(name)
                // A kind of row that this database does not have leaves values of that kind unmatched.
                tables[name] = catalogue.table(table).flatMap { referenced($0, nil, reference, &problems) }
            }
            if let spelling = named.spelling {
                let inUse = names.map { Set($0.names(of: reference, in: table.name).map(spelling.table)) }
                let others = TablesByName(catalogue, naming, spelling).tables
                for (name, table) in others where !listed.contains(name) && inUse?.contains(name) ?? true {
                    tables[name] = table
                }
            }
            return .named(.init(naming: naming, type: type, tables: tables, spelling: named.spelling))
        }
    }

    /// Where the row is that has the table's name: what the naming column points at.
    private func typeRow(
        _ column: String, _ template: NameTemplate, _ reference: Reference, beside others: [ReferencePlan],
        _ problems: inout [Problem]
    ) -> ReferencePlan.Referenced? {
        // A column that is not there is the declaration check's.
        guard table.column(column) != nil else { return nil }
        func report(_ message: String, _ remedy: String) {
            problems.append(
                Problem(
                    .declaration, table: declaration.table.description, column: reference.column, message: message,
                    remedy: remedy))
        }
        let found = others.first { $0.columns == [column] && $0.shape == .plain }
        guard case .table(let referenced)? = found?.destination, let type = catalogue.tables[referenced.table] else {
            report(
                "\(declaration.origin.place) looks for the table's name in the row that \"\(column)\" points at, but that column is no reference to one table",
                "declare the reference, or name the table by a column of the same row")
            return nil
        }
        for name in template.columns where type.column(name) == nil {
            report(
                "\(declaration.origin.place) makes the table's name of \"\(name)\", which \"\(catalogue.displayName(type.name))\" does not have",
                "correct the template")
            return nil
        }
        return referenced
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

extension Reference {
    fileprivate var isNamedByRow: Bool {
        if case .named(.row, _) = target { return true }
        return false
    }
}
