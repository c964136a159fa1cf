import Planning
import PostgreSQL
import Reports
import Rows

/// Reads off what an import is about to change.
package struct ChangeListing {
    /// Characters after which a value is cut.
    static let longest = 200

    let connection: Session
    let shown: ShownKeys
    /// A table's rows that both sides have and that differ.
    package let differing: (StagedTable) -> ComparedRows

    package init(
        connection: Session, shown: ShownKeys, differing: @escaping (StagedTable) -> ComparedRows
    ) {
        self.connection = connection
        self.shown = shown
        self.differing = differing
    }

    /// Each row that comes or goes, and each value that changes, table by table.
    package func all(of tallies: Tallies, _ body: (Change) throws -> Void) throws {
        for tally in tallies.tables {
            if tally.new > 0 { try inserted(tally.table, body) }
            if tally.differing > 0 { try updated(tally.table, body) }
            if tally.deleted > 0 { try deleted(tally.table, body) }
        }
    }

    package func inserted(_ table: StagedTable, _ body: (Change) throws -> Void) throws {
        try list(
            .insert, table,
            """
            SELECT \(table.names.text(of: "own")), NULL, NULL, NULL FROM \(table.rows) AS own \
            WHERE NOT known AND NOT rejected
            """, body)
    }

    package func deleted(_ table: StagedTable, _ body: (Change) throws -> Void) throws {
        try list(.delete, table, "SELECT key, NULL, NULL, NULL FROM \(table.deletions)", body)
    }

    package func updated(_ table: StagedTable, _ body: (Change) throws -> Void) throws {
        let rows = differing(table)
        guard !rows.columns.isEmpty else { return }
        let values = try rows.columns.enumerated().map { position, column -> SQL in
            let (old, new) = try (
                shown.value(column.target, of: column.column, in: table.plan),
                shown.value(column.archive, of: column.column, in: table.plan)
            )
            return "(\(position), \(literal: column.column.name), \(cut(old.text)), \(cut(new.text)))"
        }
        try list(
            .update, table,
            """
            SELECT l.key, v.name, v.old, v.new, v.n FROM \(rows.from) \
            CROSS JOIN LATERAL (VALUES \(SQL.join(values, ", "))) AS v(n, name, old, new) \
            WHERE v.name = ANY (l.changed)
            """, body)
    }

    private func list(
        _ kind: Change.Kind, _ table: StagedTable, _ query: SQL, _ body: (Change) throws -> Void
    ) throws {
        let order: SQL = kind == .update ? "key COLLATE \"C\", n" : "key COLLATE \"C\""
        let columns: SQL = kind == .update ? "name, old, new, n" : "name, old, new"
        try connection.forEachRow(
            """
            SELECT CASE WHEN key NOT LIKE '{%' THEN \(KeyText.shown("key")) END, name, old, new FROM \
            (SELECT \(try shown.key("raw", of: table.plan)) AS key, \(columns) FROM (\(query)) AS found(raw, \(columns))) \
            AS shown ORDER BY \(order)
            """
        ) { row in
            try body(
                Change(
                    kind: kind, table: table.plan.displayName, key: row[0], column: row[1], old: row[2], new: row[3]))
        }
    }

    private func cut(_ text: SQL) -> SQL {
        """
        (SELECT CASE WHEN length(w) > \(ChangeListing.longest) THEN left(w, \(ChangeListing.longest)) || '… (' || \
        length(w) || ' characters)' ELSE w END FROM (SELECT \(text) AS w OFFSET 0) AS whole)
        """
    }
}
