/// A clause of a statement: the words that it begins with, and the rest of it.
struct SQLClause {
    enum Form {
        /// Items with commas between them.
        case list
        /// A table that is joined, and on what.
        case join
        case other
    }

    let form: Form
    /// Empty where a statement begins with none of the words known here.
    let keywords: ArraySlice<SQLNode>
    let nodes: ArraySlice<SQLNode>

    /// The clauses of one statement.
    static func clauses(of nodes: ArraySlice<SQLNode>) -> [SQLClause] {
        var clauses: [SQLClause] = []
        var (form, begin, body) = (Form.other, nodes.startIndex, nodes.startIndex)
        func take(to end: Int) {
            guard begin < end else { return }
            clauses.append(SQLClause(form: form, keywords: nodes[begin..<body], nodes: nodes[body..<end]))
        }
        var position = nodes.startIndex
        while position < nodes.endIndex {
            if let (next, length) = head(at: position, of: nodes) {
                take(to: position)
                (form, begin, body) = (next, position, position + length)
                position = body
            } else {
                position += 1
            }
        }
        take(to: nodes.endIndex)
        return clauses
    }

    /// True where nodes are a query or a statement, as a sub-select and a part of WITH are.
    static func isStatement(_ nodes: [SQLNode]) -> Bool {
        guard let first = nodes.first else { return false }
        if let word = first.word { return ["SELECT", "WITH", "VALUES", "INSERT", "UPDATE", "DELETE"].contains(word) }
        // `(SELECT …) UNION (SELECT …)`
        guard case .group(_, let inner, _) = first, nodes.count > 1, let word = nodes[1].word else { return false }
        return ["UNION", "INTERSECT", "EXCEPT"].contains(word) && isStatement(inner)
    }

    private static let lists = [
        "WITH RECURSIVE", "WITH", "SELECT DISTINCT", "SELECT", "FROM", "USING", "SET", "VALUES", "GROUP BY", "WINDOW",
        "ORDER BY", "RETURNING", "LOCK TABLE",
    ]
    private static let joins = [
        "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "INNER JOIN", "CROSS JOIN", "NATURAL JOIN", "JOIN", "LEFT OUTER JOIN",
        "RIGHT OUTER JOIN", "FULL OUTER JOIN",
    ]
    private static let others = [
        "WHERE", "HAVING", "LIMIT", "OFFSET", "FOR UPDATE", "FOR SHARE", "FOR NO KEY UPDATE", "FOR KEY SHARE",
        "UNION ALL", "UNION", "INTERSECT", "EXCEPT", "INSERT INTO", "UPDATE", "DELETE FROM", "ON CONFLICT",
        "ON COMMIT",
    ]

    /// The words that begin a clause by the first of them, the longer ones before those that they begin with.
    private static let heads: [String: [(form: Form, words: [String])]] = {
        let all = lists.map { (Form.list, $0) } + joins.map { (Form.join, $0) } + others.map { (Form.other, $0) }
        let heads = all.map { (form: $0.0, words: $0.1.split(separator: " ").map(String.init)) }
        return Dictionary(grouping: heads) { $0.words[0] }.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }()

    /// The words of a clause that begins at a position, and their number.
    private static func head(at position: Int, of nodes: ArraySlice<SQLNode>) -> (Form, length: Int)? {
        guard let word = nodes[position].word else { return nil }
        for head in heads[word] ?? [] {
            let end = position + head.words.count
            guard end <= nodes.endIndex, zip(nodes[position..<end], head.words).allSatisfy({ $0.0.word == $0.1 }),
                begins(word, at: position, of: nodes)
            else { continue }
            // `DISTINCT ON (…)`
            if head.words.last == "DISTINCT", end + 1 < nodes.endIndex, nodes[end].word == "ON" {
                return (head.form, head.words.count + 2)
            }
            return (head.form, head.words.count)
        }
        return nil
    }

    /// False where the word is a part of another clause.
    private static func begins(_ word: String, at position: Int, of nodes: ArraySlice<SQLNode>) -> Bool {
        guard position > nodes.startIndex else { return true }
        let before = nodes[nodes.startIndex..<position]
        guard let last = before.last, !last.isPunctuation(".") else { return false }
        switch word {
        case "FROM": return last.word != "DISTINCT"
        case "SET": return before.contains { $0.word == "UPDATE" }
        case "USING": return before.contains { $0.word == "DELETE" } && !before.contains { $0.word == "USING" }
        case "UPDATE":
            if case .group = last { return true }
            return false
        case "WITH":
            // Else `WITH ORDINALITY`, `WITH (fillfactor = 70)`.
            return nodes[position...].dropFirst(2).prefix(3).contains { $0.word == "AS" }
                && nodes[(position + 1)...].first?.word != "ORDINALITY"
        default: return true
        }
    }
}
