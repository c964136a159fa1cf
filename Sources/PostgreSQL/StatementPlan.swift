internal import CLibPQ

/// How the server is going to run a statement: the lines of its EXPLAIN.
public struct StatementPlan: Sendable, Equatable {
    public let lines: [String]

    /// The plan without the constants of its conditions, which may be values of rows: texts as `'…'`, numbers as `…`.
    public var redacted: StatementPlan {
        let text = lines.joined(separator: "\n")
        let bytes = Array(text.utf8)
        var redacted: [UInt8] = []
        var end = 0
        var before: SQLToken?
        for token in SQLScanner.tokens(of: text) {
            redacted += bytes[end..<token.range.lowerBound]
            let hides = token.kind == .number && StatementPlan.isConstant(token, after: before, in: bytes)
            redacted += (hides ? "…" : token.redacted).utf8
            end = token.range.upperBound
            before = token
        }
        redacted += bytes[end...]
        return StatementPlan(
            lines: String(decoding: redacted, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init))
    }

    /// False for the planner's own numbers: costs, workers, and those of its sub-plans.
    private static func isConstant(_ number: SQLToken, after before: SQLToken?, in bytes: [UInt8]) -> Bool {
        if let before, before.isWord("SubPlan") || before.isWord("InitPlan") { return false }
        let newline = UInt8(ascii: "\n")
        let begin = bytes[..<number.range.lowerBound].lastIndex(of: newline).map { $0 + 1 } ?? 0
        let line = bytes[begin...].prefix { $0 != newline }
        return !["(cost=", "Workers Planned:"].contains { line.contains($0.utf8) }
    }
}

extension SQL {
    /// The statement or the query in it that has a plan; nil where there is none, or more than one statement.
    var planned: SQL? {
        var tokens = SQLScanner.tokens(of: self).filter { $0.kind != .lineComment && $0.kind != .blockComment }
        while tokens.last?.isPunctuation(";") == true { tokens.removeLast() }
        guard !tokens.contains(where: { $0.isPunctuation(";") }),
            let first = tokens.first(where: { !$0.isPunctuation("(") })
        else { return nil }
        switch first.text.uppercased() {
        case "SELECT", "WITH", "VALUES", "INSERT", "UPDATE", "DELETE", "DECLARE": return self
        case "CREATE":
            let isTable = tokens.prefix(4).contains { $0.text.uppercased() == "TABLE" }
            let query = tokens.firstIndex { $0.text.uppercased() == "AS" }.map { tokens[($0 + 1)...] }
            let begins = query?.first { !$0.isPunctuation("(") }?.text.uppercased() ?? ""
            return isTable && ["SELECT", "WITH", "VALUES"].contains(begins) ? self : nil
        case "COPY":
            guard tokens.count > 1, tokens[1].isPunctuation("(") else { return nil }
            let nodes = SQLNode.nodes(of: tokens)
            guard nodes.count > 1, case .group(let open, _, let close?) = nodes[1] else { return nil }
            let bytes = Array(text.utf8)[open.range.upperBound..<close.range.lowerBound]
            return SQL(verbatim: String(decoding: bytes, as: UTF8.self))
        default: return nil
        }
    }
}

extension Connection {
    /// The plan of a statement that is not run; nil where it has none, or where the server refuses to say.
    ///
    /// Within a transaction it is asked for behind a savepoint: whatever happens, the transaction goes on as it was.
    /// `auto_explain` would show what the server really did, but only superusers may load it.
    func plan(of sql: SQL) -> StatementPlan? {
        guard let query = sql.planned else { return nil }
        switch PQtransactionStatus(handle) {
        case PQTRANS_IDLE: return explain(query)
        case PQTRANS_INTRANS:
            // What cannot be asked is not told: the statement itself will throw what is wrong.
            guard (try? answer(to: "SAVEPOINT satchel_plan")) != nil else { return nil }
            let plan = explain(query)
            if plan == nil { _ = try? answer(to: "ROLLBACK TO SAVEPOINT satchel_plan", .end) }
            _ = try? answer(to: "RELEASE SAVEPOINT satchel_plan", .end)
            return plan
        default: return nil
        }
    }

    private func explain(_ query: SQL) -> StatementPlan? {
        guard let rows = try? answer(to: "EXPLAIN \(query)") else { return nil }
        return StatementPlan(lines: rows.compactMap { $0[0] })
    }
}
