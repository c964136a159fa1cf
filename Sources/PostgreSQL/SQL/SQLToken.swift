/// A word of SQL, as PostgreSQL's scanner cuts a statement.
struct SQLToken: Equatable {
    enum Kind: Equatable {
        /// A keyword or an unquoted identifier.
        case word
        case quotedIdentifier
        case number
        /// A string constant of any form: `'…'`, `E'…'`, `$tag$…$tag$`; with what a new line continues it by.
        case literal
        case `operator`
        /// One of `( ) [ ] , ; .`
        case punctuation
        /// To the end of the line.
        case lineComment
        case blockComment
    }

    let kind: Kind
    /// As the statement has it.
    let text: String
    /// Where it stands in the UTF-8 of the statement.
    let range: Range<Int>
    /// True where white space stands before it.
    let followsSpace: Bool
    /// True where a literal that the statement was made with is in it, whatever its kind.
    let holdsLiteral: Bool

    /// The token without the text of a constant or a comment.
    var redacted: String {
        switch kind {
        case .lineComment: "-- …"
        case .blockComment: "/* … */"
        case .literal: "'…'"
        default: holdsLiteral ? "'…'" : text
        }
    }

    func isWord(_ word: String) -> Bool { kind == .word && text == word }

    func isPunctuation(_ character: String) -> Bool { kind == .punctuation && text == character }
}
