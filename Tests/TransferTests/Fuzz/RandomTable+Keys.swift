/// Primary keys, natural keys and what else is unique.
extension RandomTable {
    mutating func addKeys(_ earlier: [RandomTable], _ random: inout SeededGenerator) {
        switch random.number(0...11) {
        case 0...4: addSurrogate(random.pick(["serial", "bigserial", "default", "always", "shared"]), earlier, &random)
        case 5: addOwnPrimary(random.pick(["uuid", "text", "integer"]), earlier, &random)
        case 6: addComposite(earlier, &random)
        case 7: addSubclass(earlier, &random)
        case 8: if random.chance(60) { addKey(earlier, mayBeNull: true, &random) }
        default: addSurrogate("serial", earlier, &random)
        }
    }

    private mutating func addSurrogate(_ kind: String, _ earlier: [RandomTable], _ random: inout SeededGenerator) {
        let type = RandomType(kind == "bigserial" || kind == "shared" ? "bigint" : "integer", [])
        primary = [add(type, .id(kind), isNotNull: true, named: random.chance(70) ? "id" : nil)]
        referable.append(primary)
        if random.chance(30) { addTenant(earlier, &random) }
        if random.chance(70) { addKey(earlier, mayBeNull: true, &random) }
    }

    /// A reference that is unique together with the id, so that foreign keys of two columns can point here.
    private mutating func addTenant(_ earlier: [RandomTable], _ random: inout SeededGenerator) {
        guard let owner = earlier.filter({ $0.primary.count == 1 && $0.hasDistinctRows }).randomElement(using: &random)
        else { return }
        let column = addReference(to: owner, owner.primary, isNull: false)
        referable.append(random.chance(50) ? column + primary : primary + column)
        tenant = column
    }

    /// A primary key that the application makes; the natural key itself, or beside one.
    private mutating func addOwnPrimary(_ type: String, _ earlier: [RandomTable], _ random: inout SeededGenerator) {
        let found = RandomType.keys.first { $0.sql == type } ?? RandomType.keys[0]
        primary = [add(found, .value, isNotNull: true)]
        referable.append(primary)
        // A row under one that goes by content becomes another with that one's content, and its primary key is taken.
        let firm = earlier.filter { !$0.key.isEmpty && $0.references.isEmpty }
        if random.chance(50) { key = primary } else { addKey(firm, mayBeNull: false, &random) }
    }

    private mutating func addComposite(_ earlier: [RandomTable], _ random: inout SeededGenerator) {
        partitioning = random.pick([0, 0, 0, 1, 2])
        let text = RandomType.keys[0]
        primary = [add(partitioning > 0 ? text : random.pick(RandomType.keys), .value, isNotNull: true)]
        primary += addPart(earlier, isNull: false, &random)
        key = primary
        referable.append(primary)
    }

    /// A row of another table, continued: its primary key is a reference.
    private mutating func addSubclass(_ earlier: [RandomTable], _ random: inout SeededGenerator) {
        guard let base = earlier.filter({ $0.primary.count == 1 && $0.hasDistinctRows }).randomElement(using: &random)
        else {
            return addSurrogate("serial", earlier, &random)
        }
        parent = base.number
        primary = addReference(to: base, base.primary, isNull: false)
        key = primary
        referable.append(primary)
    }

    private mutating func addKey(_ earlier: [RandomTable], mayBeNull: Bool, _ random: inout SeededGenerator) {
        if random.chance(60) { key = tenant }
        for _ in 0..<random.pick([1, 1, 1, 2, 2, 3]) {
            key += addPart(earlier, isNull: mayBeNull && random.chance(25), &random)
        }
        // A tree (beside a primary key that the application makes, that one would be the key): the key says which row of the same table is above.
        if hasDrawnID, random.chance(30), key.contains(where: { columns[$0].isNotNull }) {
            key += addReference(to: self, primary, isNull: true)
            isTree = true
        }
        unique = key
        if key.allSatisfy({ columns[$0].isNotNull }) { referable.append(key) }
    }

    /// Puts another table into the key, so that the keys of both lead from one to the other and back.
    mutating func addToKey(_ other: RandomTable) {
        referable.removeAll { $0 == key }
        key += addReference(to: other, other.primary, isNull: true)
        unique = key
        isTree = true
    }

    /// A part of a key: a value, what is made from one, or a reference to an earlier table.
    private mutating func addPart(
        _ earlier: [RandomTable], isNull: Bool, _ random: inout SeededGenerator
    ) -> [Int] {
        // Keys of rows that cannot be told apart could not be, either.
        if random.chance(35), let other = earlier.filter(\.hasDistinctRows).randomElement(using: &random),
            let target = other.referable.randomElement(using: &random)
        {
            return addReference(to: other, target, isNull: isNull, matchesFull: random.chance(20))
        }
        if random.chance(12), partitioning == 0 {
            let source = add(RandomType.keys[0], .value, isNotNull: !isNull)
            return [addGenerated(from: source, isNotNull: !isNull)]
        }
        return [add(random.pick(RandomType.keys), .value, isNotNull: !isNull)]
    }

    /// A generated column from a text; two texts never give the same.
    @discardableResult
    mutating func addGenerated(from source: Int, isNotNull: Bool = false) -> Int {
        let expression = "'<' || \(quoted(columns[source].name)) || '!'"
        return add(RandomType("text", []), .generated(expression, from: source), isNotNull: isNotNull)
    }
}
