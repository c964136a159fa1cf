/// What both sides of a merge do since they had the same.
extension RandomRows {
    /// Brings the target to where it is after an update-import of the source: every row of the source, with its content.
    mutating func meet() {
        for number in rows.indices where rows[number].isIn.contains(.source) {
            rows[number].content[.target] = rows[number].content[.source]
            rows[number].isIn.insert(.target)
        }
        giveIDs(.target)
    }

    /// Changes, deletes and adds rows on both sides.
    ///
    /// - Parameter conflicting: whether both may change the same.
    mutating func part(conflicting: Bool) {
        var gone: [Side: Set<Int>] = [.source: [], .target: []]
        for side in Side.allCases {
            for number in rows.indices.shuffled(using: &random).prefix(rows.count / 5) {
                guard random.chance(50), let rows = deletable(with: number, on: side),
                    rows.isDisjoint(with: gone[side.other] ?? [])
                else { continue }
                gone[side]?.formUnion(rows)
            }
        }
        let avoided = gone.values.reduce(into: Set()) { $0.formUnion($1) }
        for number in rows.indices where isKeyed(number) {
            if avoided.contains(number) {
                if conflicting { changeDeleted(number, gone, avoiding: avoided) }
            } else {
                changeApart(number, conflicting: conflicting, avoiding: avoided)
            }
        }
        for side in Side.allCases {
            for number in gone[side] ?? [] { rows[number].isIn.remove(side) }
        }
        for number in rows.indices where random.chance(25) {
            add(number, random.pick(Side.allCases), avoiding: avoided, conflicting: conflicting)
        }
    }

    /// A row and all that point at it, in whichever database; nil where that side does not have them all.
    ///
    /// Of rows that cannot be told apart it is open which one goes, so that none may that another could point at.
    private func deletable(with number: Int, on side: Side) -> Set<Int>? {
        var found: Set<Int> = [number]
        var grows = true
        while grows {
            let more = rows.indices.filter { row in
                !found.contains(row)
                    && Side.allCases.contains { side in
                        rows[row].isIn.contains(side) && !found.isDisjoint(with: referred(by: row, side))
                    }
            }
            found.formUnion(more)
            grows = !more.isEmpty
        }
        return found.allSatisfy { rows[$0].isIn.contains(side) && (isTold($0) || !hasEquals($0)) } ? found : nil
    }

    /// True where it is open which row goes, or how many there were: that other rows point at the table, or that one side
    /// has more rows of it from the start.
    private func hasEquals(_ number: Int) -> Bool {
        let table = rows[number].table
        return isPointedAt(table) || rows.contains { $0.table == table && $0.isIn.count < Side.allCases.count }
    }

    private func isTold(_ number: Int) -> Bool { isKeyed(number) || table(of: number).hasDistinctRows }

    private func isPointedAt(_ table: Int) -> Bool {
        schema.tables.contains { $0.references.contains { $0.ends.contains { $0.table == table } } }
    }

    private mutating func changeApart(_ number: Int, conflicting: Bool, avoiding avoided: Set<Int>) {
        for unit in table(of: number).units {
            let fate = random.number(0...9)
            if fate < 3 || (conflicting && fate == 6 && !isShared(unit)) { edit(unit, of: number, .source, avoided) }
            if (3...5).contains(fate) || (conflicting && fate == 6 && !isShared(unit)) {
                edit(unit, of: number, .target, avoided)
            }
        }
    }

    private func isShared(_ unit: RandomTable.Unit) -> Bool {
        if case .links(let references) = unit { references.count > 1 } else { false }
    }

    private mutating func edit(_ unit: RandomTable.Unit, of number: Int, _ side: Side, _ avoided: Set<Int>) {
        guard rows[number].isIn.contains(side) else { return }
        change(unit, of: number, side, avoiding: avoided)
    }

    /// Changes a row on the side that keeps what the other deletes. What such a row points at must stay.
    private mutating func changeDeleted(_ number: Int, _ gone: [Side: Set<Int>], avoiding avoided: Set<Int>) {
        guard let side = Side.allCases.first(where: { gone[$0.other]?.contains(number) == true }),
            rows[number].isIn.contains(side), avoided.isDisjoint(with: referred(by: number, side)), random.chance(50)
        else { return }
        for unit in table(of: number).units where random.chance(40) { edit(unit, of: number, side, avoided) }
    }

    /// Adds a row with all that it points at, unless one of them was deleted. Where the other side has it, it comes with
    /// that one's content.
    private mutating func add(_ number: Int, _ side: Side, avoiding avoided: Set<Int>, conflicting: Bool) {
        var needed: [Int] = [number]
        var content: [Int: Content] = [:]
        while let row = needed.popLast() {
            // Of equal rows only the number tells, and one more here beside one less there is no longer what either had.
            let isCounted = !isTold(row) && avoided.contains { rows[$0].table == rows[row].table }
            if avoided.contains(row) || isCounted || !isPossible(row) { return }
            if rows[row].isIn.contains(side) || content[row] != nil { continue }
            let isOther = rows[row].isIn.contains(side.other)
            let from = isOther && !(conflicting && isKeyed(row) && random.chance(30)) ? side.other : side
            content[row] = rows[row].content[from]
            needed += content[row]?.links.flatMap(\.rows) ?? []
        }
        for (row, given) in content {
            rows[row].content[side] = given
            rows[row].isIn.insert(side)
        }
    }
}
