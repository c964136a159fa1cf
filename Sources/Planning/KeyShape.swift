import Catalogue
import TableKit

/// How a table's natural key is made up: its own columns, and the keys of the rows that its references point at.
public struct KeyShape: Sendable, Equatable {
    /// Schema-qualified.
    public let table: TableName
    public let parts: [Part]
    /// True where a row with a NULL in its key has none.
    public let needsEveryPart: Bool

    public indirect enum Part: Sendable, Equatable {
        /// A column that holds a value.
        case value(CatalogueColumn)
        /// A reference to one table, with the shape of the key there.
        case reference(ReferencePlan, KeyShape)
        /// A reference whose table another column names: its key is one JSON value.
        case polymorphic(ReferencePlan)

        /// The columns of the row that it stands for.
        public var columns: [String] {
            switch self {
            case .value(let column): [column.name]
            case .reference(let reference, _), .polymorphic(let reference): reference.columns
            }
        }

        /// The column's name, or a reference's columns joined, as an archive column's name has it.
        public var name: String {
            switch self {
            case .value(let column): ArchiveColumn.part(column.name)
            case .reference(let reference, _), .polymorphic(let reference): ArchiveColumn.part(reference)
            }
        }
    }

    /// True where the key is one column that holds a value: it is then written as that value alone.
    public var isSingleValue: Bool {
        if parts.count == 1, case .value = parts[0] { return true }
        return false
    }
}

extension Plan {
    /// The shape of a table's key. The planner has made sure that it leads to an end.
    public func keyShape(of table: TablePlan) -> KeyShape {
        KeyShape(
            table: table.table.name, parts: parts(of: table.key.columns, in: table),
            needsEveryPart: table.key.needsEveryColumn)
    }

    /// The parts that columns of a table stand for.
    public func parts(of columns: [String], in table: TablePlan) -> [KeyShape.Part] {
        var parts: [KeyShape.Part] = []
        var seen: [ReferencePlan] = []
        for name in columns {
            if let reference = table.keyReference(in: name) {
                if seen.contains(reference) { continue }
                seen.append(reference)
                parts.append(part(for: reference))
            } else if let column = table.table.column(name) {
                parts.append(.value(column))
            }
        }
        return parts
    }

    private func part(for reference: ReferencePlan) -> KeyShape.Part {
        if case .table(let referenced) = reference.destination, let target = self[referenced.table] {
            return .reference(reference, keyShape(of: target))
        }
        return .polymorphic(reference)
    }

    /// True where rows of the table may be pointed at although they have no key: each such row travels with a label.
    public func isLabelled(_ table: TableName) -> Bool { labelled.contains(table) }

    /// True where the table's keys are needed, but its rows stay.
    public func isLookup(_ table: TableName) -> Bool {
        positions[table].map { $0 >= tables.count } ?? false
    }

    /// True where a row of the table may be referred to that has neither a key nor, because it does not travel, a label.
    public func mayBeNameless(_ table: TableName) -> Bool {
        (isLookup(table) || leavesRowsBehind) && self[table]?.mayLackKey == true
    }
}
