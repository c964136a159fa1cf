import TableKit

/// A random schema as plain values: what the test knows of it, it knows from here, never from a catalogue.
struct RandomSchema {
    var tables: [RandomTable] = []

    init(seed: Int) {
        var random = SeededGenerator(seed: seed)
        var names = Self.tableNames.shuffled(using: &random)
        let count = random.number(1...7)
        for number in 0..<count {
            let schema = random.chance(20) ? "Other schema" : "public"
            // The same name in two schemas, at times.
            let repeated = tables.last.map { schema != $0.name.schema && random.chance(40) ? $0.name.name : nil } ?? nil
            let name = TableName(schema: schema, repeated ?? names.removeLast())
            let isTaken = tables.contains { $0.name == name }
            tables.append(
                RandomTable(
                    name: isTaken ? TableName(schema: schema, names.removeLast()) : name, number: number,
                    after: tables, &random))
        }
        for number in tables.indices {
            for _ in 0..<random.number(0...3) { addReference(to: number, &random) }
        }
    }

    private mutating func addReference(to number: Int, _ random: inout SeededGenerator) {
        let goal = random.number(0...(tables.count - 1))
        guard let target = tables[goal].referable.randomElement(using: &random) else { return }
        let isNull = random.chance(60)
        tables[number].addReference(
            to: tables[goal], target, isNull: isNull,
            timing: random.pick(["", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"]),
            matchesFull: random.chance(20))
    }

    static let tableNames = [
        "Order", "a b", "q\"uote", "dot.ted", "😀", "select", "row", "key", "missing", "satchel_row", "Käse", "t",
        "user",
        "pg", "satchel_load_0", "percent%s", "back\\slash", "hash#", "plus+",
        "sixty-three bytes of a name are what the server keeps of one--",
        "s", "k", "l", "own", "map", "there", "x'y", "$1", "archive", "history",
    ]

    static let columnNames = [
        "Name", "a b", "q\"uote", "dot.ted", "😀", "select", "row", "key", "missing", "satchel_row", "mark", "label",
        "part", "tid", "v0", "c0", "n0", "a0", "known", "#", "!", "hash#", "plus+", "id_", "satchel_missing", "next",
        "changed", "value", "own", "staged", "table", "user", "x'y", "back\\slash", "$1", "percent%s", "e\u{301}.",
        "text",
        "sixty-three bytes of a name are what the server keeps of one--", "alias_of", "dropped", "rejected", "n", "l",
    ]
}
