public import JSON
import Planning
import PostgreSQL
import Rows
import TableKit

/// Why a row is in an export of a part, or that it is not.
public struct Explanation: Sendable, Equatable {
    /// The row as `TABLE=KEY`.
    public let row: String
    /// From where the export starts to the row; empty where the row is not in the export. Of several ways the one
    /// that was found first.
    public let path: [Step]

    public struct Step: Sendable, Equatable {
        public let table: String
        /// `TABLE=KEY`; nil for a row without key.
        public let row: String?
        public let why: Why
        /// The reference between the row before and this one.
        public let place: String?
        /// The column that says when the row changed, where that made it wanted.
        public let changed: String?
    }

    public enum Why: String, Sendable {
        /// The row that the export starts from.
        case root
        /// It belongs to the row before.
        case belongs
        /// It changed since the time asked for.
        case changed
        /// The row before refers to it.
        case needed
    }

    public var json: JSON {
        [
            "command": "export", "row": .string(row), "included": .bool(!path.isEmpty),
            "path": .array(
                path.map { step in
                    [
                        "table": .string(step.table), "row": step.row.map { .string($0) } ?? .null,
                        "why": .string(step.why.rawValue), "by": step.place.map { .string($0) } ?? .null,
                        "changed": step.changed.map { .string($0) } ?? .null,
                    ]
                }),
        ]
    }
}

extension TakenRows {
    /// The way to a row, backwards from the row to where it began.
    func explain(_ row: RowSearch.Place, on connection: Session) throws -> Explanation {
        var path: [Explanation.Step] = []
        var (next, set): (RowSearch.Place?, RowSet) = (row, taken)
        while let place = next, let table = plan[place.table], let cause = try set.cause(of: place, on: connection) {
            // Before a wanted row comes what it belongs to, whether that travels or not.
            let isWanted = set.name == taken.name && cause.why != .needed
            if isWanted { set = owned }
            path.append(
                Explanation.Step(
                    table: table.displayName, row: try text(of: place, on: connection), why: cause.why,
                    place: cause.place,
                    changed: isWanted && selection.since != nil ? table.declaration.modifiedAt : nil))
            next = cause.origin
        }
        return Explanation(row: try text(of: row, on: connection) ?? "", path: path.reversed())
    }

    private func text(of row: RowSearch.Place, on connection: Session) throws -> String? {
        guard let table = plan[row.table] else { return nil }
        if let key = try RowSearch(plan: plan, connection: connection).treeKey(of: row) {
            return RowKey.text(table, key)
        }
        let (rows, key) = RowQuery.reading(table, in: plan, values: .real) { $0.ownKey().json }
        let found = try connection.rows(
            """
            SELECT (\(key))::text FROM \(rows.from) \
            WHERE \(rows.row).ctid = \(literal: row.tid) AND \(rows.row).tableoid = \(literal: row.part)
            """)
        return RowKey.text(table, found.first?[0])
    }
}
