/// One CSV record as RFC 4180 has it.
enum CSV {
    static func record(_ fields: [String]) -> [UInt8] {
        let quoted = fields.map { field -> String in
            guard field.isEmpty || field.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else {
                return field
            }
            return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                + "\""
        }
        return Array((quoted.joined(separator: ",") + "\n").utf8)
    }
}
