import Planning
import PostgreSQL
import Reports
import Staging

/// What to do where both sides changed the same value to different ones.
public enum ConflictPolicy: String, Sendable, CaseIterable {
    /// Nothing is changed, and all conflicts are listed.
    case stop
    /// The target's value stays.
    case keep
    /// The archive's value is taken.
    case take
}

/// The conflicts of a merge, in a temporary relation.
struct Conflicts {
    static let relation: SQL = "pg_temp.satchel_conflict"
    /// The position of a conflict about a whole row: before those of its columns.
    static let wholeRow = -1

    let connection: Session
    let shown: ShownKeys

    func create() throws {
        try connection.run(
            """
            CREATE TEMPORARY TABLE \(Conflicts.relation) (number integer, position integer, key text, "table" text, \
            shown_key text, "column" text, base text, target text, archive text, decision text) ON COMMIT DROP; \
            CREATE INDEX ON \(Conflicts.relation) (number, key)
            """)
    }

    /// Adds conflicts of one table.
    ///
    /// - Parameter query: gives `position`, `key`, `column`, `base`, `target`, `archive`, in that order.
    func add(_ table: StagedTable, _ query: SQL) throws {
        try connection.run(
            """
            INSERT INTO \(Conflicts.relation) SELECT \(table.number), found.position, found.key, \
            \(literal: table.plan.displayName), \(KeyText.shown(try shown.key("found.key", of: table.plan))), found.col, found.base, found.target, \
            found.archive FROM (\(query)) AS found(position, key, col, base, target, archive)
            """)
    }

    /// Decides what is still open by the policy.
    func decide(_ policy: ConflictPolicy) throws {
        let side: String
        switch policy {
        case .stop: return
        case .keep: side = "target"
        case .take: side = "archive"
        }
        try connection.run("UPDATE \(Conflicts.relation) SET decision = \(literal: side) WHERE decision IS NULL")
    }

    /// The number of those that nobody has decided.
    func undecided() throws -> Int {
        try connection.number("SELECT count(*) FROM \(Conflicts.relation) WHERE decision IS NULL")
    }

    /// The number of conflicts of each table that has some.
    ///
    /// - Parameter tables: by number.
    func counts(of tables: [StagedTable]) throws -> [(StagedTable, Int)] {
        let rows = try connection.rows("SELECT number, count(*) FROM \(Conflicts.relation) GROUP BY number")
        return try rows.map { (tables[try $0.integer(0)], try $0.integer(1)) }
    }

    static let order: SQL = "number, shown_key COLLATE \"C\", position"

    /// A conflict's columns, as a file of decisions has them.
    private static let columns = SQL.join(
        Conflict.columns.map { $0 == "key" ? "shown_key AS key" : "\(name: $0)" }, ", ")

    /// All conflicts, one after the other.
    func read(_ body: (Conflict) throws -> Void) throws {
        try connection.forEachRow(
            """
            SELECT \(Conflicts.columns) FROM \(Conflicts.relation) ORDER BY \(Conflicts.order)
            """
        ) { row in
            try body(
                Conflict(
                    table: row["table"] ?? "", key: row["key"] ?? "", column: row["column"], base: row["base"],
                    target: row["target"], archive: row["archive"], decision: row["decision"]))
        }
    }

    /// All conflicts as CSV, as a file of decisions has them.
    var copy: SQL {
        """
        COPY (SELECT \(Conflicts.columns) FROM \(Conflicts.relation) ORDER BY \(Conflicts.order)) TO STDOUT (FORMAT csv, HEADER)
        """
    }
}
