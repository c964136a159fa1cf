import PostgreSQL

/// What a form asks of the rows of a database: keys for the ids of one reference.
package struct KeysOfIDs {
    let aliases: Aliases
    /// Whether ids are numbers, so that one that was written as a JSON string must become one again.
    let areNumbers: Bool
    /// For an id as text, what the closure makes of the key of the row that has it; the key is NULL where there is none.
    let find: (_ id: SQL, _ written: (SQL) -> SQL) -> SQL
    /// A text that names no row, as it may leave the database.
    let leaving: (SQL) -> SQL

    /// The key that stands for an id given as jsonb; `{"!": value}` where it is no row's, null where it is null.
    ///
    /// - Parameter keepsText: whether the key of an id that was a JSON string says so: `{"text": key}`.
    func json(_ id: SQL, keepsText: Bool) -> SQL {
        let text: SQL = "(\(id)) #>> '{}'"
        let key = find(text) { key in
            keepsText && areNumbers
                ? """
                CASE WHEN jsonb_typeof(\(id)) = 'string' AND \(key) IS NOT NULL \
                THEN jsonb_build_object('text', \(key)) ELSE \(key) END
                """ : key
        }
        let masked = leaving(text)
        let carried: SQL = masked == text ? id : "to_jsonb(\(masked))"
        return """
            CASE WHEN jsonb_typeof(\(id)) = 'null' THEN 'null'::jsonb \
            ELSE COALESCE(\(key), jsonb_build_object('!', \(carried))) END
            """
    }
}
