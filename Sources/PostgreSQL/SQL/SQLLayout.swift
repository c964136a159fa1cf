extension SQL {
    /// Whether string constants are printed.
    public enum Literals: Sendable {
        case shown
        /// As `'…'`: no value of a row, no key and no text that a person gave is left. Names and numbers stay.
        case redacted
    }

    /// The statement in lines of about 100 columns, for people to read and compare.
    ///
    /// Clauses begin lines, sub-selects are indented, and the items of a list stand one a line where they do not fit on
    /// one. With its literals shown it is the same statement to the server: only white space is different.
    public func laidOut(literals: Literals = .shown) -> String {
        SQLLayout(literals: literals).text(of: SQLNode.nodes(of: SQLScanner.tokens(of: self)))
    }
}

/// How a statement is broken into lines.
struct SQLLayout {
    private static let columns = 100
    /// The longest sub-select that may stay on one line.
    private static let shortQuery = 60

    let literals: SQL.Literals

    /// One statement, or several that `;` separates.
    func text(of nodes: [SQLNode]) -> String {
        var blocks: [SQLBlock] = []
        let statements = nodes.split(omittingEmptySubsequences: false) { $0.isPunctuation(";") }
        for (number, statement) in statements.enumerated() {
            if number > 0 { blocks += [.text(";"), statement.isEmpty ? .text("") : .newline] }
            blocks.append(clauses(of: statement, with: .newline))
        }
        let text = SQLBlock.sequence(blocks).lines(columns: SQLLayout.columns)
        // The line that a comment at the end would end.
        return text.hasSuffix("\n") && nodes.last?.isLineComment == true ? String(text.dropLast()) : text
    }

    private func clauses(of nodes: ArraySlice<SQLNode>, with separator: SQLBlock) -> SQLBlock {
        let clauses = SQLClause.clauses(of: nodes).map(block)
        return .sequence(Array(clauses.map { [$0] }.joined(separator: [separator])))
    }

    private func block(_ clause: SQLClause) -> SQLBlock {
        guard !clause.keywords.isEmpty else { return expression(clause.nodes) }
        let keywords = words(clause.keywords)
        guard let first = clause.nodes.first else { return keywords }
        switch clause.form {
        case .list:
            let items = items(of: clause.nodes)
            guard items.count > 1 else { break }
            return .group(keywords, .indented(.line(isSpace: first.first.followsSpace), list(items, expression)))
        case .join: return .sequence([keywords, gap(before: first), list(items(of: clause.nodes), joined)])
        case .other: break
        }
        return .sequence([keywords, gap(before: first), expression(clause.nodes)])
    }

    private func items(of nodes: ArraySlice<SQLNode>) -> [ArraySlice<SQLNode>] {
        nodes.split(omittingEmptySubsequences: false) { $0.isPunctuation(",") }
    }

    /// Items with commas between them, which may each begin a line.
    private func list(_ items: [ArraySlice<SQLNode>], _ block: (ArraySlice<SQLNode>) -> SQLBlock) -> SQLBlock {
        var list: [SQLBlock] = []
        for (number, item) in items.enumerated() {
            if number > 0 { list += [.text(","), .line(isSpace: item.first?.first.followsSpace ?? false)] }
            list.append(block(item))
        }
        return .sequence(list)
    }

    /// A table that is joined: what it is joined on may begin a line.
    private func joined(_ nodes: ArraySlice<SQLNode>) -> SQLBlock {
        guard let on = nodes.firstIndex(where: { $0.word == "ON" }), on > nodes.startIndex else {
            return expression(nodes)
        }
        return .group(expression(nodes[..<on]), .indented(.line(), operand(nodes[on...])))
    }

    // MARK: expressions

    /// Operators that may begin a line, those that bind least first.
    private static let operators = ["OR", "AND", "||"]

    private func expression(_ nodes: ArraySlice<SQLNode>) -> SQLBlock {
        for name in SQLLayout.operators {
            let places = places(of: name, in: nodes)
            guard !places.isEmpty else { continue }
            let bounds = [nodes.startIndex] + places + [nodes.endIndex]
            var rest: [SQLBlock] = []
            for (begin, end) in zip(places, bounds.dropFirst(2)) {
                rest += [.line(isSpace: nodes[begin].first.followsSpace), operand(nodes[begin..<end])]
            }
            return .group(expression(nodes[..<places[0]]), .indented(.sequence(rest)))
        }
        return words(nodes)
    }

    /// An operator or keyword with what follows it.
    private func operand(_ nodes: ArraySlice<SQLNode>) -> SQLBlock {
        guard let keyword = nodes.first else { return .text("") }
        guard let second = nodes.dropFirst().first else { return block(keyword) }
        return .sequence([block(keyword), gap(before: second), expression(nodes.dropFirst())])
    }

    private func places(of name: String, in nodes: ArraySlice<SQLNode>) -> [Int] {
        // The AND of BETWEEN is none.
        var between = 0
        return nodes.indices.dropFirst().filter { index in
            guard case .token(let token) = nodes[index] else { return false }
            if token.isWord("BETWEEN") { between += 1 }
            guard token.text == name, token.kind == .word || token.kind == .operator else { return false }
            if name == "AND", between > 0 {
                between -= 1
                return false
            }
            return true
        }
    }

    /// Nodes as they follow one another.
    private func words(_ nodes: ArraySlice<SQLNode>) -> SQLBlock {
        var blocks: [SQLBlock] = []
        for (index, node) in zip(nodes.indices, nodes) {
            if index > nodes.startIndex { blocks.append(gap(before: node)) }
            blocks.append(block(node))
        }
        return .sequence(blocks)
    }

    private func gap(before node: SQLNode) -> SQLBlock { node.first.followsSpace ? .text(" ") : .text("") }

    private func block(_ node: SQLNode) -> SQLBlock {
        switch node {
        case .token(let token): block(token)
        case .group(let open, let nodes, let close):
            open.isWord("CASE") ? cases(open, nodes, close) : brackets(open, nodes, close)
        }
    }

    private func block(_ token: SQLToken) -> SQLBlock {
        let text = SQLBlock.text(literals == .shown ? token.text : token.redacted)
        return token.kind == .lineComment ? .sequence([text, .newline]) : text
    }

    private func brackets(_ open: SQLToken, _ nodes: [SQLNode], _ close: SQLToken?) -> SQLBlock {
        guard let first = nodes.first else { return .sequence([block(open), close.map(block) ?? .text("")]) }
        if nodes.count == 1, case .group(let inner, _, _) = first, !inner.isWord("CASE") {
            return .sequence([block(open), block(first), close.map(block) ?? .text("")])
        }
        var begin = SQLBlock.line(isSpace: first.first.followsSpace)
        let content: SQLBlock
        if SQLClause.isStatement(nodes) {
            content = clauses(of: nodes[...], with: .line())
            if content.width > SQLLayout.shortQuery { begin = .newline }
        } else if nodes.contains(where: { $0.word == "JOIN" }) {
            content = clauses(of: nodes[...], with: .line())
        } else {
            content = list(items(of: nodes[...]), expression)
        }
        guard let close else { return .group(block(open), .indented(begin, content)) }
        return .group(block(open), .indented(begin, content), .line(isSpace: close.followsSpace), block(close))
    }

    private func cases(_ open: SQLToken, _ nodes: [SQLNode], _ close: SQLToken?) -> SQLBlock {
        let places = nodes.indices.filter { ["WHEN", "ELSE"].contains(nodes[$0].word) }
        let operand = words(nodes[..<(places.first ?? nodes.endIndex)])
        var branches: [SQLBlock] = []
        for (begin, end) in zip(places, places.dropFirst() + [nodes.endIndex]) {
            branches += [.line(), branch(nodes[begin..<end])]
        }
        let gap: SQLBlock = operand.width > 0 ? .text(" ") : .text("")
        guard let close else { return .group(block(open), gap, operand, .indented(.sequence(branches))) }
        return .group(block(open), gap, operand, .indented(.sequence(branches)), .line(), block(close))
    }

    private func branch(_ nodes: ArraySlice<SQLNode>) -> SQLBlock {
        guard let then = nodes.firstIndex(where: { $0.word == "THEN" }) else { return operand(nodes) }
        return .group(operand(nodes[..<then]), .indented(.line(), operand(nodes[then...])))
    }
}
