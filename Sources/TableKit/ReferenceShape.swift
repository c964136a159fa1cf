extension Reference {
    /// Where in the column's value the ids stand.
    public enum Shape: Sendable, Hashable {
        /// The value is the id (or its text).
        case plain
        /// The ids stand at a path inside an array, a JSON value or a composite.
        case inside(ValuePath)
        /// The ids are the digits that follow a fixed text inside a text.
        case text(after: String)
        /// The value is a text: the name of a table, this separator, the id. An empty or negative id means none.
        case named(separator: String)
    }
}

extension Reference.Shape {
    /// True where the column by itself points at one row.
    public var isWhole: Bool {
        switch self {
        case .plain, .named: true
        case .inside, .text: false
        }
    }

    /// True where the value says which table it points into.
    public var namesTable: Bool {
        switch self {
        case .named: true
        case .plain, .inside, .text: false
        }
    }

    /// Where the ids stand, as people read it: `regio`, `variations.alike_ids[*]`, `about(owner_id:…)`.
    public func place(in column: String) -> String {
        switch self {
        case .plain: column
        case .inside(let path): column + (path.steps.first == .eachElement ? "" : ".") + path.description
        case .text(let prefix): column + "(\(prefix)…)"
        case .named(let separator): column + "(…\(separator))"
        }
    }
}
