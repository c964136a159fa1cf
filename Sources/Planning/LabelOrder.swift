import TableKit

/// Tables of which rows without a key are told apart together.
public struct LabelGroup: Sendable, Equatable {
    public let tables: [TableName]
    /// True where what a row is can lead back to a row of the same group.
    public let isCircular: Bool
}

extension Plan {
    /// The tables in groups, each after those whose labelled rows belong to what its own rows are.
    public func labelOrder(of tables: [TableName]) -> [LabelGroup] {
        var graph = DependencyGraph(count: tables.count)
        let numbers = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($0.element, $0.offset) })
        for (number, name) in tables.enumerated() {
            guard let table = self[name] else { continue }
            for target in Set(table.references.flatMap(\.referencedTables)).flatMap(labelled) {
                if let needed = numbers[target] { graph.add(from: number, to: needed) }
            }
        }
        return graph.components().map { group in
            LabelGroup(
                tables: group.map { tables[$0] },
                isCircular: group.count > 1 || graph.edges[group[0]].contains(group[0]))
        }
    }

    /// The table itself, and those that its keys lead to, where rows of them may be known by a label.
    private func labelled(_ name: TableName) -> Set<TableName> {
        guard let table = self[name] else { return [] }
        return keyShape(of: table).labelled(in: self).union(isLabelled(name) ? [name] : [])
    }
}

extension KeyShape {
    /// True where a row without key may be part of the key.
    public func leadsToLabel(in plan: Plan) -> Bool { !labelled(in: plan).isEmpty }

    /// The tables whose labels may be part of the key.
    fileprivate func labelled(in plan: Plan) -> Set<TableName> {
        var found: Set<TableName> = []
        for part in parts {
            switch part {
            case .value: break
            case .reference(_, let shape):
                if plan.isLabelled(shape.table) { found.insert(shape.table) }
                found.formUnion(shape.labelled(in: plan))
            case .polymorphic(let reference):
                for target in reference.referencedTables {
                    if plan.isLabelled(target) { found.insert(target) }
                    if let table = plan[target] { found.formUnion(plan.keyShape(of: table).labelled(in: plan)) }
                }
            }
        }
        return found
    }
}
