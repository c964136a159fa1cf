import TableKit

struct RandomColumn {
    enum Role: Equatable {
        /// Drawn from a sequence, in the way that is named.
        case id(String)
        case value
        /// Part of a reference.
        case reference
        case generated(String)
    }

    let name: String
    let type: RandomType
    let role: Role
    let isNotNull: Bool
    /// True where every row has another value, although nothing says so.
    var isDistinct = false
}

struct RandomReference {
    let columns: [Int]
    let table: Int
    /// The columns that it points at.
    let targets: [Int]
    /// What is said of when the foreign key is checked.
    let timing: String
    let matchesFull: Bool
    let isNullable: Bool
}

/// A random table as plain values.
struct RandomTable {
    let name: TableName
    let number: Int
    private(set) var columns: [RandomColumn] = []
    private(set) var primary: [Int] = []
    /// The columns that name a row; none: rows go by content.
    private(set) var key: [Int] = []
    /// The key, where it is a unique constraint of its own.
    private(set) var unique: [Int] = []
    private(set) var references: [RandomReference] = []
    /// Sets of columns that a foreign key can point at.
    private(set) var referable: [[Int]] = []
    private(set) var isPartitioned = false
    let nullsNotDistinct: Bool
    /// True where the key has a reference to the table itself.
    private(set) var isTree = false
    /// A parent table that the primary key of a subclass points at.
    private(set) var parent: Int?
    private var freeNames: [String]

    init(name: TableName, number: Int, after earlier: [RandomTable], _ random: inout SeededGenerator) {
        self.name = name
        self.number = number
        freeNames = RandomSchema.columnNames.shuffled(using: &random)
        nullsNotDistinct = random.chance(20)
        switch random.number(0...11) {
        case 0...4: addSurrogate(random.pick(["serial", "bigserial", "default", "always", "shared"]), earlier, &random)
        case 5: addOwnPrimary(random.pick(["uuid", "text", "integer"]), earlier, &random)
        case 6: addComposite(earlier, &random)
        case 7: addSubclass(earlier, &random)
        case 8: if random.chance(60) { addKey(earlier, mayBeNull: true, &random) }
        default: addSurrogate("serial", earlier, &random)
        }
        if random.chance(40) {
            let tag = add(RandomType.keys[0], .value, isNotNull: true)
            columns[tag].isDistinct = true
        }
        for _ in 0..<random.number(0...4) { add(random.pick(RandomType.others), .value, isNotNull: random.chance(20)) }
        addGenerated(&random)
    }

    @discardableResult
    private mutating func add(
        _ type: RandomType, _ role: RandomColumn.Role, isNotNull: Bool, named name: String? = nil
    ) -> Int {
        columns.append(RandomColumn(name: name ?? freeNames.removeLast(), type: type, role: role, isNotNull: isNotNull))
        return columns.count - 1
    }

    private mutating func addSurrogate(_ kind: String, _ earlier: [RandomTable], _ random: inout SeededGenerator) {
        let type = RandomType(kind == "bigserial" || kind == "shared" ? "bigint" : "integer", [])
        primary = [add(type, .id(kind), isNotNull: true, named: random.chance(70) ? "id" : nil)]
        referable.append(primary)
        if random.chance(70) { addKey(earlier, mayBeNull: true, &random) }
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
        isPartitioned = random.chance(30)
        let text = RandomType.keys[0]
        primary = [add(isPartitioned ? text : random.pick(RandomType.keys), .value, isNotNull: true)]
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
        addReference(to: base, base.primary, isNull: false, timing: "", matchesFull: false)
        primary = references[0].columns
        key = primary
        referable.append(primary)
    }

    private mutating func addKey(_ earlier: [RandomTable], mayBeNull: Bool, _ random: inout SeededGenerator) {
        for _ in 0..<random.pick([1, 1, 1, 2, 2, 3]) {
            key += addPart(earlier, isNull: mayBeNull && random.chance(25), &random)
        }
        // A tree (beside a primary key that the application makes, that one would be the key): the key says which row of the same table is above.
        if case .id? = primary.first.map({ columns[$0].role }), random.chance(30),
            key.contains(where: { columns[$0].isNotNull })
        {
            key += addReference(to: self, primary, isNull: true, timing: "", matchesFull: false)
            isTree = true
        }
        unique = key
        if key.allSatisfy({ columns[$0].isNotNull }) { referable.append(key) }
    }

    /// A part of a key: a value, or a reference to an earlier table.
    private mutating func addPart(
        _ earlier: [RandomTable], isNull: Bool, _ random: inout SeededGenerator
    ) -> [Int] {
        // Keys of rows that cannot be told apart could not be, either.
        if random.chance(35), let other = earlier.filter(\.hasDistinctRows).randomElement(using: &random),
            let target = other.referable.randomElement(using: &random)
        {
            return addReference(
                to: other, target, isNull: isNull, timing: "", matchesFull: random.chance(20))
        }
        return [add(random.pick(RandomType.keys), .value, isNotNull: !isNull)]
    }

    @discardableResult
    mutating func addReference(
        to other: RandomTable, _ targets: [Int], isNull: Bool, timing: String, matchesFull: Bool
    ) -> [Int] {
        let added = targets.map { target in
            let type = RandomType(other.columns[target].type.sql, [], numbered: other.columns[target].type.numbered)
            return add(type, .reference, isNotNull: !isNull)
        }
        references.append(
            RandomReference(
                columns: added, table: other.number, targets: targets, timing: timing,
                matchesFull: matchesFull && targets.count > 1, isNullable: isNull))
        return added
    }

    private mutating func addGenerated(_ random: inout SeededGenerator) {
        let texts = columns.indices.filter {
            columns[$0].role == .value && columns[$0].type.sql == "text" && !primary.contains($0)
        }
        guard random.chance(20), let text = texts.first.map({ columns[$0] }) else { return }
        let expression = "upper(\(quoted(text.name))) || '!'"
        add(RandomType("text", []), .generated(expression), isNotNull: false)
    }

    var hasDistinctRows: Bool {
        isTree || columns.contains(where: \.isDistinct) || (!key.isEmpty && key.allSatisfy { columns[$0].isNotNull })
    }

    /// The numbers of the references in a column.
    func references(in column: Int) -> [Int] {
        references.indices.filter { references[$0].columns.contains(column) }
    }
}

func quoted(_ identifier: String) -> String {
    "\"" + identifier.replacing("\"", with: "\"\"") + "\""
}

func quoted(_ name: TableName) -> String {
    [name.schema, name.name].compactMap { $0 }.map { quoted($0) }.joined(separator: ".")
}
