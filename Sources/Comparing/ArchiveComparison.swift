import Archive
import Declarations
import Diagnostics
import Index
import OrderedCollections
import Planning
import PostgreSQL
import Reports
import Rows
import Staging
import TableKit

/// Compares two archives in the temporary tables of a session: both are staged, A as a base and B as the archive.
struct ArchiveComparison {
    /// One of the two.
    struct Side {
        let input: NamedArchive
        let whole: ArchiveIndex
        /// What of it is read.
        let index: ArchiveIndex

        init(_ input: NamedArchive, _ selection: Selection?) throws {
            self.input = input
            whole = try ArchiveIndex(of: input.reader)
            index = selection.map(whole.restricted) ?? whole
        }

        func stage(_ tables: [StagedTable], on connection: Session, _ progress: ProgressHandler) throws {
            let staging = StageLoading(
                tables, passingOver: whole.files.subtracting(index.files), connection: connection)
            let total = tables.reduce(0) { $0 + $1.archived.rows }
            var done = 0
            _ = try staging.copy(from: input.reader) { number, rows, _ in
                done += rows
                progress(
                    ProgressEvent(
                        stage: .reading, table: tables[number].plan.displayName, phase: tables[number].plan.phase,
                        rows: done, total: total))
            }
        }
    }

    let a: Side
    let b: Side
    private let plan: Plan
    private let pairs: [ArchivedPair]
    private let observer: RunObserver
    private let connection: Session

    init(
        _ a: NamedArchive, _ b: NamedArchive, selection: Selection?, observer: RunObserver,
        connection: Session
    ) throws {
        self.a = try Side(a, selection)
        self.b = try Side(b, selection)
        self.observer = observer
        self.connection = connection
        let (left, right) = (self.a.index, self.b.index)
        let catalogue = try SyntheticCatalogue([left, right])
        plan = catalogue.plan
        let names = OrderedSet(right.tables.map(\.table) + left.tables.map(\.table))
        let selected = selection.map { left.selected(by: $0).union(right.selected(by: $0)) }
        pairs = names.enumerated().compactMap { number, name in
            catalogue.table(name).map { table in
                ArchivedPair(
                    name, isSelected: selected?.contains(name) ?? true,
                    a: left.staged(name, table, in: catalogue.plan, number: number, side: .base),
                    b: right.staged(name, table, in: catalogue.plan, number: number, side: .archive))
            }
        }
    }

    /// - Throws: `Failure`: `archiveDamaged`; `failed` where a key is no row's alone.
    func run() throws -> Comparison {
        try connection.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ", ending: .rollBack) {
            do {
                try a.stage(pairs.compactMap(\.a), on: connection, observer.progress)
                try b.stage(pairs.compactMap(\.b), on: connection, observer.progress)
                let marks = try findKeys()
                let shown = ShownKeys(
                    plan, tables: pairs.compactMap(\.b), base: pairs.compactMap(\.a), marks: marks,
                    connection: connection)
                let tables = try pairs.filter(\.isSelected).map { try compare($0, marks, shown) }
                return Comparison(
                    a: a.input.name, b: b.input.name, tables: tables,
                    problems: pairs.filter(\.isSelected).flatMap { $0.notes(a.input.name, b.input.name) }, seconds: 0)
            } catch let error as ServerError {
                throw error.failure(doing: "cannot compare \"\(a.input.name)\" with \"\(b.input.name)\"")
            }
        }
    }

    /// Finds the key of each row on both sides.
    private func findKeys() throws -> MarkRelations {
        let (left, right) = (pairs.compactMap(\.a), pairs.compactMap(\.b))
        var identity = RowPairing(right, base: left, in: plan, hasTarget: false, connection: connection)
        try identity.markRowsWithoutKey()
        for (tables, marks) in [(left, identity.marks.base), (right, identity.marks.archive)] {
            for table in tables {
                let (staged, key) = StagedQuery.reading(table, in: plan, marks: marks) { $0.ownKey() }
                try connection.createTemporary(
                    table.rows,
                    as: """
                        SELECT \(staged.row).row, \(table.names.selected(key)), false AS known, false AS rejected \
                        FROM \(staged.from)
                        """)
            }
        }
        let shared = try [(left, a), (right, b)].flatMap { tables, side -> [Problem] in
            try tables.flatMap { try sharedKeys($0, of: side) }
        }
        let ambiguous = identity.shared + shared
        guard ambiguous.isEmpty else {
            throw Failure(
                .failed, "cannot compare the archives", cause: "natural keys are ambiguous", remedy: "see the list",
                problems: ambiguous)
        }
        return identity.marks
    }

    private func sharedKeys(_ table: StagedTable, of side: Side) throws -> [Problem] {
        try AmbiguousKeys.find(
            table.plan, named: table.names, among: table.rows, of: "\"\(side.input.name)\"",
            remedy: "correct the rows in the source, and export again", connection: connection)
    }

    private func compare(
        _ pair: ArchivedPair, _ marks: MarkRelations, _ shown: ShownKeys
    ) throws -> ComparedTable {
        var counts = ComparedTable(table: pair.name.description)
        let listing = ChangeListing(connection: connection, shown: shown) { table in
            ComparedRows(table, beside: pair.a ?? table, in: plan, marks: marks)
        }
        if let old = pair.a, let new = pair.b {
            let isSame = new.names.areSame("own", "there")
            for (own, other) in [(new, old), (old, new)] {
                try connection.run(
                    "UPDATE \(own.rows) AS own SET known = true FROM \(other.rows) AS there WHERE \(isSame)")
            }
            let same: SQL = """
                SELECT own.row, \(new.names.text(of: "own")) AS key, there.row AS base_row FROM \(new.rows) AS own \
                JOIN \(old.rows) AS there ON \(isSame)
                """
            counts.different = try listing.differing(new).find(among: same, on: connection)
            counts.equal = try connection.number("SELECT count(*) FROM \(new.rows) WHERE known") - counts.different
        }
        if let new = pair.b, a.whole.holdsWholeTables {
            counts.onlyInB = try connection.number("SELECT count(*) FROM \(new.rows) WHERE NOT known")
        }
        if let old = pair.a, b.whole.holdsWholeTables {
            counts.onlyInA = try connection.createTemporary(
                old.deletions, as: "SELECT \(old.names.text(of: "own")) AS key FROM \(old.rows) AS own WHERE NOT known")
        }
        guard let show = observer.change else { return counts }
        if let new = pair.b, counts.onlyInB > 0 { try listing.inserted(new, show) }
        if let new = pair.b, counts.different > 0 { try listing.updated(new, show) }
        if let old = pair.a, counts.onlyInA > 0 { try listing.deleted(old, show) }
        return counts
    }
}
