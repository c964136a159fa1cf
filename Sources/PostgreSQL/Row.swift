public import Diagnostics

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

    /// The integer in a column, counted from 0.
    ///
    /// - Throws: `Failure` where there is none: a broken query must not count as zero.
    public func integer(_ position: Int) throws(Failure) -> Int {
        guard values.indices.contains(position), let value = values[position].flatMap({ Int($0) }) else {
            throw Failure(.failed, "cannot read a number", cause: "column \(position + 1) of a result holds none")
        }
        return value
    }

    /// The integer in the column of that name, which must be one of the result's.
    ///
    /// - Throws: `Failure` where there is none.
    public func integer(_ name: String) throws(Failure) -> Int {
        guard let position = positions[name] else {
            preconditionFailure("the result has no column \"\(name)\"")
        }
        return try integer(position)
    }
}

extension Connection {
    /// The number that a query of one row and one column gives.
    ///
    /// - Throws: `Failure` where it gives none.
    public func number(_ query: SQL) throws -> Int {
        guard let row = try rows(query).first else {
            throw Failure(.failed, "cannot read a number", cause: "a query gave no row")
        }
        return try row.integer(0)
    }
}
