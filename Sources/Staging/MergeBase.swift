import Archive
import Diagnostics
import Index
import Planning
import PostgreSQL
import Reports
import Rows
import TableKit

/// The archive that both sides of a merge started from, staged beside the archive that is imported.
package struct MergeBase {
    /// A table that both archives have.
    package struct Pair {
        package let archive: StagedTable
        package let base: StagedTable
        package var table: TablePlan { archive.plan }
    }

    package let name: String
    package let index: ArchiveIndex
    package let pairs: [Pair]
    private let reader: ArchiveReader
    private let passedOver: Set<String>

    /// - Parameter index: what the archive holds, its tables called as the target calls them.
    /// - Throws: `Failure` where the base knows rows by other keys than the archive.
    init(_ archive: NamedArchive, index: ArchiveIndex, beside plan: TargetPlan) throws {
        reader = archive.reader
        name = archive.name
        self.index = index
        try MergeBase.compareKeys(of: index, with: plan.index, name: name)
        let archived = Dictionary(index.tables.map { ($0.table, $0) }) { first, _ in first }
        pairs = plan.tables.filter(\.isChosen).compactMap { table in
            archived[table.archived.table].map { found in
                var base = StagedTable(found, table.plan, in: plan.plan, number: table.number, side: .base)
                base.content = table.content
                return Pair(archive: table, base: base)
            }
        }
        passedOver = Set(index.tables.map(\.file)).subtracting(pairs.map(\.base.archived.file))
    }

    /// Rows are paired by key, so both archives have to mean the same by one.
    private static func compareKeys(of base: ArchiveIndex, with archive: ArchiveIndex, name: String) throws {
        let keys = Dictionary((archive.tables + archive.lookups).map { ($0.table, $0.naturalKey) }) { first, _ in first
        }
        for table in base.tables + base.lookups {
            guard let key = keys[table.table], key != table.naturalKey else { continue }
            throw Failure(
                .failed, "cannot merge with the base \"\(name)\"",
                cause: "it knows rows of \"\(table.table)\" by (\(table.naturalKey.joined(separator: ", "))), "
                    + "the archive by (\(key.joined(separator: ", ")))",
                remedy: "export both again, or merge two ways with --base none; nothing was changed")
        }
    }

    func stage(on connection: Session) throws {
        let staging = StageLoading(pairs.map(\.base), passingOver: passedOver, connection: connection)
        _ = try staging.copy(from: reader) { _, _, _ in }
    }

    /// Tables of the archive of which the base has no rows, for a warning.
    package func tablesWithoutBase(_ plan: TargetPlan) -> [StagedTable] {
        let known = Set(pairs.map(\.table.table.name))
        return plan.tables.filter { $0.isChosen && !known.contains($0.plan.table.name) && $0.archived.rows > 0 }
    }

    /// Finds for each row of the base its key, and the row of the archive and of the target that it became.
    func findRows(marks: MarkRelations, in plan: Plan, on connection: Session) throws -> [Problem] {
        try pairs.flatMap { pair -> [Problem] in
            let (names, aliases) = (pair.archive.names, Aliases())
            let (base, key) = StagedQuery.reading(pair.base, in: plan, marks: marks.base, aliases: aliases) {
                $0.ownKey()
            }
            try connection.createTemporary(
                pair.base.rows,
                as: """
                    SELECT \(base.row).row, \(names.selected(key)), own.row AS staged, own.part, own.tid \
                    FROM \(base.from) LEFT JOIN \(pair.archive.rows) AS own ON \(names.matches("own", key))
                    """)
            let columns = SQL.join(names.columns, ", ")
            return try AmbiguousKeys.find(
                pair.table, named: names,
                among: "(SELECT \(columns) FROM \(pair.base.rows) WHERE num_nonnulls(\(columns)) > 0)",
                of: "the base \"\(name)\"",
                remedy: "merge with another base, or two ways with --base none", connection: connection)
        }
    }
}
