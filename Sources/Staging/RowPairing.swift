import Diagnostics
import Planning
import PostgreSQL
import Reports
import Rows
import TableKit

/// Finds out which rows of several places are the same: of an archive, a base and a database, or of two archives.
///
/// Rows with a key are the same where the key is. Rows without one are the same where their content is, as a multiset:
/// of rows with equal content the n-th of the archive is the n-th of the target.
package struct RowPairing {
    private let plan: Plan
    private let tables: [StagedTable]
    private let base: [StagedTable]
    /// False where two archives are compared without a database.
    private let hasTarget: Bool
    private let connection: Session
    package private(set) var marks = MarkRelations()
    /// Recursive keys that several rows share.
    package private(set) var shared: [Problem] = []

    package init(_ import: TargetPlan, base: [StagedTable], connection: Session) {
        self.init(`import`.tables, base: base, in: `import`.plan, hasTarget: true, connection: connection)
    }

    package init(_ tables: [StagedTable], base: [StagedTable], in plan: Plan, hasTarget: Bool, connection: Session) {
        self.plan = plan
        self.tables = tables
        self.base = base
        self.hasTarget = hasTarget
        self.connection = connection
    }

    /// Marks rows without key on all sides and pairs them.
    package mutating func markRowsWithoutKey() throws {
        let names = Set(try (tables + base).filter(hasRowsToMark).map(\.plan.table.name))
        let marked = tables.filter { names.contains($0.plan.table.name) }
        let markedBase = base.filter { names.contains($0.plan.table.name) }
        for table in marked {
            marks.archive[table.plan.table.name] = table.stagedMarks
            try create(table)
        }
        for table in marked where hasTarget {
            marks.target[table.plan.table.name] = table.targetMarks
            try createTargetMarks(table)
        }
        for table in markedBase {
            marks.base[table.plan.table.name] = table.stagedMarks
            try create(table)
        }
        let target = hasTarget ? marked : []
        let sides =
            marked.map { staged($0, marks.archive) } + markedBase.map { staged($0, marks.base) }
            + target.map { table in
                ContentMarks.side(
                    table.targetMarks, of: table.plan, in: plan, columns: table.content, marks: marks.target)
            }
        try ContentMarks(sides: sides, in: plan).refine(on: connection)
        for table in marked { try findShared(table, marks.archive, "the archive") }
        for table in markedBase { try findShared(table, marks.base, "the base") }
        for table in target {
            shared += try RecursiveKeys.shared(
                table.plan, marked: ContentMarks.rows(of: table.plan, table.targetMarks),
                lacksPart: RowQuery.reading(table.plan, in: plan) { $0.lacksPart("t") }.expressions,
                own: { "t.\(name: $0)" },
                place: "the target", connection: connection)
        }
        for table in marked + markedBase { try numberStaged(table) }
        for table in target { try numberTarget(table) }
    }

    private mutating func findShared(_ table: StagedTable, _ marks: [TableName: SQL], _ place: String) throws {
        let (rows, lacksPart) = StagedQuery.reading(table, in: plan, marks: marks) { $0.recursiveKey().isLacking }
        shared += try RecursiveKeys.shared(
            table.plan, marked: "\(table.stagedMarks) AS m JOIN \(rows.item) ON \(rows.row).row = m.row",
            lacksPart: lacksPart, own: { column in table.staged(value: column).map { "\(rows.row).\($0)" } },
            place: place, connection: connection)
    }

    /// True where the archive has rows without key, or the target may have some beside the archive's.
    private func hasRowsToMark(_ table: StagedTable) throws -> Bool {
        if table.hasLabels || table.plan.key.needsEveryColumn { return true }
        guard table.plan.mayLackKey else { return false }
        let (rows, lacksKey) = StagedQuery.reading(table, in: plan) { $0.ownKey().isLacking }
        return try connection.rows("SELECT FROM \(rows.from) WHERE \(lacksKey) LIMIT 1").isEmpty == false
    }

    private func create(_ table: StagedTable) throws {
        let (rows, key) = StagedQuery.reading(table, in: plan) { $0.ownKey() }
        var labels = [table.staged(.ownLabel).map { "\(rows.row).\($0)" as SQL }].compactMap { $0 }
        // An archive in which the rows did not share their keys has no labels for them: it names them by what remains.
        if table.plan.key.needsEveryColumn { labels.append("(\(key.json))::text") }
        let label: SQL = labels.isEmpty ? "NULL::text" : "COALESCE(\(SQL.join(labels, ", ")))"
        let staged = try connection.createTemporary(
            table.stagedMarks,
            as: """
                SELECT \(rows.row).row, \(label) AS label, ''::text AS mark, ''::text AS next FROM \(rows.from) \
                WHERE \(key.isLacking)
                """)
        if staged > 0 { try connection.run("CREATE INDEX ON \(table.stagedMarks) (label)") }
    }

    private func createTargetMarks(_ table: StagedTable) throws {
        try connection.run(ContentMarks.create(table.targetMarks))
        let there = try connection.run(ContentMarks.fill(table.targetMarks, with: table.plan, in: plan))
        try connection.analyze(table.targetMarks, rows: there)
    }

    private func staged(_ table: StagedTable, _ marks: [TableName: SQL]) -> ContentMarks.Side {
        let (rows, (content, lacksKey)) = StagedQuery.reading(table, in: plan, marks: marks) {
            ($0.content(), $0.ownKey().isLacking)
        }
        return ContentMarks.Side(
            table: table.plan.table.name, relation: table.stagedMarks,
            refresh: """
                UPDATE \(table.stagedMarks) AS own SET next = new.mark FROM (SELECT \(rows.row).row, \
                md5(\(content)) AS mark FROM \(rows.from) WHERE \(lacksKey)) AS new WHERE own.row = new.row
                """)
    }

    /// Numbers rows of equal content, so that a mark names one row on each side.
    private func numberStaged(_ table: StagedTable) throws {
        try connection.run(
            """
            UPDATE \(table.stagedMarks) AS own SET mark = own.mark || ':' || numbered.n FROM (SELECT row, \
            row_number() OVER (PARTITION BY mark ORDER BY row) AS n FROM \(table.stagedMarks)) AS numbered \
            WHERE own.row = numbered.row
            """)
    }

    private func numberTarget(_ table: StagedTable) throws {
        try connection.run(
            """
            UPDATE \(table.targetMarks) AS own SET mark = own.mark || ':' || numbered.n FROM (SELECT m.part, m.tid, \
            row_number() OVER (PARTITION BY m.mark ORDER BY \(SQL.join(ContentMarks.order(table.plan), ", "))) AS n \
            FROM \(ContentMarks.rows(of: table.plan, table.targetMarks))) AS numbered \
            WHERE own.tid = numbered.tid AND own.part = numbered.part
            """)
    }
}
