/// Random rows of a random schema, in two databases that share some: plain values, with rows in the place of ids.
struct RandomRows {
    enum Side: CaseIterable { case source, target }

    /// What a reference holds.
    enum Link: Equatable {
        case none
        /// The row of that number.
        case row(Int)
        /// A composite foreign key that is NULL in part.
        case part([String?])
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
    private(set) var rows: [Row] = []
    private var byTable: [[Int]] = []
    private var random: SeededGenerator
    private var counter = 0

    init(_ schema: RandomSchema, seed: Int) {
        self.schema = schema
        random = SeededGenerator(seed: seed &+ 1_000_003)
        byTable = schema.tables.map { _ in [] }
        for table in schema.tables { addRows(to: table, count: random.number(1...7)) }
        for number in rows.indices { fill(number, .source) }
        addTwins()
        for number in rows.indices { rows[number].content[.target] = rows[number].content[.source] }
        for number in rows.indices where random.chance(70) { enter(number, .source) }
        for number in rows.indices where random.chance(35) { enter(number, .target) }
        for number in rows.indices where isKeyed(number) { vary(number, .target, percent: 30) }
        giveIDs(.source)
        giveIDs(.target)
    }

    // MARK: keys

    /// Rows with their keys alone, no key twice.
    private mutating func addRows(to table: RandomTable, count: Int) {
        var taken: Set<String> = []
        for _ in 0..<count {
            for _ in 0..<5 {
                var content = Content(links: table.references.map { _ in .none })
                for column in Set(table.key + table.primary).sorted() {
                    setKeyPart(column, of: table, &content)
                }
                let named = table.key.map { text(of: $0, of: table, content) }
                let isNamed = named.contains { $0 != "NULL" }
                if !isNamed, table.nullsNotDistinct, !table.key.isEmpty { continue }
                if isNamed, !taken.insert(named.joined(separator: "|")).inserted { continue }
                rows.append(Row(table: table.number, content: [.source: content]))
                byTable[table.number].append(rows.count - 1)
                break
            }
        }
    }

    private mutating func setKeyPart(_ column: Int, of table: RandomTable, _ content: inout Content) {
        guard let reference = table.references(in: column).first else {
            if table.columns[column].role == .value, table.columns[column].isNotNull || random.chance(70) {
                content.values[column] = newValue(table.columns[column].type)
            }
            return
        }
        guard column == table.references[reference].columns[0] else { return }
        content.links[reference] = newLink(table.references[reference])
    }

    private func text(of column: Int, of table: RandomTable, _ content: Content) -> String {
        guard let reference = table.references(in: column).first else { return content.values[column] ?? "NULL" }
        switch content.links[reference] {
        case .none: return "NULL"
        case .row(let row): return "row \(row)"
        case .part(let parts):
            return table.references[reference].columns.firstIndex(of: column).flatMap { parts[$0] } ?? "NULL"
        }
    }

    /// True where the row has a natural key.
    func isKeyed(_ number: Int) -> Bool {
        let table = schema.tables[rows[number].table]
        guard let content = rows[number].content[.source] else { return false }
        return table.key.contains { text(of: $0, of: table, content) != "NULL" }
    }

    // MARK: values

    private mutating func newValue(_ type: RandomType) -> String {
        if let numbered = type.numbered {
            counter += 1
            return numbered(counter)
        }
        return random.pick(type.values)
    }

    private mutating func newLink(_ reference: RandomReference) -> Link {
        if reference.isNullable, random.chance(30) {
            if reference.columns.count > 1, !reference.matchesFull, random.chance(50) {
                let types = reference.targets.map { schema.tables[reference.table].columns[$0].type }
                let given = random.number(0...(types.count - 1))
                return .part(types.indices.map { $0 == given ? partialValue(types[$0]) : nil })
            }
            return .none
        }
        guard let row = byTable[reference.table].randomElement(using: &random) else { return .none }
        return .row(row)
    }

    private func partialValue(_ type: RandomType) -> String { type.numbered?(3) ?? "77" }

    /// Gives a row what is not its key.
    private mutating func fill(_ number: Int, _ side: Side) { vary(number, side, percent: 100) }

    /// Changes what is not the row's key.
    private mutating func vary(_ number: Int, _ side: Side, percent: Int) {
        let table = schema.tables[rows[number].table]
        guard var content = rows[number].content[side] else { return }
        let fixed = Set(table.key + table.primary)
        for (column, described) in table.columns.enumerated() where described.role == .value {
            guard random.chance(percent) else { continue }
            if fixed.contains(column) {
                // A primary key that the application makes, beside the key: another in the other database.
                if side == .target, !table.key.contains(column) { content.values[column] = newValue(described.type) }
                continue
            }
            content.values[column] =
                described.isDistinct
                ? newValue(described.type)
                : described.isNotNull || random.chance(75) ? random.pick(described.type.values) : nil
        }
        for (reference, described) in table.references.enumerated() {
            guard fixed.isDisjoint(with: described.columns), random.chance(percent) else { continue }
            var link = newLink(described)
            // Before the rows are in any database, every row is as good; afterwards only those that are there.
            if case .row(let row) = link, !rows[number].isIn.isEmpty, rows[number].isIn.contains(side),
                !rows[row].isIn.contains(side)
            {
                link = content.links[reference]
            }
            content.links[reference] = link
        }
        rows[number].content[side] = content
    }

    /// Makes equal rows where rows go by content.
    private mutating func addTwins() {
        for number in rows.indices where !isKeyed(number) && random.chance(40) {
            let table = schema.tables[rows[number].table]
            if table.hasDistinctRows || (!table.key.isEmpty && table.nullsNotDistinct) { continue }
            byTable[rows[number].table].append(rows.count)
            rows.append(rows[number])
        }
    }

    // MARK: databases

    /// Puts a row into a database, with what it refers to.
    private mutating func enter(_ number: Int, _ side: Side) {
        guard rows[number].isIn.insert(side).inserted else { return }
        for case .row(let other) in rows[number].content[side]?.links ?? [] { enter(other, side) }
    }

    private mutating func giveIDs(_ side: Side) {
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

    /// A column of a row as the database holds it; nil for NULL.
    private func value(_ column: Int, of number: Int, _ side: Side) -> String? {
        let row = rows[number]
        let table = schema.tables[row.table]
        guard let content = row.content[side] else { return nil }
        if let reference = table.references(in: column).first {
            let described = table.references[reference]
            guard let position = described.columns.firstIndex(of: column) else { return nil }
            switch content.links[reference] {
            case .none: return nil
            case .part(let parts): return parts[position]
            case .row(let other): return value(described.targets[position], of: other, side)
            }
        }
        if case .id = table.columns[column].role { return row.id[side].map { "\($0)" } }
        return content.values[column]
    }

    /// The statements that fill a database.
    func inserts(_ side: Side) -> String {
        var statements = ["SET session_replication_role = replica"]
        for (number, row) in rows.enumerated() where row.isIn.contains(side) {
            let table = schema.tables[row.table]
            let given = table.columns.indices.filter {
                if case .generated = table.columns[$0].role { false } else { true }
            }
            let values = given.map { value($0, of: number, side).map(literal) ?? "NULL" }.joined(separator: ", ")
            statements.append(
                given.isEmpty
                    ? "INSERT INTO \(quoted(table.name)) DEFAULT VALUES"
                    : "INSERT INTO \(quoted(table.name)) (\(table.names(given))) OVERRIDING SYSTEM VALUE VALUES (\(values))"
            )
        }
        return (statements + ["RESET session_replication_role"]).joined(separator: ";\n") + ";\n"
    }

    /// The statements that empty a database.
    var truncation: String {
        "TRUNCATE \(schema.tables.map { quoted($0.name) }.joined(separator: ", "));\n"
    }

    private func literal(_ text: String) -> String {
        "E'" + text.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
    }
}
