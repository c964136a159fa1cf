/// Which rows a row points at, so that references that share columns agree.
extension RandomRows {
    /// A link for a reference.
    ///
    /// - Parameters:
    ///   - content: what is known of the row.
    ///   - open: references of it that get their links later, and fit themselves to this one.
    ///   - isThere: whether a row may be pointed at.
    mutating func newLink(
        _ number: Int, of table: RandomTable, _ content: Content, _ side: Side, open: [Int], isThere: (Int) -> Bool
    ) -> Link {
        let reference = table.references[number]
        if reference.isInside {
            if reference.isNullable, random.chance(25) { return .none }
            let all = byTable[reference.ends[0].table].filter(isThere)
            let count = all.isEmpty ? 0 : random.number(0...3)
            return .rows((0..<count).map { _ in random.chance(10) ? nil : random.pick(all) })
        }
        let end = random.pick(reference.ends)
        let demanded = demands(number, of: table, content, side, open: open)
        if demanded.contains(.null) { return .none }
        if reference.isNullable, random.chance(30) {
            let isFree = reference.columns.allSatisfy { table.references(in: $0).count == 1 }
            let isPart = reference.columns.count > 1 && !reference.matchesFull && isFree
            return isPart && random.chance(50) ? partial(reference) : .none
        }
        if reference.kind == .logical, random.chance(10) { return .part(["999999"]) }
        let fitting = byTable[end.table].filter { row in
            isThere(row)
                && zip(end.columns, demanded).allSatisfy { column, demand in
                    demand == .any || demand == .origin(origin(of: column, in: row, side) ?? "NULL")
                }
        }
        return fitting.randomElement(using: &random).map { .row($0) } ?? .none
    }

    private mutating func partial(_ reference: RandomReference) -> Link {
        let types = reference.ends[0].columns.map { schema.tables[reference.ends[0].table].columns[$0].type }
        let given = random.number(0...(types.count - 1))
        return .part(types.indices.map { $0 == given ? types[$0].numbered?(3) ?? "77" : nil })
    }

    /// What other references of the row say of a column.
    private enum Demand: Equatable {
        case any, null
        case origin(String)
    }

    private func demands(_ number: Int, of table: RandomTable, _ content: Content, _ side: Side, open: [Int])
        -> [Demand]
    {
        table.references[number].columns.map { column in
            let decided = table.references(in: column).filter { $0 != number && !open.contains($0) }
            let found = decided.lazy.compactMap { self.origin(of: column, by: $0, of: table, content, side) }.first
            return found.map { .origin($0) } ?? (decided.isEmpty ? .any : .null)
        }
    }

    /// Which value a column holds, in words that mean the same for every id; nil for NULL.
    private func origin(of column: Int, in row: Int, _ side: Side) -> String? {
        let table = table(of: row)
        guard let content = rows[row].content[side] ?? rows[row].content[.source] else { return nil }
        switch table.columns[column].role {
        case .id: return "row \(row)"
        case .value: return content.values[column].map { "'\($0)'" }
        case .generated(_, let source): return content.values[source].map { "'<\($0)!'" }
        case .kind: return nil
        case .reference:
            return table.references(in: column).lazy.compactMap {
                self.origin(of: column, by: $0, of: table, content, side)
            }.first
        }
    }

    private func origin(
        of column: Int, by number: Int, of table: RandomTable, _ content: Content, _ side: Side
    ) -> String? {
        let reference = table.references[number]
        guard let position = reference.columns.firstIndex(of: column) else { return nil }
        switch content.links[number] {
        case .none, .rows: return nil
        case .part(let parts): return parts[position].map { "'\($0)'" }
        case .row(let row):
            let end = reference.ends.first { $0.table == rows[row].table }
            return end.flatMap { origin(of: $0.columns[position], in: row, side) }
        }
    }
}
