public import Archive
import Catalogue
import Diagnostics
public import Planning
public import PostgreSQL
import TableKit

/// What happens to a row that the target has already.
public enum ImportMode: String, Sendable {
    /// It is left alone.
    case skip = "import"
    /// It is updated where it differs.
    case update = "update-import"
    /// It is compared, and nothing is written: rows that would be inserted are missing, those that would be updated differ.
    case verify

    var compares: Bool { self != .skip }
}

/// Brings the rows of an archive into a database that has others: inserts what is not there and, on request, updates
/// what differs, in one transaction.
public struct Importer {
    private let connection: Connection
    private let modules: [Declaration]

    /// - Parameter modules: what the modules of this satchel declare; they add late seeds, derived columns and order.
    public init(modules: [Declaration], connection: Connection) {
        self.modules = modules
        self.connection = connection
    }

    public struct Options: Sendable {
        public var mode: ImportMode
        public var triggers: TriggerMode
        public var missingReferences: MissingReferences
        /// Runs everything and rolls back.
        public var isDryRun: Bool
        /// Who asked for the import, where it is not the database's role.
        public var actor: String?

        public init(
            mode: ImportMode = .skip, triggers: TriggerMode = .suppress, missingReferences: MissingReferences = .fail,
            isDryRun: Bool = false,
            actor: String? = nil
        ) {
            self.mode = mode
            self.triggers = triggers
            self.missingReferences = missingReferences
            self.isDryRun = isDryRun
            self.actor = actor
        }
    }

    /// Imports. The session's settings must be pinned.
    ///
    /// - Parameter name: the archive's name for report and history.
    /// - Throws: `Failure`; nothing was changed then.
    public func run(
        _ reader: ArchiveReader, named name: String, _ options: Options = Options(),
        progress: @escaping ProgressHandler = { _ in }
    ) throws -> Report {
        let start = ContinuousClock().now
        let index = try ArchiveIndex(parsing: reader.index())
        let catalogue = try Catalogue.read(from: connection)
        let plan = try ImportPlan(index, modules: modules, catalogue: catalogue)
        return try connection.transaction(
            "BEGIN ISOLATION LEVEL REPEATABLE READ",
            ending: options.isDryRun || options.mode == .verify ? .rollBack : .commit
        ) {
            do {
                var run = ImportRun(plan, options: options, connection: connection, progress: progress)
                try run.lock()
                try run.stage(reader)
                let summary = try reader.finish()
                try run.resolve()
                if options.mode == .verify {
                    return run.report(named: name, seconds: (ContinuousClock().now - start).seconds)
                }
                try run.write()
                let report = run.report(named: name, seconds: (ContinuousClock().now - start).seconds)
                let warning = try History(connection).record(
                    report, index: index, digest: summary.digest, by: options.actor)
                return warning.map { report.adding($0) } ?? report
            } catch let error as ServerError {
                throw error.failure(doing: "cannot import \"\(name)\"")
            } catch let failure as Failure where failure.code == .interrupted {
                throw Failure(.interrupted, "interrupted", cause: "nothing was changed")
            }
        }
    }
}

extension Report {
    fileprivate func adding(_ problem: Problem) -> Report {
        Report(
            command: command, archive: archive, isDryRun: isDryRun, tables: tables, problems: problems + [problem],
            seconds: seconds)
    }
}
