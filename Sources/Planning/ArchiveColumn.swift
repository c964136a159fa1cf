import Catalogue
import TableKit

/// A column of a table's file in the archive.
///
/// A value stands under its column's name. A reference stands as the natural key of the row it points at:
/// `status_id` becomes `status_id.table` and `status_id.name`, nested keys nest (`page.project.domaincode`),
/// `post_id.#` is the label of a row without key, `participant_id.!` a value that points at no row. Ids inside a value
/// are replaced by keys in place, and the value is then JSON.
public struct ArchiveColumn: Sendable, Equatable {
    public let name: String
    public let content: Content

    public init(name: String, content: Content) {
        self.name = name
        self.content = content
    }

    public enum Content: Sendable, Equatable {
        /// The label of the row itself, where it has no key.
        case ownLabel
        case value(CatalogueColumn)
        /// Part of a reference's key; `path` leads from the reference to the part.
        case key(ReferencePlan, path: [String])
        /// A value with keys in place of ids, as JSON.
        case embedded(CatalogueColumn, [ReferencePlan])
    }

    /// The name of a part of a key, of a label and of a value without row, in `path`.
    public static let label = "#"
    public static let unmatched = "!"

    /// A column's name as a part of a name here, quoted where it could be taken for something else.
    public static func part(_ column: String) -> String {
        // By Unicode scalars: a combining mark hides a dot from a reader of characters.
        let scalars = column.unicodeScalars
        guard scalars.contains(where: { ".#!\"+".unicodeScalars.contains($0) }) else { return column }
        return "\"" + scalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }

    /// The columns of a reference as a part of a name.
    static func part(_ reference: ReferencePlan) -> String {
        reference.columns.map { part($0) }.joined(separator: "+")
    }
}

extension Plan {
    /// The columns of a table's file, in order: the label, then the table's columns.
    public func archiveColumns(of table: TablePlan) -> [ArchiveColumn] {
        var columns: [ArchiveColumn] = []
        if isLabelled(table.table.name) { columns.append(.init(name: ArchiveColumn.label, content: .ownLabel)) }
        // Of several references in the same columns the first stands for all.
        var written: [[String]] = []
        for column in table.table.columns where table.whyLeftOut(column) == nil {
            let references = table.references(in: column.name)
            let embedded = references.filter { !$0.travelsAsColumns }
            if !embedded.isEmpty {
                columns.append(.init(name: ArchiveColumn.part(column.name), content: .embedded(column, embedded)))
            } else if references.isEmpty {
                columns.append(.init(name: ArchiveColumn.part(column.name), content: .value(column)))
            }
            for reference in references where reference.travelsAsColumns && !written.contains(reference.columns) {
                written.append(reference.columns)
                columns += paths(of: reference).map { path in
                    let name = ([ArchiveColumn.part(reference)] + path).joined(separator: ".")
                    return .init(name: name, content: .key(reference, path: path))
                }
            }
        }
        return columns
    }

    /// The parts of a reference's key, as they stand in columns of their own.
    private func paths(of reference: ReferencePlan) -> [[String]] {
        guard case .table(let referenced) = reference.destination, let target = self[referenced.table] else {
            return [[ArchiveColumn.unmatched]]
        }
        var paths = paths(of: keyShape(of: target))
        if target.mayLackKey, !isLookup(referenced.table) { paths.append([ArchiveColumn.label]) }
        if mayBeUnmatched(reference) { paths.append([ArchiveColumn.unmatched]) }
        return paths
    }

    private func paths(of shape: KeyShape) -> [[String]] {
        shape.parts.flatMap { part -> [[String]] in
            switch part {
            case .value, .polymorphic: [[part.name]]
            case .reference(let reference, _): paths(of: reference).map { [part.name] + $0 }
            }
        }
    }

    /// True where a value of the reference may name no row, or a row that cannot be named.
    public func mayBeUnmatched(_ reference: ReferencePlan) -> Bool {
        if reference.isUnguarded || (reference.columns.count > 1 && reference.isNullable) { return true }
        return reference.referencedTables.contains { mayBeNameless($0) }
    }
}

extension ReferencePlan {
    /// True where the reference stands in columns of its own; false where its keys stand inside a JSON value.
    public var travelsAsColumns: Bool {
        if case .named = destination { return false }
        return shape == .plain
    }
}
