/// The name of a table, with its schema where one is given.
///
/// As a literal it is read as PostgreSQL reads a name, but keeps its case: `"events"`, `"crm.people"`,
/// `"crm.\"odd.name\""`. Without a schema it means the table that the database's search path finds.
public struct TableName: Sendable, Hashable {
    public let schema: String?
    public let name: String

    public init(schema: String? = nil, _ name: String) {
        self.schema = schema
        self.name = name
    }

    /// Reads `name`, `schema.name`, `"odd.schema"."odd ""name"`; nil where the text is neither.
    public init?(parsing text: String) {
        var parts: [String] = []
        var rest = Substring(text)
        while true {
            guard let (part, after) = TableName.part(of: rest) else { return nil }
            parts.append(part)
            if after.isEmpty { break }
            guard after.first == "." else { return nil }
            rest = after.dropFirst()
        }
        switch parts.count {
        case 1: self.init(parts[0])
        case 2: self.init(schema: parts[0], parts[1])
        default: return nil
        }
    }

    private static func part(of text: Substring) -> (String, Substring)? {
        guard text.first == "\"" else {
            let end = text.firstIndex(of: ".") ?? text.endIndex
            return end == text.startIndex ? nil : (String(text[..<end]), text[end...])
        }
        var part = ""
        var rest = text.dropFirst()
        while let character = rest.first {
            rest = rest.dropFirst()
            if character != "\"" {
                part.append(character)
            } else if rest.first == "\"" {
                part.append("\"")
                rest = rest.dropFirst()
            } else {
                return part.isEmpty ? nil : (part, rest)
            }
        }
        return nil
    }
}

extension TableName: ExpressibleByStringLiteral {
    /// A literal that is no name stands as it is, and is then reported as a table that does not exist.
    public init(stringLiteral text: String) {
        self = TableName(parsing: text) ?? TableName(text)
    }
}

extension TableName: CustomStringConvertible {
    /// The name as `init(parsing:)` reads it back.
    public var description: String {
        let parts = schema.map { [$0, name] } ?? [name]
        return parts.map { part in
            let needsQuotes = part.isEmpty || part.contains(".") || part.contains("\"")
            return needsQuotes ? "\"" + part.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : part
        }.joined(separator: ".")
    }
}

extension TableName: Comparable {
    public static func < (left: TableName, right: TableName) -> Bool {
        (left.schema ?? "", left.name) < (right.schema ?? "", right.name)
    }
}
