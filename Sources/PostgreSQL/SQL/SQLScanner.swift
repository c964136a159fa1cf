/// Cuts SQL into tokens by the rules of PostgreSQL's own scanner, with `standard_conforming_strings` on.
///
/// What is left open ends with the text. https://www.postgresql.org/docs/15/sql-syntax-lexical.html
struct SQLScanner {
    private let bytes: [UInt8]
    private var position = 0

    /// The tokens of a statement, or of several.
    static func tokens(of sql: SQL) -> [SQLToken] {
        var bytes: [UInt8] = []
        var literals: [Range<Int>] = []
        sql.forEachPart { part in
            let start = bytes.count
            bytes += part.sql.utf8
            if part.kind == .literal { literals.append(start..<bytes.count) }
        }
        return tokens(of: bytes, literals)
    }

    /// The tokens of a text that is none of our statements.
    static func tokens(of text: String) -> [SQLToken] { tokens(of: Array(text.utf8), []) }

    /// - Parameter literals: where the literals are that the statement was made with, in order.
    private static func tokens(of bytes: [UInt8], _ literals: [Range<Int>]) -> [SQLToken] {
        var scanner = SQLScanner(bytes: bytes)
        var tokens: [SQLToken] = []
        var literals = literals[...]
        while true {
            let before = scanner.position
            scanner.skip(\.isSpace)
            let start = scanner.position
            guard start < bytes.count else { return tokens }
            let kind = scanner.skipToken()
            let range = start..<scanner.position
            literals = literals.drop { $0.upperBound <= start }
            tokens.append(
                SQLToken(
                    kind: kind, text: String(decoding: bytes[range], as: UTF8.self), range: range,
                    followsSpace: start > before, holdsLiteral: literals.first?.overlaps(range) == true))
        }
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func skipToken() -> SQLToken.Kind {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "'"):
            skipString(withEscapes: false)
            return .literal
        case UInt8(ascii: "\""):
            skipQuoted(withEscapes: false)
            return .quotedIdentifier
        case UInt8(ascii: "$"): return skipDollar()
        case UInt8(ascii: "-") where peek() == UInt8(ascii: "-"):
            skip { !$0.isNewline }
            while bytes[position - 1].isSpace { position -= 1 }
            return .lineComment
        case UInt8(ascii: "/") where peek() == UInt8(ascii: "*"):
            skipBlockComment()
            return .blockComment
        case _ where byte.beginsWord: return skipWord()
        case _ where byte.isDigit || byte == UInt8(ascii: ".") && peek()?.isDigit == true:
            skipNumber()
            return .number
        case _ where byte.isOperator:
            skipOperator()
            return .operator
        case UInt8(ascii: ":"):
            // `::` and `:=`.
            position += peek() == UInt8(ascii: ":") || peek() == UInt8(ascii: "=") ? 2 : 1
            return .operator
        default:
            position += 1
            return .punctuation
        }
    }

    private func peek(_ distance: Int = 1) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    private mutating func skip(_ belongs: (UInt8) -> Bool) {
        while position < bytes.count, belongs(bytes[position]) { position += 1 }
    }

    /// A word, or the string constant or quoted name that a letter introduces: `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'`.
    private mutating func skipWord() -> SQLToken.Kind {
        let letter = bytes[position] | 0x20
        if peek() == UInt8(ascii: "'"), "ebxn".utf8.contains(letter) {
            position += 1
            skipString(withEscapes: letter == UInt8(ascii: "e"))
            return .literal
        }
        if letter == UInt8(ascii: "u"), peek() == UInt8(ascii: "&"), let quote = peek(2), quote.isQuote {
            position += 2
            guard quote == UInt8(ascii: "'") else {
                skipQuoted(withEscapes: false)
                return .quotedIdentifier
            }
            skipString(withEscapes: false)
            return .literal
        }
        skip(\.continuesWord)
        return .word
    }

    /// From a quote to the same quote; within, a doubled one stands for itself.
    private mutating func skipQuoted(withEscapes: Bool) {
        let quote = bytes[position]
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == quote {
                guard position < bytes.count, bytes[position] == quote else { return }
                position += 1
            } else if withEscapes, byte == UInt8(ascii: "\\"), position < bytes.count {
                position += 1
            }
        }
    }

    /// A string constant, with what a new line continues it by.
    private mutating func skipString(withEscapes: Bool) {
        while true {
            skipQuoted(withEscapes: withEscapes)
            let end = position
            var isOnNewLine = false
            while position < bytes.count {
                if bytes[position].isSpace {
                    isOnNewLine = isOnNewLine || bytes[position].isNewline
                    position += 1
                } else if bytes[position] == UInt8(ascii: "-"), peek() == UInt8(ascii: "-") {
                    skip { !$0.isNewline }
                } else {
                    break
                }
            }
            guard isOnNewLine, position < bytes.count, bytes[position] == UInt8(ascii: "'") else {
                position = end
                return
            }
        }
    }

    /// `$tag$…$tag$`, or a parameter, `$1`.
    private mutating func skipDollar() -> SQLToken.Kind {
        var end = position + 1
        if end < bytes.count, bytes[end].beginsWord {
            while end < bytes.count, bytes[end].continuesWord, bytes[end] != UInt8(ascii: "$") { end += 1 }
        }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "$") else {
            position += 1
            skip(\.isDigit)
            return .word
        }
        let delimiter = bytes[position...end]
        position = end + 1
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "$"), bytes[position...].starts(with: delimiter) {
                position += delimiter.count
                break
            }
            position += 1
        }
        return .literal
    }

    private mutating func skipBlockComment() {
        var depth = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "/"), peek() == UInt8(ascii: "*") {
                depth += 1
                position += 2
            } else if bytes[position] == UInt8(ascii: "*"), peek() == UInt8(ascii: "/") {
                depth -= 1
                position += 2
                if depth == 0 { return }
            } else {
                position += 1
            }
        }
    }

    /// Digits of any base with what belongs to them: `1.5e-3`, `0xFF`, `1_000`.
    private mutating func skipNumber() {
        let isDecimal = !(bytes[position] == UInt8(ascii: "0") && peek().map { $0 | 0x20 == UInt8(ascii: "x") } == true)
        while position < bytes.count {
            let byte = bytes[position]
            if isDecimal, byte | 0x20 == UInt8(ascii: "e"), let sign = peek(), "+-".utf8.contains(sign),
                peek(2)?.isDigit == true
            {
                position += 2
            } else if byte == UInt8(ascii: "."), peek() == UInt8(ascii: ".") {
                return
            } else if byte == UInt8(ascii: ".") || byte.continuesWord && byte != UInt8(ascii: "$") {
                position += 1
            } else {
                return
            }
        }
    }

    /// The longest run of operator characters that no comment begins in.
    private mutating func skipOperator() {
        repeat {
            position += 1
        } while position < bytes.count && bytes[position].isOperator
            && !(bytes[position] == UInt8(ascii: "-") && peek() == UInt8(ascii: "-"))
            && !(bytes[position] == UInt8(ascii: "/") && peek() == UInt8(ascii: "*"))
    }
}

extension UInt8 {
    fileprivate var isNewline: Bool { self == 0x0A || self == 0x0D }
    fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
    fileprivate var isQuote: Bool { self == UInt8(ascii: "'") || self == UInt8(ascii: "\"") }
    /// Every byte of a character beyond ASCII counts as a letter.
    fileprivate var beginsWord: Bool {
        (0x61...0x7A).contains(self | 0x20) && self < 0x80 || self >= 0x80 || self == UInt8(ascii: "_")
    }
    fileprivate var continuesWord: Bool { beginsWord || isDigit || self == UInt8(ascii: "$") }
    fileprivate var isOperator: Bool { "~!@#^&|`?+-*/%<>=".utf8.contains(self) }
}
