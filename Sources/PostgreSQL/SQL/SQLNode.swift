/// A statement's tokens as a tree: what stands between brackets, and between CASE and END, is one node.
indirect enum SQLNode {
    case token(SQLToken)
    /// - Parameter close: nil where the statement ends before.
    case group(open: SQLToken, nodes: [SQLNode], close: SQLToken?)

    /// Brackets further inside are tokens like others: no statement that people wrote goes as deep.
    private static let deepest = 100

    /// Its first token.
    var first: SQLToken {
        switch self {
        case .token(let token): token
        case .group(let open, _, _): open
        }
    }

    /// The word that the node is; nil for any other token and for a group.
    var word: String? {
        if case .token(let token) = self, token.kind == .word { token.text } else { nil }
    }

    var isLineComment: Bool {
        if case .token(let token) = self { token.kind == .lineComment } else { false }
    }

    func isPunctuation(_ character: String) -> Bool {
        if case .token(let token) = self { token.isPunctuation(character) } else { false }
    }

    /// The nodes of a statement, or of several. A closing bracket without its opening one is a token like others.
    static func nodes(of tokens: [SQLToken]) -> [SQLNode] {
        var open: [(token: SQLToken, close: String)] = []
        var levels: [[SQLNode]] = [[]]
        func end(with close: SQLToken?) {
            let group = open.removeLast()
            guard open.count < deepest else {
                if let close { levels[levels.count - 1].append(.token(close)) }
                return
            }
            let nodes = levels.removeLast()
            levels[levels.count - 1].append(.group(open: group.token, nodes: nodes, close: close))
        }
        for token in tokens {
            if let close = SQLNode.close(for: token) {
                if open.count < deepest { levels.append([]) } else { levels[levels.count - 1].append(.token(token)) }
                open.append((token, close))
            } else if SQLNode.closes(token), let level = open.lastIndex(where: { $0.close == token.text }) {
                while open.count > level + 1 { end(with: nil) }
                end(with: token)
            } else {
                levels[levels.count - 1].append(.token(token))
            }
        }
        while !open.isEmpty { end(with: nil) }
        return levels[0]
    }

    private static func close(for token: SQLToken) -> String? {
        if token.isPunctuation("(") { return ")" }
        if token.isPunctuation("[") { return "]" }
        return token.isWord("CASE") ? "END" : nil
    }

    private static func closes(_ token: SQLToken) -> Bool {
        token.isPunctuation(")") || token.isPunctuation("]") || token.isWord("END")
    }
}
