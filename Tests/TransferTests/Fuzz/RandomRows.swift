/// Random rows of a random schema, in two databases that share some: plain values, with rows in the place of ids.
struct RandomRows {
    enum Side: CaseIterable {
        case source, target

        var other: Side { self == .source ? .target : .source }
    }

    /// What a reference holds.
    enum Link: Equatable {
        case none
        /// The row of that number.
        case row(Int)
        /// A composite foreign key that is NULL in part, or a value that names no row.
        case part([String?])
        /// Several rows, inside one value.
        case rows([Int?])

        var rows: [Int] {
            switch self {
            case .none, .part: []
            case .row(let row): [row]
            case .rows(let rows): rows.compactMap { $0 }
            }
        }
    }

    /// What a row holds in one database.
    struct Content: Equatable {
        /// By column; absent where the column is NULL or no value's.
        var values: [Int: String] = [:]
        var links: [Link]
    }

    struct Row {
        let table: Int
        var content: [Side: Content]
        var isIn: Set<Side> = []
        var id: [Side: Int] = [:]
    }

    let schema: RandomSchema
    var rows: [Row] = []
    private(set) var byTable: [[Int]] = []
    /// Rows that no database can have, because nothing fits what they have to point at.
    private var impossible: Set<Int> = []
    var random: SeededGenerator
    private var counter = 0

    init(_ schema: RandomSchema, seed: Int) {
        self.schema = schema
        random = SeededGenerator(seed: seed &+ 1_000_003)
        byTable = schema.tables.map { _ in [] }
        var taken: Set<String> = []
        for table in schema.tables { addRows(to: table, count: random.number(1...7), &taken) }
        // Only now there are rows for keys that lead back.
        for table in schema.tables where table.isTree { addRows(to: table, count: random.number(0...4), &taken) }
        for number in rows.indices { vary(number, .source, percent: 100) }
        addTwins()
        findImpossible()
        for number in rows.indices { rows[number].content[.target] = rows[number].content[.source] }
        for number in rows.indices where random.chance(70) { enter(number, .source) }
        for number in rows.indices where random.chance(35) { enter(number, .target) }
        for number in rows.indices where isKeyed(number) {
            vary(number, .target, percent: 30)
            renumber(number, .target)
        }
        giveIDs(.source)
        giveIDs(.target)
    }

    func table(of number: Int) -> RandomTable { schema.tables[rows[number].table] }

    // MARK: keys

    /// Rows with what they keep for good alone, no key twice.
    private mutating func addRows(to table: RandomTable, count: Int, _ taken: inout Set<String>) {
        for _ in 0..<count {
            for _ in 0..<5 {
                var content = Content(links: table.references.map { _ in .none })
                hold(table, &content)
                let named = table.key.map { text(of: $0, of: table, content) }
                let isNamed = named.contains { $0 != nil }
                if !isNamed, table.nullsNotDistinct, !table.key.isEmpty { continue }
                if isNamed, !taken.insert("\(table.number) \(named)").inserted { continue }
                rows.append(Row(table: table.number, content: [.source: content]))
                byTable[table.number].append(rows.count - 1)
                break
            }
        }
    }

    private mutating func hold(_ table: RandomTable, _ content: inout Content) {
        let held = table.held
        for column in held.sorted() where table.columns[column].role == .value {
            guard table.columns[column].isNotNull || random.chance(70) else { continue }
            content.values[column] = newValue(table.columns[column].type)
        }
        var open = table.referenceOrder
        for reference in table.referenceOrder where Set(table.references[reference].columns).isSubset(of: held) {
            open.removeAll { $0 == reference }
            content.links[reference] = newLink(reference, of: table, content, .source, open: open) { _ in true }
        }
    }

    private func text(of column: Int, of table: RandomTable, _ content: Content) -> String? {
        if case .generated(_, let source) = table.columns[column].role { return content.values[source] }
        guard let reference = table.references(in: column).first else { return content.values[column] }
        switch content.links[reference] {
        case .none, .rows: return nil
        case .row(let row): return "row \(row)"
        case .part(let parts):
            return table.references[reference].columns.firstIndex(of: column).flatMap { parts[$0] }
        }
    }

    /// True where the row has a natural key.
    func isKeyed(_ number: Int) -> Bool {
        guard let content = rows[number].content[.source] else { return false }
        return table(of: number).key.contains { text(of: $0, of: table(of: number), content) != nil }
    }

    // MARK: values

    private mutating func newValue(_ type: RandomType) -> String {
        if let numbered = type.numbered {
            counter += 1
            return numbered(counter)
        }
        return random.pick(type.values)
    }

    /// Changes what is not held, each part with some chance.
    mutating func vary(_ number: Int, _ side: Side, percent: Int) {
        for unit in table(of: number).units where random.chance(percent) { change(unit, of: number, side) }
    }

    /// Gives a row another value, or lets it point at other rows: at those that are in the database, where it is in one.
    ///
    /// - Parameter avoided: rows that it must not point at.
    mutating func change(_ unit: RandomTable.Unit, of number: Int, _ side: Side, avoiding avoided: Set<Int> = []) {
        let table = table(of: number)
        guard var content = rows[number].content[side] else { return }
        switch unit {
        case .value(let column):
            let described = table.columns[column]
            content.values[column] =
                described.isDistinct
                ? newValue(described.type)
                : described.isNotNull || random.chance(75) ? random.pick(described.type.values) : nil
        case .links(let references):
            let isAnywhere = !rows[number].isIn.contains(side)
            let (rows, impossible) = (rows, impossible)
            for reference in references { content.links[reference] = .none }
            var open = table.referenceOrder.filter(references.contains)
            while !open.isEmpty {
                let reference = open.removeFirst()
                let link = newLink(reference, of: table, content, side, open: open) { row in
                    (isAnywhere || rows[row].isIn.contains(side)) && !avoided.contains(row)
                        && !impossible.contains(row)
                }
                // Where nothing fits, all stays as it was.
                if link == .none, !table.references[reference].isNullable { return }
                content.links[reference] = link
            }
        }
        rows[number].content[side] = content
    }

    /// A primary key that the application makes, beside the key: another in the other database.
    private mutating func renumber(_ number: Int, _ side: Side) {
        let table = table(of: number)
        for column in table.primary where table.columns[column].role == .value && !table.key.contains(column) {
            let value = newValue(table.columns[column].type)
            rows[number].content[side]?.values[column] = value
        }
    }

    /// Makes equal rows where rows go by content.
    private mutating func addTwins() {
        for number in rows.indices where !isKeyed(number) && random.chance(40) {
            let table = table(of: number)
            if table.hasDistinctRows || (!table.key.isEmpty && table.nullsNotDistinct) { continue }
            byTable[rows[number].table].append(rows.count)
            rows.append(rows[number])
        }
    }

    func isPossible(_ number: Int) -> Bool { !impossible.contains(number) }

    private mutating func findImpossible() {
        impossible = Set(
            rows.indices.filter { number in
                zip(table(of: number).references, rows[number].content[.source]?.links ?? []).contains {
                    $0.1 == .none && !$0.0.isNullable && !$0.0.isInside
                }
            })
        while let more = rows.indices.first(where: { row in
            isPossible(row) && !impossible.isDisjoint(with: referred(by: row, .source))
        }) {
            impossible.insert(more)
        }
    }

    // MARK: databases

    /// Puts a row into a database, with what it refers to.
    mutating func enter(_ number: Int, _ side: Side) {
        guard isPossible(number), rows[number].isIn.insert(side).inserted else { return }
        for other in referred(by: number, side) { enter(other, side) }
    }

    /// The rows that a row points at.
    func referred(by number: Int, _ side: Side) -> [Int] {
        rows[number].content[side]?.links.flatMap(\.rows) ?? []
    }

    /// Gives every row new ids.
    mutating func giveIDs(_ side: Side) {
        let ids = (1...(rows.count + 5)).shuffled(using: &random)
        for number in rows.indices { rows[number].id[side] = ids[number] + (side == .source ? 0 : 3) }
    }

    /// Changes rows of the source, adds some and gives all of them other ids.
    mutating func edit() {
        for number in rows.indices where rows[number].isIn.contains(.source) && random.chance(40) {
            vary(number, .source, percent: 50)
        }
        for number in rows.indices where random.chance(30) { enter(number, .source) }
        giveIDs(.source)
    }
}
