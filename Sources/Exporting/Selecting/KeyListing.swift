import Diagnostics
public import Planning
public import PostgreSQL
import Rows
public import TableKit

/// The rows of a table by their natural keys, to choose one from.
public struct KeyListing: Sendable, Equatable {
    /// The rows as `TABLE=KEY`, as `--root` takes them, sorted.
    public let rows: [String]
    /// Whether there are more of them.
    public let hasMore: Bool

    /// Lists rows of a table of the plan.
    ///
    /// - Parameters:
    ///   - text: what the key has to contain, in any letter case; empty: all.
    ///   - limit: at most so many rows.
    /// - Throws: `Failure` with `usage` where the plan has no such table, or its rows have no key.
    public init(
        of name: TableName, containing text: String, limit: Int, in plan: Plan, on connection: Session
    ) throws {
        guard let table = plan.table(named: name) else {
            throw Failure(
                .usage, "cannot list rows of \"\(name)\"", cause: "it is none of the tables that an export reads",
                remedy: "check the name: satchel tables lists them")
        }
        guard !table.key.columns.isEmpty else {
            throw Failure(
                .usage, "cannot list rows of \"\(table.displayName)\"",
                cause: "they have no natural key to name one by", remedy: "choose another table")
        }
        guard !plan.masks(keyOf: table) else {
            throw Failure(
                .usage, "cannot list rows of \"\(table.displayName)\"", cause: "their natural key is masked",
                remedy: "name the row by its real key, or choose another table")
        }
        let (source, key) = RowQuery.reading(table, in: plan) { $0.ownKey().json }
        let found = try connection.rows(
            """
            SELECT key FROM (SELECT (\(key))::text AS key FROM \(source.from) OFFSET 0) AS keys \
            WHERE key IS NOT NULL AND position(lower(\(literal: text)) IN lower(key)) > 0 \
            ORDER BY key COLLATE "C" LIMIT \(limit + 1)
            """)
        rows = found.prefix(limit).compactMap { RowKey.text(table, $0[0]) }
        hasMore = found.count > limit
    }
}

extension Plan {
    /// True where a column of a table's key is masked, or one of a key that it leads to.
    fileprivate func masks(keyOf table: TablePlan) -> Bool {
        func masks(_ shape: KeyShape) -> Bool {
            shape.parts.contains { part in
                if case .reference(_, let inner) = part { return masks(inner) }
                return part.columns.contains { self[shape.table]?.mask(of: $0) != nil }
            }
        }
        return masks(keyShape(of: table))
    }
}
