public import Archive
public import Catalogue
import Diagnostics
import Foundation
import Index
public import Planning
public import PostgreSQL
import Reports
import Rows
import TableKit

/// Writes the rows of a plan into an archive, all from one snapshot of the database.
public struct Exporter {
    private let connection: Session
    private let catalogue: Catalogue
    private var plan: Plan
    /// nil: whole tables.
    private let part: TakenRows?

    /// - Parameter selection: the rows to export; nil exports whole tables.
    public init(_ plan: Plan, catalogue: Catalogue, connection: Session, selection: RowSelection? = nil) {
        var plan = plan
        plan.leavesRowsBehind = selection?.neededRows == .stay
        self.plan = plan
        self.catalogue = catalogue
        self.connection = connection
        part = selection.map { TakenRows(plan.withoutMasks, $0) }
    }

    public struct Options: Sendable {
        public var location: ArchiveLocation
        public var compression: Compression
        public var replacesFile: Bool
        /// A line for whoever reads the index.
        public var note: String?
        /// For masks that depend on a key.
        public var maskKey: MaskKey?

        public init(
            to location: ArchiveLocation, compression: Compression, replacesFile: Bool = false, note: String? = nil,
            maskKey: MaskKey? = nil
        ) {
            self.location = location
            self.compression = compression
            self.replacesFile = replacesFile
            self.note = note
            self.maskKey = maskKey
        }
    }

    /// Exports. The session's settings must be pinned.
    ///
    /// - Returns: the report, whose problems are warnings: what of a whole database is left out, and references that
    ///   point at no row, carried as they are.
    /// - Throws: `Failure` where keys are ambiguous or the archive cannot be written; no file is left then. With `usage`
    ///   where a mask needs a key and there is none.
    public func run(_ options: Options, progress: ProgressHandler = { _ in }) throws -> (
        report: Report, archive: ArchiveSummary
    ) {
        try MaskChecks(plan, connection: connection).lend(options.maskKey) {
            try ReadRights(plan, isPart: part != nil).check()
            let shared = try SharedNulls.find(in: plan, on: connection)
            var exporter = self
            exporter.plan = plan.needingEveryColumn(ofKeysOf: shared)
            return try exporter.export(options, progress: progress)
        }
    }

    private func export(_ options: Options, progress: ProgressHandler) throws -> (
        report: Report, archive: ArchiveSummary
    ) {
        let clock = ContinuousClock()
        let start = clock.now
        let taken = part?.relations ?? [:]
        let labels = Labels(plan, taken: taken)
        try labels.create(on: connection)
        defer { labels.drop(on: connection) }
        return try withSnapshot { warnings in
            try labels.fill(on: connection)
            let checks = SourceChecks(plan, labels: labels.relations, taken: taken, connection: connection)
            try checks.refuseAmbiguousKeys()
            let lost = try MaskChecks(plan, connection: connection).findLostKeys()
            let shared = plan.tables.filter(\.key.needsEveryColumn).map(SharedNulls.warning)
            let warnings = try plan.leftOut + warnings + shared + lost + checks.findUnmatched()
            let counts = try rowCounts()
            let lineage = try History(connection).lineage(covering: plan.tables.map(\.displayName))
            let created = Date()
            let writer = try ArchiveWriter(
                to: options.location, compression: options.compression,
                creationTime: Int(created.timeIntervalSince1970),
                replacing: options.replacesFile, checkpoint: connection.cancellation.checkpoint)
            var reports: [TableReport] = []
            do {
                let index = self.index(counts: counts, created: created, note: options.note, lineage: lineage)
                try writer.add(index: index.json.bytes(pretty: true))
                for (table, archived) in zip(plan.tables, index.tables) {
                    let done = reports.reduce(0) { $0 + $1.rows }
                    reports.append(
                        try write(table, as: archived, to: writer, labels: labels.relations) { rows in
                            progress(
                                ProgressEvent(
                                    stage: .exporting, table: table.displayName, phase: table.phase, rows: done + rows,
                                    total: counts.reduce(0, +)))
                        })
                }
                let summary = try writer.finish()
                let report = Report(
                    command: "export", archive: options.location.displayName, tables: reports, problems: warnings,
                    seconds: (clock.now - start).seconds)
                return (report, summary)
            } catch {
                writer.abandon()
                throw error
            }
        }
    }

    /// Why a row is in the export, or that it is not; nothing is written. The session's settings must be pinned.
    ///
    /// - Throws: `Failure` where there is no such row, or where the export takes whole tables.
    public func explain(_ row: RowKey) throws -> Explanation {
        guard let part else {
            throw Failure(
                .usage, "cannot explain why a row is in the export", cause: "whole tables are exported",
                remedy: "choose rows with --root or --since")
        }
        return try withSnapshot { _ in
            let place = try RowSearch(plan: plan.withoutMasks, connection: connection)
                .find(row, purpose: "cannot explain why a row is in the export")
            return try part.explain(place, on: connection)
        }
    }

    /// Runs `body` in one snapshot in which the rows of a part are found; lends it the warnings from that.
    private func withSnapshot<R>(_ body: ([Problem]) throws -> R) throws -> R {
        let rights = ReadRights(plan, isPart: part != nil)
        try rights.check()
        try part?.create(on: connection)
        defer { part?.drop(on: connection) }
        return try connection.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", ending: .rollBack) {
            try rights.lock(on: connection)
            return try body(part?.fill(on: connection) ?? [])
        }
    }

    private func rowCounts() throws -> [Int] {
        try plan.tables.map { table in
            let source = part?.relations[table.table.name] ?? RowQuery.source(table)
            let rows = try connection.rows("SELECT count(*) FROM \(source) AS t")
            return rows.first?[0].flatMap { Int($0) } ?? 0
        }
    }

    private func index(counts: [Int], created: Date, note: String?, lineage: Lineage?) -> ArchiveIndex {
        var files = FileNames()
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
        _ table: TablePlan, as archived: ArchivedTable, to writer: ArchiveWriter, labels: [TableName: SQL],
        progress: (Int) -> Void
    ) throws -> TableReport {
        let clock = ContinuousClock()
        let start = clock.now
        let taken = part?.relations[table.table.name]
        let statement = ExportQuery(table, in: plan, labels: labels, taken: taken).sql
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

extension ArchiveLocation {
    /// The name for a report: the file's last component, or `-`.
    public var displayName: String {
        switch self {
        case .file(let path): path.lastComponent?.string ?? path.string
        case .standardStream: "-"
        }
    }
}
