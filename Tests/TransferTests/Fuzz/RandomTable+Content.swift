/// What is not unique: values, and references that only a module declares.
extension RandomTable {
    mutating func addContent(_ random: inout SeededGenerator) {
        if random.chance(40) { add(RandomType.keys[0], .value, isNotNull: true, isDistinct: true) }
        for _ in 0..<random.number(0...4) { add(random.pick(RandomType.others), .value, isNotNull: random.chance(20)) }
        let text = columns.indices.first {
            columns[$0].role == .value && columns[$0].type.sql == "text" && !primary.contains($0)
        }
        if random.chance(20), let text { addGenerated(from: text) }
    }

    /// Adds a reference that only a module declares.
    mutating func addDeclared(to others: [RandomTable], _ random: inout SeededGenerator) {
        let isNull = random.chance(70)
        let ends = others.map { RandomReference.End(table: $0.number, columns: $0.primary) }
        let kind: RandomReference.Kind
        let column: Int
        switch random.number(0...3) {
        case 0 where others.count > 1:
            let type = add(
                random.pick([RandomType("text", []), RandomType("varchar(20)", [])]), .kind(references.count),
                isNotNull: !isNull)
            kind = .polymorphic(type: type)
            column = add(RandomType(random.pick(["bigint", "integer", "text"]), []), .reference, isNotNull: !isNull)
        case 1:
            kind = .array
            column = add(
                RandomType(random.pick(["bigint[]", "integer[]", "text[]"]), []), .reference, isNotNull: !isNull)
        case 2:
            kind = .json
            column = add(RandomType("jsonb", []), .reference, isNotNull: !isNull)
        default:
            kind = .logical
            column = add(RandomType("bigint", []), .reference, isNotNull: !isNull)
        }
        var given = ends
        if case .polymorphic = kind {} else { given = [ends[0]] }
        add(RandomReference(kind: kind, columns: [column], ends: given, isNullable: isNull))
    }
}
