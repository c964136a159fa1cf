import ArgumentParser
import Declarations
import Planning

/// Names of tables and patterns for several, separated by commas; a name with a comma is quoted.
struct TableList: ExpressibleByArgument {
    let patterns: [TablePattern]

    init?(argument: String) {
        var parts: [String] = [""]
        var isQuoted = false
        for character in argument {
            if character == "\"" { isQuoted.toggle() }
            if character == ",", !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        let patterns = parts.map { TablePattern(parsing: $0) }
        guard !patterns.contains(nil) else { return nil }
        self.patterns = patterns.compactMap { $0 }
    }
}
