public import Catalogue
import Declarations
public import TableKit

/// A column of numbers, or of arrays of such, that is called after a table, and that neither a constraint nor a declaration calls a reference.
/// Whether it is one its values tell.
public struct SeemingReference: Sendable, Equatable {
    public enum Target: Sendable, Equatable {
        /// The tables that it can mean, the likeliest first.
        case tables([ReferencePlan.Referenced])
        /// The table that the words of another column mean.
        case named(by: String)
    }

    /// Schema-qualified.
    public let table: TableName
    public let column: String
    /// True where the column holds arrays of numbers.
    public let isArray: Bool
    public let target: Target
}

extension Plan {
    /// The columns of travelling tables that seem to be references to rows whose ids do not travel.
    ///
    /// - Parameter catalogue: that of the plan, with all tables of the database.
    public func seemingReferences(in catalogue: Catalogue) -> [SeemingReference] {
        let names = IDTables(
            catalogue, besides: Set((tables + lookups).filter(\.declaration.preservesIDs).map(\.table.name)))
        return tables.flatMap { table in
            table.table.columns.filter { table.isBareNumber($0) }.compactMap { column in
                names.reference(in: column, of: table.table)
            }
        }
    }
}

/// The tables of a database whose ids mean nothing elsewhere, by the words of their names.
public struct IDTables: Sendable {
    private let tables: [(words: [String], referenced: ReferencePlan.Referenced)]

    /// - Parameter besides: tables whose ids mean the same everywhere.
    public init(_ catalogue: Catalogue, besides: Set<TableName> = []) {
        tables = catalogue.tables.values.sorted { $0.name < $1.name }.compactMap { table in
            guard table.hasOwnRows, table.isReadable, !besides.contains(table.name), let id = table.soleNumber,
                Surrogate(of: table)?.column == id.name
            else { return nil }
            return (NameWords(table.name.name).words, .init(table: table.name, columns: [id.name]))
        }
    }

    /// The tables that words of a row can mean: `Post`, `App\Models\BlogPost`, `blog_posts`.
    public func tables(called name: String) -> [ReferencePlan.Referenced] {
        let last = name.split { "\\:./".contains($0) }.last.map(String.init) ?? name
        return meant(by: NameWords(last).words)
    }

    fileprivate func reference(in column: CatalogueColumn, of table: CatalogueTable) -> SeemingReference? {
        guard let words = NameWords(column.name).withoutID else { return nil }
        let stem = Set(words)
        let isArray = column.type.baseName.hasPrefix("_")
        let type =
            isArray
            ? nil
            : table.columns.first { other in
                guard !other.type.isNumber, let last = NameWords(other.name).words.last,
                    last == "type" || last == "model"
                else {
                    return false
                }
                return Set(NameWords(other.name).words.dropLast()) == stem
            }
        if let type {
            return SeemingReference(
                table: table.name, column: column.name, isArray: false, target: .named(by: type.name))
        }
        var found = meant(by: words)
        if found.isEmpty, IDTables.family.contains(words.joined(separator: " ")) {
            found = tables.filter { $0.referenced.table == table.name }.map(\.referenced)
        }
        return found.isEmpty
            ? nil : SeemingReference(table: table.name, column: column.name, isArray: isArray, target: .tables(found))
    }

    /// Tables called just so; else those whose name the words end with, the longest first; else those whose name ends with
    /// the words, as where all tables begin alike.
    private func meant(by words: [String]) -> [ReferencePlan.Referenced] {
        guard !words.isEmpty else { return [] }
        let same = tables.filter { $0.words == words }
        let within = tables.filter { words.count > $0.words.count && words.suffix($0.words.count) == $0.words[...] }
            .sorted { $0.words.count > $1.words.count }
        let around = tables.filter { $0.words.count > words.count && $0.words.suffix(words.count) == words[...] }
        return (same + within + around).map(\.referenced)
    }

    /// What rows of one table are called after each other.
    private static let family: Set<String> = [
        "parent", "root", "ancestor", "original", "reply to", "in reply to", "previous", "prev", "next", "child",
        "predecessor", "successor", "superior", "duplicate of", "copy of", "replaced by",
    ]
}

extension TablePlan {
    /// True where the column travels as numbers that nothing is said of.
    fileprivate func isBareNumber(_ column: CatalogueColumn) -> Bool {
        ["int2", "int4", "int8", "_int2", "_int4", "_int8"].contains(column.type.baseName)
            && references(in: column.name).isEmpty
            && whyLeftOut(column) == nil && surrogate?.column != column.name && mask(of: column.name) == nil
            && !declaration.plain.contains(column.name) && !declaration.derivedColumns.contains(column.name)
    }
}
