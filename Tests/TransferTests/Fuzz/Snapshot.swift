import Foundation
import PostgreSQL

/// All rows of a database as text, read with plain statements of the test's own, and what each of them is.
struct Snapshot {
    struct Row {
        let table: Int
        let values: [String?]
        /// For each reference the rows that it points at, nil in the place of what is no row; empty where it is empty, or
        /// NULL in part.
        var links: [[Int?]]
        var identity = 0
    }

    private(set) var rows: [Row] = []
    let schema: RandomSchema
    /// Foreign keys that lead nowhere.
    private(set) var dangling: [String] = []

    init(_ schema: RandomSchema, of database: Database) throws {
        self.schema = schema
        for table in schema.tables {
            let columns = table.columns.map { "\(quoted($0.name))::text" }.joined(separator: ", ")
            for row in try DatabasePair.rows("SELECT \(columns) FROM \(table.ownRows)", in: database) {
                rows.append(Row(table: table.number, values: table.columns.indices.map { row[$0] }, links: []))
            }
        }
        var found: [[String]: Int] = [:]
        for (number, row) in rows.enumerated() {
            for columns in schema.tables[row.table].referable {
                found[address(row.table, columns, columns.map { row.values[$0] ?? "∅" })] = number
            }
        }
        for number in rows.indices {
            let table = schema.tables[rows[number].table]
            rows[number].links = table.references.map { reference in
                guard let end = end(of: reference, in: rows[number]) else { return [] }
                if reference.isInside {
                    let column = rows[number].values[reference.columns[0]]
                    return Snapshot.ids(in: column, reference).map { id in
                        id.flatMap { found[address(end.table, end.columns, [$0])] }
                    }
                }
                let values = reference.columns.compactMap { rows[number].values[$0] }
                guard values.count == reference.columns.count else { return [] }
                let row = found[address(end.table, end.columns, values)]
                if row == nil, !reference.isDeclared {
                    dangling.append("\(table.name): \(table.names(reference.columns))")
                }
                return row.map { [$0] } ?? []
            }
        }
    }

    private func address(_ table: Int, _ columns: [Int], _ values: [String]) -> [String] {
        ["\(table)", "\(columns)"] + values
    }

    private func end(of reference: RandomReference, in row: Row) -> RandomReference.End? {
        guard case .polymorphic(let type) = reference.kind else { return reference.ends[0] }
        return reference.ends.first { schema.kind(of: $0.table) == row.values[type] }
    }

    /// The ids in an array, or at `ids[*]` of an object.
    private static func ids(in text: String?, _ reference: RandomReference) -> [String?] {
        guard let text else { return [] }
        if reference.kind == .array {
            return text.dropFirst().dropLast().split(separator: ",").map { $0 == "NULL" ? nil : "\($0)" }
        }
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return (object?["ids"] as? [Any] ?? []).map { $0 is NSNull ? nil : "\($0)" }
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
        return "\(table.number)|\(isKeyed(row))|" + texts(of: row, columns).joined(separator: ", ")
    }

    private func isContent(_ column: Int, of table: RandomTable) -> Bool {
        switch table.columns[column].role {
        case .id, .generated: false
        case .value, .reference, .kind: true
        }
    }

    /// What a row holds in some columns, with what it points at in the place of ids.
    private func texts(of row: Int, _ columns: [Int]) -> [String] {
        let table = schema.tables[rows[row].table]
        return columns.map { column -> String in
            let raw = rows[row].values[column].map { "'\($0)'" } ?? "NULL"
            // A key is told by what is within it.
            let all = table.references(in: column)
            let within = all.filter { isKeyed(row) && Set(table.references[$0].columns).isSubset(of: table.key) }
            let references = within.isEmpty || !table.key.contains(column) ? all : within
            let filled = references.filter { !rows[row].links[$0].isEmpty }
            guard let first = filled.first else { return raw }
            func names(_ reference: Int) -> [String] {
                rows[row].links[reference].map { $0.map { "row \(rows[$0].identity)" } ?? "NULL" }
            }
            switch table.references[first].kind {
            case .foreignKey, .logical, .polymorphic:
                // Of several references the one that the column is by itself, else all of them.
                let single = filled.first { table.references[$0].columns.count == 1 }
                return (single.map { [$0] } ?? references).map { names($0).first ?? "none" }.joined(separator: "+")
            case .array: return "{\(names(first).joined(separator: ","))}"
            case .json: return Snapshot.skeleton(raw) + "[\(names(first).joined(separator: ","))]"
            }
        }
    }

    /// JSON with a mark in the place of each id, a string or a number.
    private static func skeleton(_ text: String) -> String {
        text.replacing(/[0-9]+(?=[",\]])/, with: "#").replacing(/"n#"/, with: "\"n\"")
    }

    /// The columns in which rows of one identity can differ.
    func comparable(_ table: RandomTable) -> [Int] {
        let fixed = table.key == table.primary ? [] : table.primary
        return table.columns.indices.filter { !fixed.contains($0) }
    }

    func comparableTexts(_ row: Int) -> [String] { texts(of: row, comparable(schema.tables[rows[row].table])) }

    /// What a column by itself says, in words that mean the same in every database: of a reference of several columns that
    /// leads elsewhere some may hold what they held.
    func meaning(_ column: Int, of row: Int) -> String {
        let table = schema.tables[rows[row].table]
        for number in table.references(in: column) {
            let reference = table.references[number]
            guard let other = rows[row].links[number].first, let other, !reference.isInside,
                let position = reference.columns.firstIndex(of: column),
                let end = reference.ends.first(where: { $0.table == rows[other].table })
            else { continue }
            return meaning(end.columns[position], of: other)
        }
        let isKey = table.key.contains(column)
        if table.primary.contains(column), !isKey { return "row \(rows[row].identity)" }
        return texts(of: row, [column])[0]
    }

    /// The positions among a row's comparable texts of those that mean something only together with this one: a column that
    /// names a table, and the ids in it.
    func positions(readWith position: Int, of row: Int) -> [Int] {
        let table = schema.tables[rows[row].table]
        let columns = comparable(table)
        let pairs = table.references.compactMap { reference -> [Int]? in
            guard case .polymorphic(let type) = reference.kind else { return nil }
            return reference.columns + [type]
        }
        let related = pairs.filter { $0.contains(columns[position]) }.joined()
        return columns.indices.filter { $0 == position || related.contains(columns[$0]) }
    }

    /// A row as a reader can compare it between databases.
    func shown(_ row: Int) -> String { shown(row, comparableTexts(row)) }

    func shown(_ row: Int, _ texts: [String]) -> String {
        "\(schema.tables[rows[row].table].name) #\(rows[row].identity) (\(texts.joined(separator: ", ")))"
    }

    /// The row as it is, ids and all.
    func raw(_ row: Int) -> String {
        "\(schema.tables[rows[row].table].name) (\(rows[row].values.map { $0 ?? "NULL" }.joined(separator: ", ")))"
    }

    var allRaw: [String] { rows.indices.map(raw).sorted() }

    var byIdentity: [Int: [Int]] { Dictionary(grouping: rows.indices) { rows[$0].identity } }
}
