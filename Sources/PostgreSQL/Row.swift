/// A row of a result, its values as the server prints them.
public struct Row: Sendable {
    private let values: [String?]
    private let positions: [String: Int]

    init(values: [String?], positions: [String: Int]) {
        self.values = values
        self.positions = positions
    }

    public var count: Int { values.count }

    /// The value in a column, counted from 0; nil is NULL.
    public subscript(position: Int) -> String? {
        values[position]
    }

    /// The value in the column of that name; nil is NULL. The column must be one of the result's.
    public subscript(name: String) -> String? {
        guard let position = positions[name] else {
            preconditionFailure("the result has no column \"\(name)\"")
        }
        return values[position]
    }
}
