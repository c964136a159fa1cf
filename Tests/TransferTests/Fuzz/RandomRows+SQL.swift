extension RandomRows {
    /// The statements that fill a database.
    func inserts(_ side: Side) -> String {
        var statements = ["SET session_replication_role = replica"]
        for (number, row) in rows.enumerated() where row.isIn.contains(side) {
            let table = schema.tables[row.table]
            let given = table.columns.indices.filter { !table.columns[$0].isGenerated }
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

    /// A column of a row as the database holds it; nil for NULL.
    private func value(_ column: Int, of number: Int, _ side: Side) -> String? {
        let table = table(of: number)
        guard let content = rows[number].content[side] else { return nil }
        switch table.columns[column].role {
        case .id: return rows[number].id[side].map { "\($0)" }
        case .value: return content.values[column]
        case .generated(_, let source): return content.values[source].map { "<\($0)!" }
        case .kind(let reference):
            if case .row(let other) = content.links[reference] { return schema.kind(of: rows[other].table) }
            return content.links[reference] == .none && !table.references[reference].isNullable ? "unknown" : nil
        case .reference:
            return table.references(in: column).lazy.compactMap { self.value(column, by: $0, of: number, side) }.first
        }
    }

    private func value(_ column: Int, by reference: Int, of number: Int, _ side: Side) -> String? {
        let described = table(of: number).references[reference]
        guard let content = rows[number].content[side],
            let position = described.columns.firstIndex(of: column)
        else { return nil }
        func held(_ other: Int) -> String? {
            let end = described.ends.first { $0.table == rows[other].table }
            return end.flatMap { value($0.columns[position], of: other, side) }
        }
        switch content.links[reference] {
        case .none: return !described.isNullable && described.isDeclared ? "999999" : nil
        case .part(let parts): return parts[position]
        case .row(let other): return held(other)
        case .rows(let others):
            let ids = others.map { $0.flatMap(held) }
            if described.kind == .array { return "{" + ids.map { $0 ?? "NULL" }.joined(separator: ",") + "}" }
            // Every second id as a string.
            let written = ids.enumerated().map { index, id in id.map { index % 2 == 0 ? $0 : "\"\($0)\"" } ?? "null" }
            return "{\"ids\": [\(written.joined(separator: ", "))], \"note\": \"n\(others.count)\"}"
        }
    }

    private func literal(_ text: String) -> String {
        "E'" + text.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'"
    }
}
