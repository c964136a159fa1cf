import Diagnostics
import PostgreSQL
import Staging

/// The rows of the target that are to go, or that would on request.
struct PreparedDeletions {
    /// Nil where nothing goes.
    let deletions: Deletions?
    let counts: [(StagedTable, Int)]
    let warnings: [Problem]

    /// The links that the archive no longer has, of parents that it has, for a merge without a base.
    init(removedLinksOf paired: PairedRows, on connection: Session) throws {
        guard paired.plan.index.holdsWholeTables else {
            self.init(paired, asked: true)
            return
        }
        let links = RemovedLinks(
            tables: paired.plan.tables.filter(\.isChosen), plan: paired.plan.plan, marks: paired.marks,
            connection: connection)
        try self.init(Deletions(tables: try links.find(), of: paired, connection: connection))
    }

    /// The rows that the archive's side deleted since the base.
    ///
    /// - Parameter asked: whether they are to go; else they are told of.
    init(ofRowsDeletedIn paired: PairedRows, _ asked: Bool, on connection: Session) throws {
        guard paired.plan.index.holdsWholeTables, let base = paired.base else {
            self.init(paired, asked: asked)
            return
        }
        let found = Deletions(tables: base.pairs.map(\.archive), of: paired, connection: connection)
        guard asked else {
            self.init(deletions: nil, counts: [], warnings: try found.warnings())
            return
        }
        try self.init(found)
    }

    private init(_ found: Deletions) throws {
        let counts = try found.counts()
        let tables = found.tables.compactMap { table in counts[table.plan.table.name].map { (table, $0) } }
        self.init(deletions: tables.isEmpty ? nil : found, counts: tables, warnings: [])
    }

    /// Nothing is concluded from an archive of chosen rows.
    private init(_ paired: PairedRows, asked: Bool) {
        let first = paired.plan.tables.prefix(1).map(\.plan)
        self.init(deletions: nil, counts: [], warnings: asked ? first.map(Deletions.notConcluded) : [])
    }

    private init(deletions: Deletions?, counts: [(StagedTable, Int)], warnings: [Problem]) {
        self.deletions = deletions
        self.counts = counts
        self.warnings = warnings
    }
}
