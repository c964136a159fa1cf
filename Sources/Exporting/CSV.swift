/// One CSV record as RFC 4180 has it, with PostgreSQL's NULL.
public enum CSV {
    /// The fields and a line feed; nil is nothing, an empty text stands in quotes.
    public static func record(_ fields: [String?]) -> [UInt8] {
        let quoted = fields.map { field -> String in
            guard let field else { return "" }
            guard field.isEmpty || field.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else {
                return field
            }
            return "\"" + field.replacing("\"", with: "\"\"") + "\""
        }
        return Array((quoted.joined(separator: ",") + "\n").utf8)
    }
}
