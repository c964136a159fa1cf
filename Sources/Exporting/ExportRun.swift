import Archive
import Catalogue
import Diagnostics
import Foundation
import Index
import Planning
import PostgreSQL
import Reports
import Rows
import TableKit

/// An export in its snapshot: the plan complete, the temporary relations created, nothing of the rows read yet.
struct ExportRun {
    private let planning: ExportPlanning
    private let plan: Plan
    /// nil: whole tables.
    private let part: TakenRows?
    private let labels: Labels
    private let connection: Session

    /// - Parameter selection: the rows to export; nil exports whole tables.
    /// - Throws: `Failure` where the server or the role may create no temporary tables that are needed, and with `usage`
    ///   where a mask needs a key and there is none.
    init(_ planning: ExportPlanning, selection: RowSelection?, maskKey: MaskKey?, on connection: Session) throws {
        try MaskChecks(planning.plan, connection: connection).give(maskKey)
        let plan = try planning.plan(leavingRowsBehind: selection?.neededRows == .stay) { plan in
            try connection.withoutWriting { try SharedNulls.find(in: plan, on: connection) }
        }
        try ReadRights(plan, isPart: selection != nil).check()
        let part = selection.map { TakenRows(planning.plan, $0) }
        self.planning = planning
        self.plan = plan
        self.part = part
        self.connection = connection
        labels = Labels(plan, taken: part?.relations ?? [:])
        try part?.create(on: connection)
        try labels.create(on: connection)
        try connection.run("SET TRANSACTION READ ONLY")
    }

    /// Finds what travels, checks it and writes it.
    ///
    /// - Parameter start: when the export began.
    /// - Throws: `Failure` where keys are ambiguous or the archive cannot be written; no file is left then.
    func write(
        _ options: Exporter.Options, since start: ContinuousClock.Instant, progress: ProgressHandler
    ) throws -> Exporter.Exported {
        if !planning.isCompared { try refuseUndecided() }
        let unknownTimes = try part?.fill(on: connection) ?? []
        let broken = try BrokenKeys(plan, taken: taken, on: connection).find()
        guard broken.isEmpty else { throw FoundBrokenKeys(keys: broken) }
        try labels.fill(on: connection)
        let checks = SourceChecks(plan, labels: labels.relations, taken: taken, connection: connection)
        try checks.refuseAmbiguousKeys()
        let masked = try MaskChecks(plan, connection: connection).refuseEmptiedKeys()
        let shared = plan.tables.filter(\.key.needsEveryColumn).map(SharedNulls.warning)
        let undecided = (plan.tables + plan.lookups).filter(\.key.isUndecided).map { $0.undecided(severity: .warning) }
        let warnings = try planning.asked.leftOut + undecided + unknownTimes + shared + masked + checks.findUnmatched()
        let counts = try rowCounts()
        let lineage = try History(connection).lineage(covering: plan.tables.map(\.displayName))
        let created = Date()
        let writer = try ArchiveWriter(
            to: options.location, compression: options.compression,
            creationTime: Int(created.timeIntervalSince1970),
            replacing: options.replacesFile, checkpoint: connection.cancellation.checkpoint)
        do {
            let index = self.index(counts: counts, created: created, note: options.note, lineage: lineage)
            try writer.add(index: index.json.bytes(pretty: true))
            let reports = try write(index, to: writer, total: counts.reduce(0, +), progress: progress)
            let summary = try writer.finish()
            let report = Report(
                command: "export", archive: options.location.displayName, tables: reports, problems: warnings,
                seconds: (ContinuousClock().now - start).seconds)
            return Exporter.Exported(
                report: report, archive: summary, asked: planning.asked.tables.map(\.displayName))
        } catch {
            writer.abandon()
            throw error
        }
    }

    /// What means something else in another database does not leave the source without a word.
    private func refuseUndecided() throws {
        try LargeObjects(plan: plan, connection: connection).refuse()
        try SharedIDs(plan: plan, connection: connection).refuse()
        if planning.carriesPlainNumbers { return }
        let found = try SeemingReferences(plan, in: planning.catalogue, on: connection).find()
        guard !found.isEmpty else { return }
        throw Failure(
            .undecided,
            "cannot export: "
                + (found.count == 1
                    ? "a column looks like a reference" : "\(found.count) columns look like references")
                + " that nobody has declared",
            cause: "their numbers would mean other rows in another database",
            remedy:
                "declare them in a manifest, as listed: satchel manifest new writes one; or carry all as plain numbers "
                + "this time, with --plain-numbers",
            problems: found.map { $0.problem(severity: .error, in: planning.catalogue) })
    }

    /// For each travelling table the relation of its rows that travel; none for whole tables.
    private var taken: [TableName: SQL] { part?.relations ?? [:] }

    private func rowCounts() throws -> [Int] {
        try plan.tables.map { table in
            let source = taken[table.table.name] ?? RowQuery.source(table)
            return try connection.number("SELECT count(*) FROM \(source) AS t")
        }
    }

    private func index(counts: [Int], created: Date, note: String?, lineage: Lineage?) -> ArchiveIndex {
        var files = FileNames()
        let catalogue = planning.catalogue
        let tables = zip(plan.tables, counts).map { table, rows in
            ArchivedTable(
                table, in: plan, catalogue: catalogue, file: files.name(for: table.displayName), rows: rows)
        }
        return ArchiveIndex(
            format: ArchiveIndex.currentFormat, archiveID: UUID().uuidString.lowercased(),
            created: created.formatted(.iso8601), database: catalogue.database,
            serverVersion: "\(catalogue.serverVersion / 10_000).\(catalogue.serverVersion % 10_000)", note: note,
            selection: part.map { ArchivedSelection($0.selection) }, lineage: lineage, tables: tables,
            lookups: plan.lookups.map { ArchivedTable($0, in: plan, catalogue: catalogue, file: "", rows: 0) })
    }

    private func write(
        _ index: ArchiveIndex, to writer: ArchiveWriter, total: Int, progress: ProgressHandler
    ) throws -> [TableReport] {
        var reports: [TableReport] = []
        for (table, archived) in zip(plan.tables, index.tables) {
            let done = reports.reduce(0) { $0 + $1.rows }
            reports.append(
                try write(table, as: archived, to: writer) { rows in
                    progress(
                        ProgressEvent(
                            stage: .exporting, table: table.displayName, phase: table.phase, rows: done + rows,
                            total: total))
                })
        }
        return reports
    }

    private func write(
        _ table: TablePlan, as archived: ArchivedTable, to writer: ArchiveWriter, progress: (Int) -> Void
    ) throws -> TableReport {
        let clock = ContinuousClock()
        let start = clock.now
        let statement = ExportQuery(table, in: plan, labels: labels.relations, taken: taken[table.table.name]).sql
        var report = TableReport(table: table.displayName, phase: table.phase)
        let totals = try writer.table(name: archived.file) { rows in
            let header = CSV.record(archived.columns.map(\.name))
            try rows.append(row: header.span.bytes)
            var count = 0
            do {
                _ = try connection.copyOut("COPY (\(statement)) TO STDOUT (FORMAT csv)") { row in
                    try rows.append(row: row)
                    count += 1
                    if count % 1000 == 0 { progress(count) }
                }
            } catch let error as ServerError {
                throw error.failure(doing: "cannot read \"\(table.displayName)\"")
            }
        }
        progress(totals.rows)
        report.rows = totals.rows
        report.seconds = (clock.now - start).seconds
        return report
    }
}

/// Thrown where rows break foreign keys that count as checked: the export is planned anew, as under keys that never were.
struct FoundBrokenKeys: Error {
    let keys: [TableName: Set<String>]
}
