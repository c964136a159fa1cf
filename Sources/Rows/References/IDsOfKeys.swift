import PostgreSQL

/// What a form asks of the target: ids for the keys of one reference.
package struct IDsOfKeys {
    package let aliases: Aliases
    /// The id of the row that has a key given as jsonb; NULL where there is none.
    private let find: (SQL) -> SQL
    /// The condition that a text which is no row's id may be written as it is.
    private let accepts: (SQL) -> SQL

    package init(aliases: Aliases, find: @escaping (SQL) -> SQL, accepts: @escaping (SQL) -> SQL) {
        self.aliases = aliases
        self.find = find
        self.accepts = accepts
    }

    /// The id for a key, as jsonb; null where there is none.
    func json(_ key: SQL) -> SQL {
        let found = find(KeysInJSON.bare(key))
        return """
            CASE WHEN jsonb_typeof(\(key)) = 'null' THEN 'null'::jsonb \
            WHEN \(isUnmatched(key)) AND \(accepts("\(key) ->> '!'")) THEN \(key) -> '!' \
            WHEN jsonb_typeof(\(key)) = 'object' AND \(key) ? 'text' THEN COALESCE(to_jsonb((\(found))::text), 'null'::jsonb) \
            ELSE COALESCE(to_jsonb(\(found)), 'null'::jsonb) END
            """
    }

    /// The id for a key, as text; NULL where there is none.
    func text(_ key: SQL) -> SQL {
        """
        CASE WHEN \(isUnmatched(key)) THEN CASE WHEN \(accepts("\(key) ->> '!'")) THEN \(key) ->> '!' END \
        ELSE (\(find(key)))::text END
        """
    }

    /// The condition that there is a key, but no id for it.
    package func isMissing(_ key: SQL) -> SQL {
        """
        jsonb_typeof(\(key)) <> 'null' AND \(key) IS NOT NULL \
        AND NOT (\(isUnmatched(key)) AND \(accepts("\(key) ->> '!'"))) AND (\(find(KeysInJSON.bare(key)))) IS NULL
        """
    }

    private func isUnmatched(_ key: SQL) -> SQL { "(jsonb_typeof(\(key)) = 'object' AND \(key) ? '!')" }
}

/// Keys as they stand inside JSON.
package enum KeysInJSON {
    /// The key itself, also of an id that was written as a JSON string: `{"text": key}`.
    package static func bare(_ key: SQL) -> SQL {
        "(CASE WHEN jsonb_typeof(\(key)) = 'object' AND \(key) ? 'text' THEN \(key) -> 'text' ELSE \(key) END)"
    }
}
