import Catalogue
import Declarations
import Diagnostics
import Synchronization
import TableKit

/// Who wants a table to travel.
enum Wish {
    case module(String)
    case manifest(String)
    case user
    case archive

    init(_ declaration: Declaration) {
        switch declaration.origin {
        case .module(let name): self = .module(name)
        case .manifest(let name): self = .manifest(name)
        case .archive: self = .archive
        case .catalogue: self = .user
        }
    }

    var message: String {
        switch self {
        case .module(let name): ", but module \"\(name)\" is written for it"
        case .manifest(let name): ", but manifest \"\(name)\" names it"
        case .archive: ", but the archive has rows for it"
        case .user: ""
        }
    }

    func remedy(_ table: TableName) -> String {
        switch self {
        case .module: "leave it out with --exclude \(table), or delete its module"
        case .manifest: "correct the name in the manifest, or leave it out with --exclude \(table)"
        case .archive:
            "create the table, say in a manifest's renames what it is called here, or leave it out with --exclude \(table)"
        case .user: "check the name: satchel tables lists them"
        }
    }
}

/// Brings together what is declared of a table and what the catalogue says of it.
final class TableResolver: Sendable {
    struct Resolved: Sendable {
        let plan: TablePlan
        let problems: [Problem]
    }

    let catalogue: Catalogue
    private let declarations: [TableName: Declaration]
    private let names: NamesInUse?
    private let resolved = Mutex<[TableName: Resolved]>([:])

    init(catalogue: Catalogue, declarations: [Declaration], names: NamesInUse?) {
        self.catalogue = catalogue
        self.names = names
        let byTable = declarations.compactMap { declaration in
            catalogue.table(declaration.table).map { ($0.name, declaration) }
        }
        self.declarations = Dictionary(byTable) { first, _ in first }
    }

    /// The schema-qualified name of a table that can travel.
    func find(_ name: TableName, wantedBy place: Wish) -> Result<TableName, Problem> {
        guard let table = catalogue.table(name) else {
            return .failure(
                Problem(
                    .schema, table: name.description,
                    message: "the database \"\(catalogue.database)\" has no such table" + place.message,
                    remedy: place.remedy(name)))
        }
        switch table.kind {
        case .table, .partitioned: return .success(table.name)
        case .inherits: return .success(table.name)
        case .partition(let root):
            return .failure(
                Problem(
                    .schema, table: name.description, message: "this is a partition; its rows travel with \"\(root)\"",
                    remedy: "name \"\(root)\" instead"))
        case .view, .materializedView, .foreign:
            return .failure(
                Problem(
                    .schema, table: name.description, message: "this is no table of its own: only tables travel",
                    remedy: "leave it out with --exclude \(name)"))
        }
    }

    /// The table with its key and references. The name is one that the catalogue has.
    func resolve(_ name: TableName) -> Resolved {
        if let known = resolved.withLock({ $0[name] }) { return known }
        let made = make(name)
        resolved.withLock { $0[name] = made }
        return made
    }

    private func make(_ name: TableName) -> Resolved {
        let table = catalogue.tables[name] ?? CatalogueTable(name: name, columns: [])
        let declaration = declarations[name] ?? Declaration(table: name, origin: .catalogue)
        var problems = DeclarationCheck(declaration, table, catalogue).problems
        let references = ReferenceResolver(table, declaration, catalogue, names).resolve(&problems)
        let surrogate = Surrogate(of: table, declaration, in: catalogue)
        let key =
            declaration.naturalKey.map { NaturalKeyChoice(declared: $0, by: declaration.origin, in: table) }
            ?? NaturalKeyChoice(
                derivedFrom: table, surrogate: surrogate, references: Set(references.flatMap(\.columns)), in: catalogue)
        problems +=
            MaskCheck(
                declaration, table, key: key.columns, surrogate: surrogate, references: references
            ).problems
        var plan = TablePlan(
            table: table, displayName: catalogue.displayName(name), declaration: declaration,
            kind: declaration.kind ?? .entity, key: declaration.preservesIDs ? key.decided() : key,
            surrogate: surrogate, references: references, phase: .entities)
        if declaration.kind == nil, plan.isJunction { plan = plan.with(kind: .junction) }
        return Resolved(plan: plan, problems: problems)
    }

    /// The references that the natural key consists of.
    func keyReferences(of plan: TablePlan) -> [ReferencePlan] {
        plan.key.columns.compactMap { plan.keyReference(in: $0) }
    }

    func hasRecursiveKey(_ plan: TablePlan) -> Bool {
        var seen: Set<TableName> = []
        var waiting = keyReferences(of: plan).flatMap(\.referencedTables)
        while let name = waiting.popLast() {
            if name == plan.table.name { return true }
            if seen.insert(name).inserted {
                waiting += keyReferences(of: resolve(name).plan).flatMap(\.referencedTables)
            }
        }
        return false
    }
}

extension TablePlan {
    /// The reference that a key column stands for: a plain one, because what stands inside a value names no row. One that
    /// has columns beside the key's says more than the key, and counts only where there is no other.
    public func keyReference(in column: String) -> ReferencePlan? {
        let whole = references(in: column).filter(\.shape.isWhole)
        return whole.first { Set($0.columns).isSubset(of: key.all) }
            ?? whole.min { $0.columns.count < $1.columns.count }
    }

    /// True where the key consists of two references or more and nothing else.
    fileprivate var isJunction: Bool {
        key.columns.count > 1 && key.columns.allSatisfy { keyReference(in: $0) != nil }
    }

    fileprivate func with(kind: TableKind) -> TablePlan {
        TablePlan(
            table: table, displayName: displayName, declaration: declaration, kind: kind, key: key,
            surrogate: surrogate,
            references: references, phase: phase)
    }

    /// That the key is numbers which nothing explains, with what to declare.
    public func undecided(severity: Problem.Severity) -> Problem {
        let columns = key.all.joined(separator: ", ")
        let says = key.all.map { "\"\($0)\"" }.joined(separator: ", ")
        var remedy =
            "where they mean the same everywhere, declare in a manifest, for export and import, {\"table\": \"\(displayName)\", \"naturalKey\": [\(says)]}"
        if let number = table.soleNumber, key.all == [number.name] {
            remedy +=
                "; where an application draws them from a sequence, {\"table\": \"\(displayName)\", \"drawnFrom\": \"NAME_OF_THE_SEQUENCE\"}"
        }
        return Problem(
            .undecidedKey, severity: severity, table: displayName, column: columns,
            message:
                "rows are known by numbers that nothing explains: two databases may mean other rows by the same one",
            remedy: remedy)
    }

    /// What is not wrong, but worth knowing: `satchel doctor` prints it.
    var advice: [Problem] {
        var found: [Problem] = []
        if key.guardedBy == nil, !key.columns.isEmpty {
            found.append(
                Problem(
                    .ambiguousKey, severity: .warning, table: displayName,
                    message: "no unique constraint guards the natural key (\(key.columns.joined(separator: ", ")))",
                    remedy: "rows under one key stop an export or import until one of them has another"))
        }
        if !key.rivals.isEmpty {
            let others = key.rivals.map { "\"\($0.name)\" (\($0.columns.joined(separator: ", ")))" }
            found.append(
                Problem(
                    .ambiguousKey, severity: .warning, table: displayName,
                    message:
                        "several keys could name its rows: \"\(key.guardedBy ?? "")\" (\(key.all.joined(separator: ", "))) "
                        + "is taken, not \(others.joined(separator: ", "))",
                    remedy: "declare the natural key in a manifest where another is meant"))
        }
        if key.isUndecided { found.append(undecided(severity: .warning)) }
        for column in table.columns {
            if let reason = whyLeftOut(column), reason != TablePlan.generatedColumn, reason != "generated id",
                column.isNotNull, column.defaultExpression == nil
            {
                found.append(
                    Problem(
                        .notNull, severity: .warning, table: displayName, column: column.name,
                        message:
                            "the column is excluded, but a new row needs a value: it takes no NULL and has no default",
                        remedy: "give it a default, or let it travel"))
            }
        }
        return found
    }
}
