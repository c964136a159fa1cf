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

    /// Joins a path's parts; a part with a character that means something here is quoted.
    static func name(_ path: [String]) -> String {
        path.map { part in
            let special = part.isEmpty || part.contains { ".#!\"+".contains($0) }
            return special && part != label && part != unmatched
                ? "\"" + part.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : part
        }.joined(separator: ".")
    }

    /// The name of a value's column, quoted where it could be taken for a label.
    static func name(ofValue column: String) -> String {
        column == label || column == unmatched ? "\"\(column)\"" : name([column])
    }
}

extension Plan {
    /// The columns of a table's file, in order: the label, then the table's columns.
    public func archiveColumns(of table: TablePlan) -> [ArchiveColumn] {
        var columns: [ArchiveColumn] = []
        if isLabelled(table.table.name) { columns.append(.init(name: ArchiveColumn.label, content: .ownLabel)) }
        var written: [ReferencePlan] = []
        for column in table.table.columns where table.whyLeftOut(column) == nil {
            let references = table.references(in: column.name)
            let embedded = references.filter { !$0.travelsAsColumns }
            if !embedded.isEmpty {
                columns.append(.init(name: ArchiveColumn.name(ofValue: column.name), content: .embedded(column, embedded)))
            } else if references.isEmpty {
                columns.append(.init(name: ArchiveColumn.name(ofValue: column.name), content: .value(column)))
            }
            for reference in references where reference.travelsAsColumns && !written.contains(reference) {
                written.append(reference)
                let prefix = reference.columns.map { ArchiveColumn.name([$0]) }.joined(separator: "+")
                columns += paths(of: reference).map { path in
                    .init(name: prefix + "." + ArchiveColumn.name(path), content: .key(reference, path: path))
                }
            }
        }
        return columns
    }

    /// The parts of a reference's key, as they stand in columns of their own.
    private func paths(of reference: ReferencePlan) -> [[String]] {
        guard case .table(let referenced) = reference.target, let target = self[referenced.table] else {
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
        if reference.mayDangle || (reference.columns.count > 1 && reference.isNullable) { return true }
        return reference.targets.contains { isLookup($0) && self[$0]?.mayLackKey == true }
    }
}

extension ReferencePlan {
    /// True where the reference stands in columns of its own; false where its keys stand inside a JSON value.
    public var travelsAsColumns: Bool {
        if case .named = target { return false }
        return shape == .plain
    }
}
