import Reports

/// A change or a difference in one line: `~ users anna@example.org username: "anna" → "anders"`, `+ tags t7`, `- tags t5`.
enum ChangeLine {
    static func text(_ change: Change) -> String {
        let sign =
            switch change.kind {
            case .insert: "+"
            case .update: "~"
            case .delete: "-"
            }
        let line = "\(sign) \(change.table) \(change.readableKey.map(inOneLine) ?? "(a row without key)")"
        guard let column = change.column else { return line }
        return line + " \(column): \(value(change.old)) → \(value(change.new))"
    }

    /// A value in quotes, cut where it is long; NULL without.
    static func value(_ value: String?, longest: Int = longest) -> String {
        value.map { "\"\(inOneLine($0, longest: longest))\"" } ?? "NULL"
    }

    private static let longest = 60

    private static func inOneLine(_ text: String) -> String { inOneLine(text, longest: longest) }

    private static func inOneLine(_ text: String, longest: Int) -> String {
        let line = text.map { $0.isNewline ? "⏎" : String($0) }.joined()
        return line.count > longest ? line.prefix(longest) + "…" : line
    }
}
