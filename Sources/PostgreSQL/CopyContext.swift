/// The place in a COPY's input that an error's CONTEXT names; its values are left unread.
struct CopyContext: Equatable {
    let line: Int
    let column: String?

    /// Reads `COPY events, line 3, column name: "…"`; nil where the context is another.
    init?(_ context: String) {
        for entry in context.split(whereSeparator: \.isNewline) where entry.hasPrefix("COPY ") {
            guard let start = entry.firstRange(of: ", line ")?.upperBound else { continue }
            let digits = entry[start...].prefix { $0.isASCII && $0.isNumber }
            guard let line = Int(digits) else { continue }
            self.line = line
            let rest = entry[digits.endIndex...]
            if rest.hasPrefix(", column ") {
                let name = rest.dropFirst(", column ".count)
                column = String(name[..<(name.firstRange(of: ": ")?.lowerBound ?? name.endIndex)])
            } else {
                column = nil
            }
            return
        }
        return nil
    }
}
