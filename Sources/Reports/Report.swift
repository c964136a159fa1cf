public import Diagnostics
public import JSON
import OrderedCollections
public import Planning

/// What a command did, table by table. One shape for every command, on a terminal and as JSON.
public struct Report: Sendable, Equatable {
    /// `export`, `import` …
    public let command: String
    /// The archive's file name, or `-`.
    public let archive: String
    /// The file name of the archive that both sides of a merge started from.
    public let base: String?
    public let isDryRun: Bool
    public let tables: [TableReport]
    /// What the reader should know of: warnings, and rows that were rejected on request.
    public let problems: [Problem]
    /// Wall-clock seconds of the whole command.
    public let seconds: Double
    /// What the run would have locked; nil where it was no dry run of an import.
    public let locks: TableLocks?

    public init(
        command: String, archive: String, base: String? = nil, isDryRun: Bool = false, tables: [TableReport],
        problems: [Problem] = [], seconds: Double, locks: TableLocks? = nil
    ) {
        self.command = command
        self.archive = archive
        self.base = base
        self.isDryRun = isDryRun
        self.tables = tables
        self.problems = problems
        self.seconds = seconds
        self.locks = locks
    }

    package func adding(_ problem: Problem) -> Report {
        Report(
            command: command, archive: archive, base: base, isDryRun: isDryRun, tables: tables,
            problems: problems + [problem], seconds: seconds, locks: locks)
    }

    /// The sum over all tables.
    public var totals: TableReport {
        tables.reduce(into: TableReport(table: "total", phase: .lateSeeds)) { $0.add($1) }
    }
}

/// What a command did with one table: numbers of rows.
public struct TableReport: Sendable, Equatable {
    public let table: String
    public let phase: Phase
    /// In the archive.
    public var rows = 0
    public var inserted = 0
    public var updated = 0
    public var unchanged = 0
    /// There already, and left alone; in a merge: deleted in the target since the base, and left so.
    public var skipped = 0
    public var deleted = 0
    /// Left out on request, because a reference could not be resolved.
    public var rejected = 0
    /// Values that both sides of a merge changed, and rows that one deleted and the other changed; all decided.
    public var conflicts = 0
    /// Inserted rows of which a reference was set afterwards.
    public var lateSeeded = 0
    /// Seconds spent on this table.
    public var seconds = 0.0

    public init(table: String, phase: Phase) {
        self.table = table
        self.phase = phase
    }

    fileprivate mutating func add(_ other: TableReport) {
        rows += other.rows
        inserted += other.inserted
        updated += other.updated
        unchanged += other.unchanged
        skipped += other.skipped
        deleted += other.deleted
        rejected += other.rejected
        conflicts += other.conflicts
        lateSeeded += other.lateSeeded
        seconds += other.seconds
    }
}

extension Report {
    public var json: JSON {
        var members: OrderedDictionary<String, JSON> = [
            "command": .string(command),
            "archive": .string(archive),
            "base": base.map { .string($0) } ?? .null,
            "dryRun": .bool(isDryRun),
            "tables": .array(tables.map(\.json)),
            "totals": .object(totals.counts),
            "problems": .array(problems.map(\.json)),
            "seconds": .number(Report.rounded(seconds)),
        ]
        members["locks"] = locks?.json
        return .object(members)
    }

    package static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}

extension TableReport {
    public var json: JSON {
        var members: OrderedDictionary<String, JSON> = ["table": .string(table), "phase": .integer(phase.rawValue)]
        members.merge(counts) { first, _ in first }
        return .object(members)
    }

    /// The numbers without the table's name.
    fileprivate var counts: OrderedDictionary<String, JSON> {
        [
            "rows": .integer(rows), "inserted": .integer(inserted), "updated": .integer(updated),
            "unchanged": .integer(unchanged),
            "skipped": .integer(skipped), "deleted": .integer(deleted), "rejected": .integer(rejected),
            "conflicts": .integer(conflicts),
            "lateSeeded": .integer(lateSeeded), "seconds": .number(Report.rounded(seconds)),
        ]
    }
}
