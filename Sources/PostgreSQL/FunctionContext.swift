/// The function of the database that an error's CONTEXT begins with: the innermost, where the error is in its own code.
enum FunctionContext {
    /// Reads `PL/pgSQL function app.shout(text) line 1 at RETURN` and `SQL function "norm" during inlining`. What further
    /// lines say is left unread: a statement that is quoted there may hold values.
    static func function(in context: String) -> String? {
        let entry = context.prefix { !$0.isNewline }
        if entry.hasPrefix("PL/pgSQL function "), let end = entry.firstRange(of: " line ")?.lowerBound {
            return String(entry[..<end].dropFirst("PL/pgSQL function ".count))
        }
        if entry.hasPrefix("SQL function \""), let end = entry.lastIndex(of: "\"") {
            return String(entry[..<end].dropFirst("SQL function \"".count))
        }
        return nil
    }
}
