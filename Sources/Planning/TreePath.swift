/// The way up from a row with a recursive key: its key without that reference, and where the reference leads.
public struct TreePath: Sendable, Equatable {
    /// The reference of the key that leads to the row above; NULL at a root.
    public let reference: ReferencePlan
    /// The table of the row above. It has a recursive key too.
    public let above: ReferencePlan.Referenced
    /// The position of the reference among the parts of the key.
    public let position: Int
}

extension Plan {
    /// The shape of a recursive key, as that of a key that names a row by itself: the rows above stand there by label.
    public func recursiveShape(of table: TablePlan) -> KeyShape {
        KeyShape(
            table: table.table.name, parts: parts(of: table.key.recursive, in: table),
            needsEveryPart: table.key.needsEveryColumn)
    }

    /// The way up where there is one alone, so that the keys from the root down name a row.
    public func treePath(of table: TablePlan) -> TreePath? {
        let ways = recursiveShape(of: table).parts.enumerated().compactMap { position, part -> TreePath? in
            guard case .reference(let reference, _) = part, case .table(let above) = reference.destination,
                self[above.table]?.key.recursive.isEmpty == false
            else { return nil }
            return TreePath(reference: reference, above: above, position: position)
        }
        return ways.count == 1 ? ways[0] : nil
    }

    /// True where rows with a recursive key are part of the table's keys.
    public func keyLeadsToTree(_ shape: KeyShape) -> Bool {
        if self[shape.table]?.key.recursive.isEmpty == false { return true }
        return shape.parts.contains { part in
            if case .reference(_, let inner) = part { return keyLeadsToTree(inner) }
            return false
        }
    }
}
