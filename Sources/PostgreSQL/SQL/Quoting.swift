extension SQL {
    /// The identifier between double quotes, those within doubled.
    ///
    /// NUL, which PostgreSQL has in no text, is refused where a statement is sent.
    static func quoted(identifier: String) -> String {
        enclosed(identifier, in: "\"")
    }

    /// The text as a string constant that means the same whatever `standard_conforming_strings` is.
    static func quoted(literal: String) -> String {
        let scalars = literal.unicodeScalars
        guard scalars.contains("\\") else { return enclosed(literal, in: "'") }
        var escaped = String.UnicodeScalarView()
        for scalar in scalars {
            if scalar == "\\" { escaped.append(scalar) }
            escaped.append(scalar)
        }
        // The space keeps the E apart from a word before it: `LIKE\(literal:)` would become LIKEE'…'.
        return " E" + enclosed(String(escaped), in: "'")
    }

    /// Works on scalars: as characters, a quote followed by a combining mark is no quote.
    private static func enclosed(_ text: String, in quote: Unicode.Scalar) -> String {
        var enclosed = String.UnicodeScalarView()
        enclosed.append(quote)
        for scalar in text.unicodeScalars {
            if scalar == quote { enclosed.append(quote) }
            enclosed.append(scalar)
        }
        enclosed.append(quote)
        return String(enclosed)
    }
}
