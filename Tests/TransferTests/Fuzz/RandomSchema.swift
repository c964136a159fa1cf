import TableKit

/// A random schema as plain values: what the test knows of it, it knows from here, never from a catalogue.
struct RandomSchema {
    private(set) var tables: [RandomTable] = []
    private var freeNames: [String]

    init(seed: Int) {
        var random = SeededGenerator(seed: seed)
        freeNames = RandomNames.tables.shuffled(using: &random)
        for number in 0..<random.number(1...7) {
            var table = RandomTable(name: newName(&random), number: number, &random)
            table.addKeys(tables, &random)
            table.addContent(&random)
            tables.append(table)
            if random.chance(40) { closeKeys(&random) }
        }
        for number in tables.indices {
            for _ in 0..<random.number(0...3) { addReference(to: number, &random) }
            if random.chance(35) { addDeclared(to: number, &random) }
        }
        if random.chance(15) { addHeir(&random) }
    }

    private mutating func newName(_ random: inout SeededGenerator) -> TableName {
        let schema = random.chance(20) ? "Other schema" : "public"
        // The same name in two schemas, at times.
        if let last = tables.last?.name, last.schema != schema, random.chance(40) {
            let name = TableName(schema: schema, last.name)
            if !tables.contains(where: { $0.name == name }) { return name }
        }
        return TableName(schema: schema, freeNames.removeLast())
    }

    /// Lets the key of the last table but one lead to the last, where that one's leads back.
    private mutating func closeKeys(_ random: inout SeededGenerator) {
        guard let last = tables.last, last.number > 0 else { return }
        let before = last.number - 1
        let leadsBack = last.references.contains { reference in
            reference.ends[0].table == before && Set(reference.columns).isSubset(of: last.key) && !reference.isNullable
        }
        let isUsed = last.references.contains { $0.ends[0].columns == tables[before].key }
        guard leadsBack, !isUsed, last.hasDrawnID, last.key == last.unique, tables[before].hasDrawnID,
            tables[before].key == tables[before].unique,
            tables[before].key.contains(where: { tables[before].columns[$0].isNotNull })
        else { return }
        tables[before].addToKey(last)
        tables[last.number].isTree = true
    }

    private mutating func addReference(to number: Int, _ random: inout SeededGenerator) {
        let goal = random.number(0...(tables.count - 1))
        guard let target = tables[goal].referable.randomElement(using: &random) else { return }
        let shared = random.chance(70) ? sharable(from: number, to: goal, target) : [:]
        let isTaken = shared.values.contains { column in
            tables[number].held.contains(column)
                || tables[number].references(in: column).contains { tables[number].references[$0].columns.count > 1 }
        }
        let isShareNull = shared.values.contains { !tables[number].columns[$0].isNotNull }
        tables[number].addReference(
            to: tables[goal], target, isNull: random.chance(60) || isTaken || isShareNull,
            timing: random.pick(["", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"]),
            matchesFull: random.chance(20), sharing: shared)
    }

    /// The columns of a table that can be part of a composite foreign key, because they hold what it points at: all but
    /// one of it at most.
    private func sharable(from number: Int, to goal: Int, _ target: [Int]) -> [Int: Int] {
        var shared: [Int: Int] = [:]
        for (position, column) in target.enumerated() where shared.count < target.count - 1 {
            let origin = root(of: column, in: goal)
            shared[position] = tables[number].columns.indices.first { candidate in
                tables[number].columns[candidate].role == .reference && !shared.values.contains(candidate)
                    && !tables[number].references(in: candidate).contains { tables[number].references[$0].isDeclared }
                    && root(of: candidate, in: number) == origin
            }
        }
        return shared
    }

    /// The column whose values a column holds, through however many references.
    private func root(of column: Int, in table: Int) -> [Int] {
        guard let reference = tables[table].references(in: column).first.map({ tables[table].references[$0] }),
            !reference.isDeclared, let position = reference.columns.firstIndex(of: column)
        else { return [table, column] }
        return root(of: reference.ends[0].columns[position], in: reference.ends[0].table)
    }

    private mutating func addDeclared(to number: Int, _ random: inout SeededGenerator) {
        let others = tables.filter(\.hasDrawnID).shuffled(using: &random)
        guard !others.isEmpty else { return }
        tables[number].addDeclared(to: Array(others.prefix(3)), &random)
    }

    /// A table that inherits the columns of another.
    private mutating func addHeir(_ random: inout SeededGenerator) {
        let fit = tables.filter { table in
            let isDrawn = table.primary.first.map { [.id("serial"), .id("shared")].contains(table.columns[$0].role) }
            return isDrawn == true && !table.isTree && table.partitioning == 0
        }
        guard let table = fit.randomElement(using: &random) else { return }
        tables.append(table.inherited(as: newName(&random), number: tables.count))
        // Its parent stays as it is, because it would get the column, too.
        let others = tables.indices.filter { $0 != table.number }
        if random.chance(50) { addReference(to: random.pick(others), &random) }
    }

    /// What a module says of the tables with references that the database does not know.
    var handlers: [TestHandler] {
        tables.filter { $0.references.contains(where: \.isDeclared) }.map { table in
            TestHandler(table.name, key: NaturalKey(table.key.map { table.columns[$0].name })) { handler in
                handler.references = table.references.filter(\.isDeclared).map { declared($0, of: table) }
            }
        }
    }

    private func declared(_ reference: RandomReference, of table: RandomTable) -> Reference {
        let column = table.columns[reference.columns[0]].name
        let other = tables[reference.ends[0].table].name
        switch reference.kind {
        case .array: return .array(column, to: other)
        case .json: return .json(column, at: "ids[*]", to: other)
        case .polymorphic(let type):
            let named = reference.ends.map { (kind(of: $0.table), tables[$0.table].name) }
            return .polymorphic(
                column, typedBy: table.columns[type].name, Dictionary(uniqueKeysWithValues: named),
                unmatched: .carriesAll)
        case .foreignKey, .logical: return .logical(column, to: other, unmatched: .carriesAll)
        }
    }

    /// How a polymorphic reference calls a table.
    func kind(of table: Int) -> String { "kind \(table)" }
}
