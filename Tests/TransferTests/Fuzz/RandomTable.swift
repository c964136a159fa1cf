import TableKit

/// A random table as plain values. What it can be made of is in its extensions.
struct RandomTable {
    private(set) var name: TableName
    private(set) var number: Int
    private(set) var columns: [RandomColumn] = []
    var primary: [Int] = []
    /// The columns that name a row; none: rows go by content.
    var key: [Int] = []
    /// The key, where it is a unique constraint of its own.
    var unique: [Int] = []
    private(set) var references: [RandomReference] = []
    /// Sets of columns that a foreign key can point at.
    var referable: [[Int]] = []
    /// The reference that stands beside the id in one of them.
    var tenant: [Int] = []
    /// How often the table is divided: 1 into partitions, 2 one of them again.
    var partitioning = 0
    let nullsNotDistinct: Bool
    /// True where the key leads back to the table.
    var isTree = false
    /// A parent table that the primary key of a subclass points at.
    var parent: Int?
    /// The table that it inherits its columns from.
    private(set) var heir: Int?
    private var freeNames: [String]

    init(name: TableName, number: Int, _ random: inout SeededGenerator) {
        self.name = name
        self.number = number
        freeNames = RandomNames.columns.shuffled(using: &random)
        nullsNotDistinct = random.chance(20)
    }

    /// The same columns and constraints under another name, and a column of its own.
    func inherited(as name: TableName, number: Int) -> RandomTable {
        var child = self
        child.name = name
        child.number = number
        child.heir = self.number
        child.add(RandomType.keys[0], .value)
        return child
    }

    // MARK: building

    @discardableResult
    mutating func add(
        _ type: RandomType, _ role: RandomColumn.Role, isNotNull: Bool = false, isDistinct: Bool = false,
        named name: String? = nil
    ) -> Int {
        columns.append(
            RandomColumn(
                name: name ?? freeNames.removeLast(), type: type, role: role, isNotNull: isNotNull,
                isDistinct: isDistinct))
        return columns.count - 1
    }

    /// Adds a foreign key.
    ///
    /// - Parameter shared: columns that are there already, by their position in it.
    /// - Returns: its columns.
    @discardableResult
    mutating func addReference(
        to other: RandomTable, _ targets: [Int], isNull: Bool, timing: String = "", matchesFull: Bool = false,
        sharing shared: [Int: Int] = [:]
    ) -> [Int] {
        let columns = targets.enumerated().map { position, target in
            shared[position] ?? add(other.columns[target].type.withoutValues, .reference, isNotNull: !isNull)
        }
        add(
            RandomReference(
                columns: columns, ends: [.init(table: other.number, columns: targets)], timing: timing,
                matchesFull: matchesFull && targets.count > 1 && shared.isEmpty, isNullable: isNull))
        return columns
    }

    mutating func add(_ reference: RandomReference) { references.append(reference) }

    // MARK: reading

    /// The numbers of the references in a column.
    func references(in column: Int) -> [Int] {
        references.indices.filter { references[$0].columns.contains(column) }
    }

    /// The columns whose values a row keeps for good, because it or another row is told by them.
    var held: Set<Int> {
        var held = Set(key + primary + referable.flatMap { $0 })
        for column in held {
            if case .generated(_, let source) = columns[column].role { held.insert(source) }
        }
        return held
    }

    /// References in an order in which those that leave least choice come first.
    var referenceOrder: [Int] {
        references.indices.sorted { left, right in
            let rank = { (number: Int) -> (Int, Int, Int) in
                let reference = references[number]
                return (
                    reference.isNullable ? 1 : 0,
                    reference.isNullable ? reference.columns.count : -reference.columns.count, number
                )
            }
            return rank(left) < rank(right)
        }
    }

    /// What of a row can change by itself: a value, or references that share columns.
    enum Unit {
        case value(Int)
        case links([Int])
    }

    var units: [Unit] {
        let held = held
        let values = columns.indices.filter { columns[$0].role == .value && !held.contains($0) }
        let free = references.indices.filter { !Set(references[$0].columns).isSubset(of: held) }
        var groups: [[Int]] = []
        for reference in free {
            let columns = Set(references[reference].columns).subtracting(held)
            let joined = groups.filter { group in
                group.contains { !columns.isDisjoint(with: references[$0].columns) }
            }
            groups.removeAll { group in joined.contains(group) }
            groups.append((joined.flatMap { $0 } + [reference]).sorted())
        }
        return values.map { .value($0) } + groups.map { .links($0) }
    }

    var hasDistinctRows: Bool {
        isTree || columns.contains(where: \.isDistinct) || (!key.isEmpty && key.allSatisfy { columns[$0].isNotNull })
    }

    /// True for one whose primary key is a number that a sequence draws.
    var hasDrawnID: Bool {
        guard primary.count == 1, case .id = columns[primary[0]].role else { return false }
        return true
    }
}

func quoted(_ identifier: String) -> String {
    "\"" + identifier.replacing("\"", with: "\"\"") + "\""
}

func quoted(_ name: TableName) -> String {
    [name.schema, name.name].compactMap { $0 }.map { quoted($0) }.joined(separator: ".")
}
