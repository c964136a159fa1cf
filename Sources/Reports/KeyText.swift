import JSON
import Planning

/// How a report writes a row's natural key.
package enum KeyText {
    /// `sysmail=anna@example.org`, `table=users, name=active`; nil where there is no key to show.
    package static func readable(_ key: String?, of table: TablePlan) -> String? {
        guard let key, let parsed = try? JSON.parse(Array(key.utf8), name: "key") else {
            // Not JSON: shown as it is, which beats showing nothing.
            return key
        }
        switch parsed {
        case .array(let parts) where parts.count == table.key.columns.count:
            return zip(table.key.columns, parts).map { "\($0)=\(plain($1))" }.joined(separator: ", ")
        case .object, .null: return nil
        default: return table.key.columns.count == 1 ? "\(table.key.columns[0])=\(plain(parsed))" : plain(parsed)
        }
    }

    /// A key without the quotes and brackets of JSON.
    static func plain(_ key: JSON) -> String {
        switch key {
        case .string(let text): text
        case .array(let parts): "(" + parts.map(plain).joined(separator: ", ") + ")"
        case .null: "NULL"
        case .object(let members):
            members["!"].map { "no row: \(plain($0))" } ?? members["text"].map { plain($0) } ?? "a row without key"
        default: key.text()
        }
    }

    package static func plain(_ key: String?) -> String {
        guard let key, let parsed = try? JSON.parse(Array(key.utf8), name: "key") else {
            // As above.
            return key ?? "NULL"
        }
        return plain(parsed)
    }
}

/// How many rows of each kind of problem a report lists.
package enum Listing {
    package static let limit = 5
}
