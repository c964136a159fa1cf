/// The name of a table, with its schema where one is given.
///
/// As a literal it is read as PostgreSQL reads a name, but keeps its case: `"events"`, `"crm.people"`,
/// `"crm.\"odd.name\""`. Without a schema it means the table that the database's search path finds.
public struct TableName: Sendable, Hashable {
    /// The schema; nil where the database's search path finds the table.
    public let schema: String?
    /// The table's own name, as the catalogue has it: not quoted, not folded.
    public let name: String

    /// A table by its names as they are, with dots and quotes in them if need be.
    public init(schema: String? = nil, _ name: String) {
        self.schema = schema
        self.name = name
    }

    /// Reads `name`, `schema.name`, `"odd.schema"."odd ""name"`; nil where the text is neither.
    public init?(parsing text: String) {
        var parts: [String] = []
        var rest = Substring(text).unicodeScalars
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

    // By Unicode scalars, as PostgreSQL reads it: a combining mark hides a dot or quote from a reader of characters.
    private static func part(of text: Substring.UnicodeScalarView) -> (String, Substring.UnicodeScalarView)? {
        guard text.first == "\"" else {
            let end = text.firstIndex(of: ".") ?? text.endIndex
            return end == text.startIndex ? nil : (String(text[..<end]), text[end...])
        }
        var part = String.UnicodeScalarView()
        var rest = text.dropFirst()
        while let scalar = rest.first {
            rest = rest.dropFirst()
            if scalar != "\"" {
                part.append(scalar)
            } else if rest.first == "\"" {
                part.append("\"")
                rest = rest.dropFirst()
            } else {
                return part.isEmpty ? nil : (String(part), rest)
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
            let scalars = part.unicodeScalars
            let needsQuotes = scalars.isEmpty || scalars.contains { $0 == "." || $0 == "\"" }
            return needsQuotes ? "\"" + scalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\"" : part
        }.joined(separator: ".")
    }
}

extension TableName: Comparable {
    public static func < (left: TableName, right: TableName) -> Bool {
        (left.schema ?? "", left.name) < (right.schema ?? "", right.name)
    }
}
