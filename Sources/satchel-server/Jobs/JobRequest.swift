import Declarations
import Exporting
import Importing
import Planning
import Requests
import Staging

/// What a job is to do. Everything in it was checked as far as that goes without the database.
enum JobRequest: Sendable {
    case export(ExportRequest, archive: BackupName?, note: String?)
    case load(LoadRequest)
    case diff(DiffRequest)

    var kind: JobKind {
        switch self {
        case .export: .export
        case .load(let request): request.arguments.merge == nil ? .import : .updateImport
        case .diff: .diff
        }
    }

    var archive: BackupName? {
        switch self {
        case .export(_, let archive, _): archive
        case .load(let request): request.archive
        case .diff(let request): request.archive
        }
    }

    /// The archives that it needs.
    var reads: [BackupName] {
        switch self {
        case .export: return []
        case .load(let request):
            if case .named(let base) = request.base { return [request.archive, base] }
            return [request.archive]
        case .diff(let request): return [request.archive]
        }
    }

    /// Whether it locks the database's tables, so that two of these wait for each other. A dry run does so too.
    var writes: Bool {
        if case .load = self { true } else { false }
    }

    var isDryRun: Bool {
        if case .load(let request) = self { request.arguments.isDryRun } else { false }
    }
}

enum JobKind: String, Sendable, CaseIterable {
    case export
    case `import`
    case updateImport = "update-import"
    case diff
}

enum JobState: String, Sendable, CaseIterable {
    case queued, running, done, failed, cancelled

    var isFinal: Bool { self != .queued && self != .running }
}

/// An import or update-import of an archive in the backups folder.
struct LoadRequest: Sendable {
    var archive: BackupName
    /// All but what names files.
    var arguments: ImportArguments
    var base: Base = .found
    var showsChanges = false
    /// Decisions about conflicts as CSV.
    var decisions: [UInt8]?

    /// Where the base of a merge comes from.
    enum Base: Sendable, Equatable {
        /// The archive's lineage leads to it.
        case found
        /// Merge two ways.
        case none
        case named(BackupName)
    }
}

/// A comparison of the database with an archive in the backups folder.
struct DiffRequest: Sendable {
    var archive: BackupName
    var manifest: Manifest?
    var choice: TableChoice
    var showsChanges: Bool
}
