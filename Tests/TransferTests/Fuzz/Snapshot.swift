import PostgreSQL

/// All rows of a database as text, read with plain statements of the test's own, and what each of them is.
struct Snapshot {
    struct Row {
        let table: Int
        let values: [String?]
        /// For each reference the row that it points at; nil where it is empty, or NULL in part.
        var links: [Int?]
        var identity = 0
    }

    private(set) var rows: [Row] = []
    let schema: RandomSchema
    /// References that lead nowhere.
    private(set) var dangling: [String] = []

    init(_ schema: RandomSchema, of database: Database) throws {
        self.schema = schema
        let connection = try Connection(database)
        try connection.pinSettings()
        for table in schema.tables {
            let columns = table.columns.map { "\(quoted($0.name))::text" }.joined(separator: ", ")
            for row in try connection.rows(SQL(verbatim: "SELECT \(columns) FROM \(quoted(table.name))")) {
                rows.append(Row(table: table.number, values: table.columns.indices.map { row[$0] }, links: []))
            }
        }
        var found: [[String]: Int] = [:]
        for (number, row) in rows.enumerated() {
            for (set, columns) in schema.tables[row.table].referable.enumerated() {
                found[["\(row.table)", "\(set)"] + columns.map { row.values[$0] ?? "∅" }] = number
            }
        }
        for number in rows.indices {
            let table = schema.tables[rows[number].table]
            rows[number].links = table.references.map { reference in
                let values = reference.columns.compactMap { rows[number].values[$0] }
                guard values.count == reference.columns.count,
                    let set = schema.tables[reference.table].referable.firstIndex(of: reference.targets)
                else { return nil }
                let row = found[["\(reference.table)", "\(set)"] + values]
                if row == nil { dangling.append("\(table.name): \(table.names(reference.columns))") }
                return row
            }
        }
    }

    /// Finds out in several databases which rows are the same: those with a key by the key, others by content, with the
    /// identities of the rows that they point at in the place of references; in rounds, until no more rows are told apart.
    static func identify(_ snapshots: inout [Snapshot]) {
        var known = 0
        while true {
            var numbers: [String: Int] = [:]
            for index in snapshots.indices {
                let texts = snapshots[index].rows.indices.map { snapshots[index].identityText(of: $0) }
                for (row, text) in texts.enumerated() {
                    let number = numbers[text] ?? numbers.count + 1
                    numbers[text] = number
                    snapshots[index].rows[row].identity = number
                }
            }
            if numbers.count == known { return }
            known = numbers.count
        }
    }

    func isKeyed(_ row: Int) -> Bool {
        schema.tables[rows[row].table].key.contains { rows[row].values[$0] != nil }
    }

    private func identityText(of row: Int) -> String {
        let table = schema.tables[rows[row].table]
        let columns = isKeyed(row) ? table.key : table.columns.indices.filter { isContent($0, of: table) }
        return "\(table.number)|\(isKeyed(row))|" + text(of: row, columns)
    }

    private func isContent(_ column: Int, of table: RandomTable) -> Bool {
        switch table.columns[column].role {
        case .id, .generated: false
        case .value, .reference: true
        }
    }

    private func text(of row: Int, _ columns: [Int]) -> String {
        let table = schema.tables[rows[row].table]
        return columns.map { column -> String in
            if let reference = table.references(in: column).first, let other = rows[row].links[reference] {
                return "row \(rows[other].identity)"
            }
            return rows[row].values[column].map { "'\($0)'" } ?? "NULL"
        }.joined(separator: ", ")
    }

    /// The row as a reader can compare it between databases: with what it points at in the place of ids.
    func shown(_ row: Int) -> String {
        let table = schema.tables[rows[row].table]
        let fixed = table.key == table.primary ? [] : table.primary
        let columns = table.columns.indices.filter { !fixed.contains($0) }
        return "\(table.name) #\(rows[row].identity) (\(text(of: row, columns)))"
    }

    /// The row as it is, ids and all.
    func raw(_ row: Int) -> String {
        "\(schema.tables[rows[row].table].name) (\(rows[row].values.map { $0 ?? "NULL" }.joined(separator: ", ")))"
    }

    var allRaw: [String] { rows.indices.map(raw).sorted() }

    /// What the target must hold after an import, from what both sides held before.
    ///
    /// - Parameter updates: whether rows that both have become the source's.
    static func expected(source: Snapshot, target: Snapshot, updates: Bool) -> [String] {
        let theirs = Dictionary(grouping: source.rows.indices) { source.rows[$0].identity }
        let ours = Dictionary(grouping: target.rows.indices) { target.rows[$0].identity }
        var expected: [String] = []
        for row in target.rows.indices {
            let same = theirs[target.rows[row].identity]?.first
            expected.append(
                updates && target.isKeyed(row) ? same.map(source.shown) ?? target.shown(row) : target.shown(row))
        }
        for (identity, rows) in theirs {
            let missing = rows.count - (ours[identity]?.count ?? 0)
            if missing > 0 { expected += rows.suffix(missing).map(source.shown) }
        }
        return expected.sorted()
    }
}
