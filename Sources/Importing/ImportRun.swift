import Archive
import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Reports
import Rows
import Staging
import TableKit

/// One import, step by step: lock, stage, resolve, write. Everything happens inside the caller's transaction.
struct ImportRun {
    let plan: TargetPlan
    let base: MergeBase?
    let catalogue: Catalogue
    let options: Importer.Options
    let connection: Session
    let observer: RunObserver
    var reports: [TableReport]
    var problems: [Problem] = []
    var updates: PreparedUpdates?
    /// For each table how many rows of the target differ.
    var changed: [TableName: Int] = [:]
    /// The rows to be deleted; nil where none are.
    var deletions: Deletions?
    private(set) var marks = MarkRelations()
    /// How keys are shown; nil before rows are identified.
    private(set) var written: ShownKeys?

    init(
        _ plan: TargetPlan, base: MergeBase?, catalogue: Catalogue, options: Importer.Options, connection: Session,
        observer: RunObserver
    ) {
        self.plan = plan
        self.base = base
        self.catalogue = catalogue
        self.options = options
        self.connection = connection
        self.observer = observer
        reports = plan.tables.map { TableReport(table: $0.plan.displayName, phase: $0.plan.phase) }
        problems = plan.warnings
    }

    /// Keeps others from writing to the tables meanwhile. Locks come before the transaction's snapshot.
    func lock() throws {
        let tables = plan.tables.map(\.plan).sorted { $0.table.name < $1.table.name }
        for table in tables {
            do {
                let lock: SQL = options.mode.writes ? "SHARE ROW EXCLUSIVE" : "ACCESS SHARE"
                try connection.run("LOCK TABLE \(RowQuery.source(table)) IN \(lock) MODE")
            } catch let error as ServerError {
                throw error.failure(doing: "cannot lock \"\(table.displayName)\"")
            }
        }
    }

    /// Copies the archive's rows into temporary tables, and before them those of the base.
    ///
    /// - Returns: what the archive holds.
    mutating func stage(_ reader: ArchiveReader) throws -> ArchiveSummary {
        try base?.stage(on: connection)
        let total = plan.tables.reduce(0) { $0 + $1.archived.rows }
        var staged = 0
        let staging = StageLoading(plan.tables, passingOver: plan.passedOver, connection: connection)
        return try staging.copy(from: reader) { number, rows, seconds in
            reports[number].rows += rows
            reports[number].seconds += seconds
            staged += rows
            report(.reading, number, rows: staged, total: total)
        }
    }

    func report(_ stage: ProgressEvent.Stage, _ number: Int, rows: Int, total: Int) {
        guard !reports.isEmpty else { return }
        observer.progress(
            ProgressEvent(
                stage: stage, table: reports[number].table, phase: reports[number].phase, rows: rows, total: total))
    }

    // MARK: resolving

    /// Finds out which rows are new, which differ, which are to go, and what their references mean here.
    mutating func resolve() throws {
        report(.resolving, 0, rows: 0, total: 0)
        let maps = try identify()
        try Dependencies(plan: plan, marks: marks, connection: connection)
            .choose(withDependencies: options.choice.withDependencies, updates: options.mode == .update)
        let written = ShownKeys(
            plan.plan, tables: plan.tables, base: base?.pairs.map(\.base) ?? [], marks: marks, connection: connection)
        self.written = written
        let merge = try base.map { try startMerge($0, written) }
        try count()
        let resolution = TargetValues(plan, maps: maps, written: written)
        if options.mode == .diff { return try findDifferences(resolution) }
        let tables = tablesToWrite
        problems += try NewIDs(
            plan, growing: tables, draws: options.mode.writes, maps: maps, resolution: resolution,
            connection: connection
        ).draw()
        let missing = try PreparedRows(tables, resolution: resolution, connection: connection).build(
            onMissing: options.missingReferences)
        try stop(missing.filter { $0.severity == .error }, because: "references lead to rows that are nowhere")
        problems += missing
        if options.missingReferences == .null { try count() }
        if options.mode.compares { try compare(resolution, merge) }
        if options.mode == .update { try findDeletions(written) }
        if let show = observer.change { try showChanges(resolution, show) }
    }

    /// Pairs rows of the same key on all sides.
    private mutating func identify() throws -> KeyMaps {
        var identity = RowPairing(plan, base: base?.pairs.map(\.base) ?? [], connection: connection)
        try identity.markRowsWithoutKey()
        marks = identity.marks
        let maps = KeyMaps(plan, targetMarks: marks.target)
        try maps.fill(on: connection)
        var errors = try identity.shared + maps.ambiguous(on: connection)
        if errors.isEmpty {
            try identity.findRows(maps)
            errors = try identity.ambiguous(in: plan.tables)
            errors += try base?.findRows(maps, marks: marks, in: plan.plan, on: connection) ?? []
        }
        try stop(errors, because: "natural keys are ambiguous")
        return maps
    }

    /// Begins a three-way merge with the rows that one side has deleted.
    private mutating func startMerge(_ base: MergeBase, _ written: ShownKeys) throws -> Merge {
        let merge = Merge(
            base, plan: plan, marks: marks, written: written, options: options, connection: connection)
        problems += try merge.begin()
        return merge
    }

    /// Finds the rows that both sides have and that differ.
    private mutating func compare(_ resolution: TargetValues, _ merge: Merge?) throws {
        let known = zip(plan.tables, reports).filter { $0.1.unchanged > 0 }.map(\.0)
        let updates = PreparedUpdates(known, resolution: resolution, connection: connection)
        let differing = try updates.compare()
        if let merge {
            problems += try merge.mergeColumns(of: differing, updates, resolution)
            let conflicts = try merge.finish(observer)
            for number in reports.indices { reports[number].conflicts = conflicts[number] ?? 0 }
        }
        let found = try updates.missing(options.missingReferences)
        try stop(found.filter { $0.severity == .error }, because: "references lead to rows that are nowhere")
        problems += found
        self.updates = updates
        changed = try updates.counts()
        guard !options.mode.writes else { return }
        for number in reports.indices {
            reports[number].updated = changed[plan.tables[number].plan.table.name] ?? 0
            reports[number].unchanged -= reports[number].updated
        }
    }

    /// Finds the rows of the target that are to go, or that would with `--delete`.
    private mutating func findDeletions(_ written: ShownKeys) throws {
        guard plan.index.holdsWholeTables else {
            if options.deletes { problems += plan.tables.prefix(1).map(\.plan).map(Deletions.notConcluded) }
            return
        }
        let tables: [StagedTable]
        if let base {
            tables = base.pairs.map(\.archive)
        } else if options.deletes {
            let links = RemovedLinks(
                tables: plan.tables.filter(\.isChosen), plan: plan.plan, marks: marks, connection: connection)
            tables = try links.find()
        } else {
            return
        }
        let found = Deletions(
            tables: tables, plan: plan.plan, catalogue: catalogue, marks: marks, written: written,
            connection: connection)
        guard options.deletes else {
            problems += try found.warnings()
            return
        }
        let counts = try found.counts()
        guard !counts.isEmpty else { return }
        for number in reports.indices { reports[number].deleted = counts[plan.tables[number].plan.table.name] ?? 0 }
        deletions = found
    }

    func showChanges(_ resolution: TargetValues, _ show: (Change) throws -> Void) throws {
        let listing = ChangeListing(connection: connection, written: resolution.written) {
            ComparedRows($0, resolution, marks: marks)
        }
        for (table, report) in zip(plan.tables, reports) {
            if report.inserted > 0 { try listing.inserted(table, show) }
            if changed[table.plan.table.name] ?? 0 > 0 { try listing.updated(table, show) }
            if report.deleted > 0 { try listing.deleted(table, show) }
        }
    }

    /// Takes the numbers of known, rejected and new rows into the report.
    private mutating func count() throws {
        let queries = plan.tables.enumerated().map { number, table in
            """
            SELECT \(number), count(*) FILTER (WHERE known AND NOT dropped), count(*) FILTER (WHERE rejected), \
            count(*) FILTER (WHERE dropped) FROM \(table.rows)
            """ as SQL
        }
        guard !queries.isEmpty else { return }
        for row in try connection.rows(SQL.join(queries, " UNION ALL ")) {
            let numbers = (0..<4).map { row[$0].flatMap { Int($0) } ?? 0 }
            let number = numbers[0]
            if !plan.tables[number].isChosen { reports[number].rows = plan.tables[number].archived.rows - numbers[3] }
            if options.mode.compares {
                reports[number].unchanged = numbers[1]
                reports[number].skipped = plan.tables[number].isChosen ? numbers[3] : 0
            } else {
                reports[number].skipped = numbers[1]
            }
            reports[number].rejected = numbers[2]
            reports[number].inserted = plan.tables[number].archived.rows - numbers[1] - numbers[2] - numbers[3]
        }
    }

    var tablesToWrite: [StagedTable] {
        zip(plan.tables, reports).filter { $0.1.inserted + $0.1.rejected > 0 }.map(\.0)
    }

    func stop(_ problems: [Problem], because cause: String) throws {
        guard !problems.isEmpty else { return }
        throw Failure(
            .failed, "cannot \(options.mode.task) the archive", cause: cause,
            remedy: "see the list; nothing was changed",
            problems: problems)
    }

    func report(named name: String, seconds: Double) -> Report {
        Report(
            command: options.mode.rawValue, archive: name, base: base?.name, isDryRun: options.isDryRun,
            tables: zip(plan.tables, reports).filter { $0.isChosen || $1.rows > 0 }.map(\.1), problems: problems,
            seconds: seconds)
    }
}
