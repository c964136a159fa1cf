import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Reports
import Rows
import Staging

/// Rows of the base that one side has deleted since.
///
/// Where the other side left the row alone the deletion stands; where it changed the row there is a conflict. A
/// modification time alone is no change.
struct DeletedRows {
    let base: MergeBase
    let plan: Plan
    let marks: MarkRelations
    let shown: ShownKeys
    let connection: Session

    /// Rows that the target deleted and the archive still has.
    func findDeletedHere(_ conflicts: Conflicts) throws {
        for pair in base.pairs {
            let aliases = Aliases()
            let (archive, now) = StagedQuery.reading(
                pair.archive, in: plan, marks: marks.archive, aliases: aliases
            ) { values(of: pair, $0) }
            let (base, before) = StagedQuery.reading(pair.base, in: plan, marks: marks.base, aliases: aliases) {
                values(of: pair, $0)
            }
            let changed = changed(now, since: before)
            let found = try connection.createTemporary(
                pair.archive.deletedHere,
                as: """
                    SELECT own.staged AS row, \(pair.base.names.text(of: "own")) AS key, \(changed) AS changed FROM \(pair.base.rows) AS own \
                    JOIN \(archive.item) ON \(archive.row).row = own.staged \
                    JOIN \(base.item) ON \(base.row).row = own.row WHERE own.tid IS NULL
                    """)
            guard found > 0 else { continue }
            try conflicts.add(
                pair.archive,
                """
                SELECT \(Conflicts.wholeRow), key, NULL, NULL, '(deleted)', '(changed)' \
                FROM \(pair.archive.deletedHere) WHERE changed
                """)
        }
    }

    /// Leaves out the rows whose deletion stands.
    func dropDeletedHere() throws {
        for pair in base.pairs {
            try connection.run(
                """
                UPDATE \(pair.archive.rows) AS own SET known = true, dropped = true \
                FROM \(pair.archive.deletedHere) AS gone WHERE own.row = gone.row AND (NOT gone.changed OR EXISTS \
                (SELECT FROM \(Conflicts.relation) AS c WHERE c.number = \(pair.archive.number) \
                AND c.position = \(Conflicts.wholeRow) AND c.key = gone.key AND c.decision = 'target'))
                """)
        }
    }

    /// Rows that the archive's side deleted and the target still has: `key`, `part`, `tid`, the address, `changed`.
    func findDeletedThere(_ conflicts: Conflicts) throws {
        for pair in base.pairs {
            let aliases = Aliases()
            let (target, now) = RowQuery.reading(pair.table, in: plan, marks: marks.target, aliases: aliases) {
                values(of: pair, $0)
            }
            let (base, before) = StagedQuery.reading(pair.base, in: plan, marks: marks.base, aliases: aliases) {
                values(of: pair, $0)
            }
            let changed = changed(now, since: before)
            let found = try connection.createTemporary(
                pair.archive.deletions,
                as: """
                    SELECT \(pair.base.names.text(of: "own")) AS key, own.part, own.tid\(pair.table.addressColumns(of: target.row)), \(changed) AS changed \
                    FROM \(pair.base.rows) AS own \
                    JOIN \(target.item) ON \(target.row).ctid = own.tid AND \(target.row).tableoid = own.part \
                    JOIN \(base.item) ON \(base.row).row = own.row WHERE own.staged IS NULL
                    """)
            guard found > 0 else { continue }
            try conflicts.add(
                pair.archive,
                """
                SELECT \(Conflicts.wholeRow), key, NULL, NULL, '(changed)', '(deleted)' \
                FROM \(pair.archive.deletions) WHERE changed
                """)
        }
    }

    /// Keeps the rows that stay: those that the target changed, unless it was decided for the archive.
    func keepDecided() throws {
        for pair in base.pairs {
            try connection.run(
                """
                DELETE FROM \(pair.archive.deletions) AS gone WHERE gone.changed AND NOT EXISTS \
                (SELECT FROM \(Conflicts.relation) AS c WHERE c.number = \(pair.archive.number) \
                AND c.position = \(Conflicts.wholeRow) AND c.key = gone.key AND c.decision = 'archive')
                """)
        }
    }

    /// The rows of the archive that are not inserted again.
    func warnings() throws -> [Problem] {
        try base.pairs.flatMap { pair in
            try connection.listing(
                """
                SELECT \(try shown.key("key", of: pair.table)) AS shown, key FROM \
                (SELECT \(pair.archive.names.text(of: "own")) AS key FROM \(pair.archive.rows) AS own WHERE dropped) AS left_out
                """,
                by: "key COLLATE \"C\""
            ).map { row, total in
                Problem(
                    .deleted, severity: .warning, table: pair.table.displayName,
                    key: KeyText.readable(row[0], of: pair.table),
                    message: "deleted here since the base; it is not inserted again",
                    remedy: "where it should come back, merge two ways with --base none",
                    total: total)
            }
        }
    }

    /// What tells whether a side changed a row, column by column; nil where the side has nothing for a column.
    private func values(of pair: MergeBase.Pair, _ side: any ComparableRows) -> [ComparableValue?] {
        pair.archive.comparedColumns.filter { $0.name != pair.table.declaration.modifiedAt }.map(side.comparable)
    }

    private func changed(_ now: [ComparableValue?], since base: [ComparableValue?]) -> SQL {
        let differences = zip(now, base).compactMap { now, before -> SQL? in
            guard let now, let before else { return nil }
            return "(\(now.differs(from: before)))"
        }
        return differences.isEmpty ? "false" : SQL.join(differences, " OR ")
    }
}
