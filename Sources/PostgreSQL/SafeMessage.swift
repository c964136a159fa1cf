/// Takes from the server's messages what can hold a row's values.
///
/// Whitelisted: a class of errors that is not named here says only what the class means.
enum SafeMessage {
    /// - Parameters:
    ///   - raisedBy: the server's source file; a message out of a procedural language is the user's own text.
    ///   - isEnglish: false where the server translates, and quotes as we cannot foresee.
    static func text(of message: String, sqlState: String, raisedBy sourceFile: String?, isEnglish: Bool) -> String {
        let area = String(sqlState.prefix(2))
        if let sourceFile, languages.contains(where: sourceFile.hasPrefix) { return withheld(area) }
        if namesOnly.contains(area) { return firstLine(message) }
        guard cutWhereQuoting.contains(area), isEnglish else { return withheld(area) }
        let head = cut(firstLine(message))
        // Names of columns and encodings, no data, are quoted in these two.
        return sqlState == "22P04" || sqlState == "22021" ? head : blanked(head)
    }

    /// How the source files of procedural languages begin.
    private static let languages = ["pl_", "plpy", "plperl", "pltcl", "plv8", "plr", "pljava"]

    /// Classes whose messages name tables, columns, constraints and settings alone.
    private static let namesOnly: Set<String> = [
        "01", "08", "0A", "21", "23", "25", "26", "28", "2B", "2D", "34", "3B", "3D", "3F", "40", "42", "44", "53",
        "54", "55", "57", "58", "F0",
    ]

    /// Data exceptions and internal errors: what they quote may be a value.
    private static let cutWhereQuoting: Set<String> = ["22", "XX"]

    private static func withheld(_ area: String) -> String {
        let what =
            switch area {
            case "22": "a value does not fit its type"
            case "23": "a row breaks a rule that a function or trigger checks"
            case "P0": "a function or trigger raised an error"
            default: "the server raised an error"
            }
        return what + "; its text is left out, it may hold row values"
    }

    private static func firstLine(_ message: String) -> String {
        String(message.prefix { !$0.isNewline })
    }

    /// Ends before the first value: `invalid input syntax for type integer: "abc"`, `…: 0xff`.
    private static func cut(_ message: String) -> String {
        let ends = [": \"", ": 0x", ": '"].compactMap { message.firstRange(of: $0)?.lowerBound }
        return ends.min().map { String(message[..<$0]) } ?? message
    }

    /// Empties what is still quoted: `value "99999" is out of range for type smallint`.
    private static func blanked(_ message: String) -> String {
        guard let start = message.firstIndex(of: "\"") else { return message }
        // From the first quote to the last: a value may have quotes of its own.
        guard let end = message.lastIndex(of: "\""), end != start else { return String(message[..<start]) + "\"…\"" }
        return message[..<start] + "\"…\"" + message[message.index(after: end)...]
    }
}
