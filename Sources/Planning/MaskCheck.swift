import Catalogue
import Declarations
import Diagnostics
import TableKit

/// What the masks of a table ask for that cannot be, or that would let a value out by another way.
struct MaskCheck {
    private(set) var problems: [Problem] = []

    private let declaration: Declaration
    private let table: CatalogueTable
    private let key: [String]
    private let surrogate: Surrogate?
    private let references: [ReferencePlan]

    /// - Parameter key: the columns of the natural key, declared or not.
    init(
        _ declaration: Declaration, _ table: CatalogueTable, key: [String], surrogate: Surrogate?,
        references: [ReferencePlan]
    ) {
        self.surrogate = surrogate
        self.key = key
        self.declaration = declaration
        self.table = table
        self.references = references
        var seen: Set<String> = []
        for mask in declaration.masks {
            if !seen.insert(mask.column).inserted {
                report(mask, "masks the column twice", remedy: "keep one of the two masks")
            }
            // A column that is not there is the declaration check's.
            guard let column = table.column(mask.column) else { continue }
            checkTravel(of: column, mask)
            checkReferences(in: column, mask)
            checkRule(of: mask, for: column)
            checkGeneratedKeys(from: column, mask)
        }
    }

    private mutating func report(_ mask: Mask, _ message: String, remedy: String) {
        problems.append(
            Problem(
                .declaration, table: declaration.table.description, column: mask.column,
                message: "\(declaration.origin.place) \(message)", remedy: remedy))
    }

    private mutating func checkTravel(of column: CatalogueColumn, _ mask: Mask) {
        if declaration.excludedColumns.contains(where: { $0.name == column.name }) {
            report(mask, "masks a column that it excludes", remedy: "remove the mask, or let the column travel")
        } else if column.isGenerated {
            report(
                mask, "masks a generated column", remedy: "mask the columns that it is computed from; it stays at home")
        } else if column.name == surrogate?.column {
            report(mask, "masks a generated id", remedy: "remove the mask: such an id stays at home or has to stay")
        } else if declaration.derivedColumns.contains(column.name) {
            report(
                mask, "masks a column that a trigger keeps",
                remedy: "mask the columns that the trigger reads and exclude this one, or remove the mask")
        }
    }

    private mutating func checkReferences(in column: CatalogueColumn, _ mask: Mask) {
        let own = references.filter { $0.columns.contains(column.name) }
        let named = declaration.references.contains { $0.typeColumn == column.name }
        if named || own.contains(where: { $0.columns.count > 1 }) || (!own.isEmpty && mask.rule != .null) {
            report(
                mask, "masks a reference, which would lead nowhere",
                remedy:
                    "mask the natural key of the row that it points at; a reference of one column can be masked with null"
            )
        }
    }

    private mutating func checkRule(of mask: Mask, for column: CatalogueColumn) {
        let rule = mask.rule
        if rule == .null {
            if column.isNotNull {
                report(mask, "masks the column with null, but it takes no NULL", remedy: "choose another rule")
            } else if key.contains(column.name) {
                report(
                    mask, "masks a column of the natural key with null", remedy: "choose a rule that keeps rows apart")
            }
        }
        if rule.needsText, !column.type.holdsText {
            report(
                mask, "masks the column with \(rule), but it holds \(column.type.sql) and no text",
                remedy: "choose constant, null or an SQL expression")
        }
        if let length = rule.length, let limit = column.type.characterLimit, length > limit {
            report(
                mask, "masks the column with \(rule), whose \(length) characters do not fit its \(limit)",
                remedy: "choose keepFirst, constant, null or an SQL expression")
        }
        if case .keepFirst(let count) = rule, count < 1 {
            report(mask, "keeps the first \(count) characters", remedy: "keep one or more, or choose another rule")
        }
        if case .sql(let expression) = rule, expression.allSatisfy(\.isWhitespace) {
            report(
                mask, "masks the column with an empty expression", remedy: "write an expression over the row's columns")
        }
    }

    /// A generated column travels where it is part of the natural key, and would carry what it was computed from.
    private mutating func checkGeneratedKeys(from column: CatalogueColumn, _ mask: Mask) {
        for name in key {
            let words = table.column(name)?.generation?.split { !($0.isLetter || $0.isNumber || $0 == "_") } ?? []
            guard words.contains(Substring(column.name)) else { continue }
            report(
                mask, "masks a column from which the natural key's generated column \"\(name)\" is computed",
                remedy: "choose a natural key without \"\(name)\"")
        }
    }
}

extension ColumnType {
    /// True for a text, under whatever length or domain.
    fileprivate var holdsText: Bool { ["text", "varchar", "bpchar", "citext"].contains(baseName) }

    /// How many characters a value may have, where the type says so.
    fileprivate var characterLimit: Int? {
        guard holdsText, let start = sql.lastIndex(of: "("), sql.last == ")" else { return nil }
        return Int(sql[sql.index(after: start)...].dropLast())
    }
}
