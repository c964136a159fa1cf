import Catalogue
import Declarations
import Diagnostics
import TableKit

/// What a declaration says that the catalogue contradicts.
struct DeclarationCheck {
    private(set) var problems: [Problem] = []

    private let declaration: Declaration
    private let table: CatalogueTable

    init(_ declaration: Declaration, _ table: CatalogueTable, _ catalogue: Catalogue) {
        self.declaration = declaration
        self.table = table
        checkColumns(catalogue)
        checkDrawing(catalogue)
        checkDependencies(catalogue)
        checkLateSeeds()
    }

    /// What to do where the declaration is for another schema.
    private var otherSchema: String {
        var remedy =
            "correct the \(declaration.origin.kind), or bring the database to the schema that it is written for"
        if case .module = declaration.origin { remedy += "; --no-modules leaves all modules aside" }
        return remedy
    }

    private mutating func report(_ kind: Problem.Kind, column: String? = nil, _ message: String, remedy: String) {
        problems.append(
            Problem(kind, table: declaration.table.description, column: column, message: message, remedy: remedy))
    }

    private mutating func checkColumns(_ catalogue: Catalogue) {
        let named: [(String, String)] =
            (declaration.naturalKey?.columns ?? []).map { ($0, "natural key") }
            + declaration.excludedColumns.map { ($0.name, "excluded columns") }
            + declaration.references.map { ($0.column, "references") }
            + declaration.plain.map { ($0, "plain columns") }
            + declaration.lateSeeds.map { ($0.column, "late seeds") }
            + declaration.derived.flatMap(\.columns).map { ($0, "derived columns") }
            + (declaration.belongsTo.map { [($0.column, "ownership")] } ?? [])
            + (declaration.modifiedAt.map { [($0, "modification time")] } ?? [])
            + declaration.masks.map { ($0.column, "masks") }
        for (column, role) in named where table.column(column) == nil {
            report(
                .schema, column: column,
                "\(declaration.origin.place) names the column in its \(role), but the table has no such column",
                remedy: otherSchema)
        }
        for excluded in declaration.excludedColumns
        where declaration.naturalKey?.columns.contains(excluded.name) == true {
            report(
                .declaration, column: excluded.name, "\(declaration.origin.place) excludes a column of the natural key",
                remedy: "let the column travel, or choose another key")
        }
        if let surrogate = Surrogate(of: table, declaration, in: catalogue), !declaration.preservesIDs,
            declaration.naturalKey?.columns.contains(surrogate.column) == true
        {
            report(
                .declaration, column: surrogate.column,
                "\(declaration.origin.place) names a row by a generated id, which means nothing elsewhere",
                remedy: "choose another key, or say that the ids are preserved")
        }
        let excluded = Set(declaration.excludedColumns.map(\.name))
        for reference in declaration.references where !excluded.contains(reference.column) {
            guard let type = reference.typeColumn, excluded.contains(type) else { continue }
            report(
                .declaration, column: type,
                "\(declaration.origin.place) excludes the column that names the table of \"\(reference.column)\"",
                remedy: "exclude both columns, or let both travel")
        }
        for type in declaration.references.compactMap(\.typeColumn) where table.column(type) == nil {
            report(
                .schema, column: type,
                "\(declaration.origin.place) lets the column name a reference's table, but the table has no such column",
                remedy: otherSchema)
        }
    }

    private mutating func checkDrawing(_ catalogue: Catalogue) {
        guard let name = declaration.drawnFrom else { return }
        if catalogue.sequence(name) == nil {
            report(
                .declaration, "\(declaration.origin.place) draws ids from \"\(name)\", which is no sequence here",
                remedy: "correct the name in its drawnFrom, or create the sequence")
        } else if table.soleNumber == nil {
            report(
                .declaration,
                "\(declaration.origin.place) draws ids from \"\(name)\", but the primary key is not one number",
                remedy: "remove drawnFrom")
        }
    }

    private mutating func checkDependencies(_ catalogue: Catalogue) {
        for dependency in declaration.dependencies where catalogue.table(dependency) == nil {
            report(
                .declaration, "\(declaration.origin.place) depends on \"\(dependency)\", which does not exist",
                remedy: "correct the name in its dependencies, or remove it")
        }
        if let owner = declaration.belongsTo, catalogue.table(owner.table) == nil {
            report(
                .declaration, column: owner.column,
                "\(declaration.origin.place) says that rows belong to \"\(owner.table)\", which does not exist",
                remedy: "correct the name in belongsTo, or remove it")
        } else if let owner = declaration.belongsTo, table.column(owner.column) != nil, !isReference(owner.column) {
            report(
                .declaration, column: owner.column,
                "\(declaration.origin.place) says that rows belong to another through the column, but it is no reference",
                remedy: "declare the reference, or remove belongsTo")
        }
    }

    private mutating func checkLateSeeds() {
        for seed in declaration.lateSeeds {
            guard let column = table.column(seed.column) else { continue }
            if !isReference(seed.column) {
                report(
                    .declaration, column: seed.column,
                    "\(declaration.origin.place) declares a late seed, but the column is no reference",
                    remedy: "declare the reference, or remove the late seed")
            } else if column.isNotNull, seed.placeholder == nil {
                report(
                    .declaration, column: seed.column, "the late seed cannot be left empty: the column takes no NULL",
                    remedy:
                        "declare a placeholder for it, or remove the late seed and let both tables be inserted together"
                )
            }
        }
    }

    /// True where the column by itself points at a row.
    private func isReference(_ column: String) -> Bool {
        table.foreignKeys.contains { $0.columns.contains(column) }
            || declaration.references.contains { $0.column == column && $0.shape.isWhole }
    }
}
