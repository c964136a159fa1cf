import PostgreSQL
import Reports

extension KeyText {
    /// A key in JSON as people read and write it: a key of one value as that value, any other as JSON.
    package static func shown(_ key: SQL) -> SQL {
        "CASE WHEN \(key) LIKE '\"%' THEN (\(key))::jsonb #>> '{}' ELSE \(key) END"
    }
}
