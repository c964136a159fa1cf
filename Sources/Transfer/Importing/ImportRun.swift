import Archive
import Diagnostics
import Planning
import PostgreSQL
import TableKit

/// One import, step by step: lock, stage, resolve, write. Everything happens inside the caller's transaction.
struct ImportRun {
    private let plan: ImportPlan
    private let options: Importer.Options
    private let connection: Connection
    private let progress: ProgressHandler
    private var reports: [TableReport]
    private var problems: [Problem] = []
    private var updates: Updates?
    /// For each table how many rows of the target differ.
    private var changed: [TableName: Int] = [:]

    init(_ plan: ImportPlan, options: Importer.Options, connection: Connection, progress: @escaping ProgressHandler) {
        self.plan = plan
        self.options = options
        self.connection = connection
        self.progress = progress
        reports = plan.tables.map { TableReport(table: $0.plan.displayName, phase: $0.plan.phase) }
    }

    /// Keeps others from writing to the tables meanwhile. Locks come before the transaction's snapshot.
    func lock() throws {
        let tables = plan.tables.map(\.plan).sorted { $0.table.name < $1.table.name }
        for table in tables {
            do {
                let lock: SQL = options.mode == .verify ? "ACCESS SHARE" : "SHARE ROW EXCLUSIVE"
                try connection.run("LOCK TABLE \(RowQuery.source(table)) IN \(lock) MODE")
            } catch let error as ServerError {
                throw error.failure(doing: "cannot lock \"\(table.displayName)\"")
            }
        }
    }

    // MARK: staging

    /// Copies the archive's rows into temporary tables, to its last byte.
    mutating func stage(_ reader: ArchiveReader) throws {
        for table in plan.tables { try connection.run(table.definition) }
        let numbers = Dictionary(
            uniqueKeysWithValues: plan.tables.enumerated().map { ($0.element.archived.file, $0.offset) })
        let total = plan.tables.reduce(0) { $0 + $1.archived.rows }
        var staged = 0
        while let part = try reader.nextTablePart() {
            guard let number = numbers[part.file] else {
                throw Failure(
                    .archiveDamaged, "cannot read the archive",
                    cause: "its index does not list \"tables/\(part.file).csv\"",
                    remedy: "export the archive again; nothing was changed")
            }
            let start = ContinuousClock().now
            let rows = try StagedPart(table: plan.tables[number], part: part).copy(reader, to: connection)
            reports[number].rows += rows
            reports[number].seconds += (ContinuousClock().now - start).seconds
            staged += rows
            report(.reading, number, rows: staged, total: total)
        }
        for (table, report) in zip(plan.tables, reports) {
            guard table.archived.rows == report.rows else {
                throw Failure(
                    .archiveDamaged, "cannot read the archive",
                    cause:
                        "its index promises \(table.archived.rows) rows of \"\(report.table)\", but it has \(report.rows)",
                    remedy: "export the archive again; nothing was changed")
            }
            try connection.analyze(table.stage, rows: report.rows)
        }
    }

    private func report(_ stage: ProgressEvent.Stage, _ number: Int, rows: Int, total: Int) {
        progress(
            ProgressEvent(
                stage: stage, table: reports[number].table, phase: reports[number].phase, rows: rows, total: total))
    }

    // MARK: resolving

    /// Finds out which rows are new, and what their references mean here.
    mutating func resolve() throws {
        report(.resolving, 0, rows: 0, total: 0)
        var identity = Identity(plan, connection: connection)
        try identity.markRowsWithoutKey()
        let maps = KeyMaps(plan, targetMarks: identity.targetMarks)
        try maps.fill(on: connection)
        var errors = try maps.ambiguous(on: connection)
        if errors.isEmpty {
            try identity.findRows(maps)
            errors = try identity.ambiguousInArchive()
        }
        try stop(errors, because: "natural keys are ambiguous")

        try count()
        let resolution = Resolution(plan.plan, maps: maps)
        let tables = tablesToWrite
        problems += try NewIDs(
            plan, growing: tables, draws: options.mode != .verify, maps: maps, resolution: resolution,
            connection: connection
        ).draw()
        let missing = try Loads(tables, resolution: resolution, connection: connection).build(
            onMissing: options.missingReferences)
        try stop(missing.filter { $0.severity == .error }, because: "references lead to rows that are nowhere")
        problems += missing
        if options.missingReferences == .null { try count() }
        if options.mode.compares { try compare(resolution) }
    }

    /// Finds the rows that both sides have and that differ.
    private mutating func compare(_ resolution: Resolution) throws {
        let known = zip(plan.tables, reports).filter { $0.1.skipped > 0 }.map(\.0)
        let updates = Updates(known, resolution: resolution, connection: connection)
        let found = try updates.compare(onMissing: options.missingReferences)
        try stop(found.problems.filter { $0.severity == .error }, because: "references lead to rows that are nowhere")
        problems += found.problems
        self.updates = updates
        changed = found.changed
        for number in reports.indices {
            let differing = options.mode == .verify ? found.changed[plan.tables[number].plan.table.name] ?? 0 : 0
            reports[number].updated = differing
            reports[number].unchanged = reports[number].skipped - differing
            reports[number].skipped = 0
        }
    }

    /// Takes the numbers of known, rejected and new rows into the report.
    private mutating func count() throws {
        let queries = plan.tables.enumerated().map { number, table in
            """
            SELECT \(number), count(*) FILTER (WHERE known), count(*) FILTER (WHERE rejected) FROM \(table.rows)
            """ as SQL
        }
        guard !queries.isEmpty else { return }
        for row in try connection.rows(SQL.join(queries, " UNION ALL ")) {
            let numbers = (0..<3).map { row[$0].flatMap { Int($0) } ?? 0 }
            reports[numbers[0]].skipped = numbers[1]
            reports[numbers[0]].rejected = numbers[2]
            reports[numbers[0]].inserted = reports[numbers[0]].rows - numbers[1] - numbers[2]
        }
    }

    private var tablesToWrite: [StagedTable] {
        zip(plan.tables, reports).filter { $0.1.inserted + $0.1.rejected > 0 }.map(\.0)
    }

    private func stop(_ problems: [Problem], because cause: String) throws {
        guard !problems.isEmpty else { return }
        throw Failure(
            .failed, "cannot import the archive", cause: cause, remedy: "see the list; nothing was changed",
            problems: problems)
    }

    // MARK: writing

    /// Inserts the new rows, sets late references, and checks what was deferred.
    mutating func write() throws {
        try connection.run("SAVEPOINT satchel_write")
        do {
            try writeRows()
        } catch let error as ServerError where error.isRowRefused {
            try connection.run("ROLLBACK TO SAVEPOINT satchel_write")
            let found = try Diagnosis(tablesToWrite, connection: connection).problems(after: error)
            try stop(found, because: "the target refuses rows")
        }
        if !options.isDryRun { try moveSequences() }
    }

    private mutating func writeRows() throws {
        let written = plan.tables.indices.filter { reports[$0].inserted > 0 }
        let touched = plan.tables.indices.filter { number in
            reports[number].inserted > 0 || changed[plan.tables[number].plan.table.name] ?? 0 > 0
        }
        let refresh = DerivedRefresh(plan.plan, connection: connection)
        let refreshes = options.mode == .update && options.triggers == .suppress && !touched.isEmpty
        let concerned = refreshes ? Set(refresh.concerned.map(\.table.name)) : []
        let resting = plan.tables.indices.filter { number in
            touched.contains(number) || concerned.contains(plan.tables[number].plan.table.name)
        }
        let triggers = Triggers(of: resting.map { plan.tables[$0].plan }, connection: connection)
        if options.triggers == .suppress { try triggers.suppress() }
        try connection.run("SET CONSTRAINTS ALL DEFERRED")
        let inserts = Inserts(plan, connection: connection)
        let numbers = Dictionary(
            uniqueKeysWithValues: plan.tables.enumerated().map { ($0.element.plan.table.name, $0.offset) })
        let total = reports.reduce(0) { $0 + $1.inserted }
        var inserted = 0
        for group in plan.plan.groups.map({ $0.compactMap { numbers[$0] }.filter(written.contains) })
        where !group.isEmpty {
            let start = ContinuousClock().now
            try inserts.insert(group.map { plan.tables[$0] })
            reports[group[0]].seconds += (ContinuousClock().now - start).seconds
            inserted += group.reduce(0) { $0 + reports[$1].inserted }
            report(.inserting, group[0], rows: inserted, total: total)
        }
        for number in written {
            let start = ContinuousClock().now
            reports[number].lateSeeded = try inserts.seedLate(plan.tables[number])
            reports[number].seconds += (ContinuousClock().now - start).seconds
            if reports[number].lateSeeded > 0 {
                report(.lateSeeding, number, rows: reports[number].lateSeeded, total: 0)
            }
        }
        try inserts.removePlaceholders()
        if let updates { try write(updates) }
        try connection.run("SET CONSTRAINTS ALL IMMEDIATE")
        if refreshes {
            try triggers.enable(refresh.triggers)
            for number in touched { try self.refresh(number, refresh) }
            try connection.run("SET CONSTRAINTS ALL IMMEDIATE")
        }
        if options.triggers == .suppress { try triggers.restore() }
    }

    /// Brings derived columns in line with the rows of one table that were written.
    private func refresh(_ number: Int, _ refresh: DerivedRefresh) throws {
        let table = plan.tables[number]
        let address = table.plan.address
        if reports[number].inserted > 0 {
            try refresh.touch(
                table.plan, rowsOf: table.load, address: address.map { "\(name: $0)" }, where: "true")
        }
        if reports[number].updated > 0 {
            try refresh.touch(
                table.plan, rowsOf: table.changes, address: address.indices.map { "a\($0)" }, where: "l.changed <> '{}'"
            )
        }
    }

    private mutating func write(_ updates: Updates) throws {
        for number in plan.tables.indices where changed[plan.tables[number].plan.table.name] ?? 0 > 0 {
            let start = ContinuousClock().now
            let updated = try updates.write(plan.tables[number])
            reports[number].updated = updated
            reports[number].unchanged -= updated
            reports[number].seconds += (ContinuousClock().now - start).seconds
        }
    }

    /// Moves the sequences behind preserved ids past the largest. A sequence does not roll back, so this comes last.
    private func moveSequences() throws {
        for table in plan.tables where table.archived.preservesIDs {
            guard let surrogate = table.plan.surrogate else { continue }
            try connection.run(
                """
                SELECT setval(\(literal: SQL.text(of: surrogate.sequence))::regclass, highest.id) FROM \
                (SELECT max(\(name: surrogate.column)) AS id FROM \(RowQuery.source(table.plan)) AS t) AS highest, \
                \(surrogate.sequence) AS sequence WHERE highest.id > sequence.last_value
                """)
        }
    }

    func report(named name: String, seconds: Double) -> Report {
        Report(
            command: options.mode.rawValue, archive: name, isDryRun: options.isDryRun, tables: reports,
            problems: problems,
            seconds: seconds)
    }
}

extension ServerError {
    /// True where the server refused a row, so that the other bad rows can be looked for.
    fileprivate var isRowRefused: Bool { sqlState.hasPrefix("23") }
}
