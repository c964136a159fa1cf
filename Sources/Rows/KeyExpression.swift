import Catalogue
import Planning
import PostgreSQL

/// The key of a row as SQL expressions: over the tables of a database, or over staged columns of an archive.
///
/// Written as JSON, a key of one value is a string (`"theater_alpha"`), any other an array of its parts
/// (`["users", "active"]`), nested keys nested; `{"#": …}` is the label of a row without key and `{"!": …}` a value
/// that is no row's id. NULL means no reference.
package struct KeyExpression {
    package indirect enum Part {
        case value(Value)
        case nested(KeyExpression)
        /// A key that is JSON already.
        case json(SQL)
    }

    /// A value in its own type, and as the text that is the same in every database.
    package struct Value {
        package let value: SQL
        package let text: SQL

        package init(_ value: SQL, _ type: ColumnType) {
            self.init(value, text: Canonical.text(value, type))
        }

        package init(_ value: SQL, text: SQL) {
            self.value = value
            self.text = text
        }

        /// A value that the place has nothing for.
        package static let none = Value("NULL", text: "NULL::text")
    }

    package let parts: [Part]
    /// The parts' names: a column's, or a reference's columns joined with "+".
    package let names: [String]
    let isSingleValue: Bool
    /// True where a row of which a part is NULL has no key.
    private let needsEveryPart: Bool
    /// Text, NULL where the row has a key.
    package var label: SQL?
    /// Text or JSON, NULL where the value is a row's id.
    package var unmatched: SQL?

    package init(_ shape: KeyShape?, parts: [Part] = [], label: SQL? = nil, unmatched: SQL? = nil) {
        self.parts = parts
        names = shape?.parts.map(\.name) ?? []
        isSingleValue = shape?.isSingleValue ?? false
        needsEveryPart = shape?.needsEveryPart ?? false
        self.label = label
        self.unmatched = unmatched
    }

    /// The values that make up the key as text, nested ones included.
    package var allValues: [SQL] {
        parts.flatMap(KeyExpression.values)
    }

    /// The values that the key is made of, those of nested keys included: of a key that is nothing else.
    package var values: [Value] {
        parts.flatMap { part -> [Value] in
            switch part {
            case .value(let value): [value]
            case .nested(let key): key.values
            case .json: []
            }
        }
    }

    /// The condition that something of the key is set; labels do not count.
    package var isSet: SQL {
        let all = allValues
        return all.count == 1 ? "(\(all[0])) IS NOT NULL" : "num_nonnulls(\(SQL.join(all, ", "))) > 0"
    }

    private static func values(of part: Part) -> [SQL] {
        switch part {
        case .value(let value): [value.text]
        case .json(let value): ["(\(value))::text"]
        case .nested(let key): key.allValues + [key.label, key.unmatched].compactMap { $0 }
        }
    }

    /// True where nothing of the key is set; labels do not count.
    var isEmpty: SQL {
        let all = allValues
        return all.isEmpty ? "true" : "num_nonnulls(\(SQL.join(all, ", "))) = 0"
    }

    /// True where the row has no key: nothing of it is set, or not all of it where it needs every part. Labels do not
    /// count.
    package var isLacking: SQL {
        guard needsEveryPart, !parts.isEmpty else { return isEmpty }
        let missing = parts.map { part -> SQL in
            switch part {
            case .value(let value): "(\(value.text)) IS NULL"
            case .json(let key): "(\(key)) IS NULL"
            case .nested: "num_nonnulls(\(SQL.join(KeyExpression.values(of: part), ", "))) = 0"
            }
        }
        return "(\(SQL.join(missing, " OR ")))"
    }

    /// The key as jsonb; what remains of it where the row lacks one for want of a part.
    package var json: SQL {
        var cases: [SQL] = []
        if let label { cases.append("WHEN \(label) IS NOT NULL THEN jsonb_build_object('#', \(label))") }
        if let unmatched { cases.append("WHEN \(unmatched) IS NOT NULL THEN jsonb_build_object('!', \(unmatched))") }
        let key = keyJSON
        if cases.isEmpty { return key }
        return "CASE \(SQL.join(cases, " ")) ELSE \(key) END"
    }

    private var keyJSON: SQL {
        if parts.isEmpty { return "NULL::jsonb" }
        if isSingleValue, case .value(let value) = parts[0] { return "to_jsonb(\(value.text))" }
        return "CASE WHEN \(isEmpty) THEN NULL ELSE jsonb_build_array(\(SQL.join(elements, ", "))) END"
    }

    /// The parts as elements of a JSON array.
    package var elements: [SQL] {
        parts.map { part in
            switch part {
            case .value(let value): value.text
            case .nested(let key): key.json
            case .json(let key): "(\(key))"
            }
        }
    }

    /// The same key without one of its parts.
    package func without(_ position: Int) -> KeyExpression {
        KeyExpression(
            parts: parts.enumerated().filter { $0.offset != position }.map(\.element),
            names: names.enumerated().filter { $0.offset != position }.map(\.element))
    }

    private init(parts: [Part], names: [String]) {
        self.parts = parts
        self.names = names
        isSingleValue = false
        needsEveryPart = false
    }
}
