import PostgreSQL
import TableKit

/// Names for the parts of one statement, each given once: a word and a number, so that none is a reserved word, or one of the
/// words without a number that statements use themselves.
package final class Aliases {
    private var count = 0

    package init() {}

    /// - Parameter word: what it is the name of, in small letters.
    package func next(_ word: SQL) -> SQL {
        count += 1
        return "\(word)_\(count)"
    }

    /// - Parameter role: what is meant that has to do with the table; empty: its rows.
    package func next(for table: TableName, _ role: String = "") -> SQL {
        next(SQL(verbatim: Aliases.word(table.name) + (role.isEmpty ? "" : "_" + role)))
    }

    /// A table's name as far as it needs no quotes, and so short that a number has its place behind it.
    private static func word(_ name: String) -> String {
        let letters = name.unicodeScalars.prefix(longest).map { scalar -> Character in
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            return isPlain ? Character(scalar) : "_"
        }
        let word = String(letters).lowercased()
        return word.first?.isNumber == true ? "_" + word : word
    }

    private static let longest = 40
}
