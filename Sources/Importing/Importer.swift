import Catalogue
import Diagnostics
public import Index
public import Planning
public import PostgreSQL
public import Reports
import Rows
public import Staging
public import SystemPackage
import TableKit

/// What happens to a row that the target has already.
public enum ImportMode: String, Sendable {
    /// It is left alone.
    case skip = "import"
    /// It is updated where it differs.
    case update = "update-import"
    /// It is compared, and nothing is written: rows that would be inserted are missing, those that would be updated differ.
    case verify
    /// As `verify`, and rows that only the target has are found. References are compared by the keys that they mean, so
    /// none has to lead to a row.
    case diff

    var compares: Bool { self != .skip }
    var writes: Bool { self == .skip || self == .update }
    /// What an error says that it cannot do.
    var task: String { writes ? "import" : "compare" }
}

/// Brings the rows of an archive into a database that has others: inserts what is not there and, on request, updates
/// what differs, in one transaction.
public struct Importer {
    private let connection: Session
    private let modules: [Declaration]
    private let manifest: Manifest?

    /// - Parameters:
    ///   - modules: what the modules of this satchel declare; they add late seeds, derived columns and order.
    ///   - manifest: its declarations go before the modules', its names of tables and excluded columns count; which
    ///     tables are imported `Options` says.
    public init(modules: [Declaration], manifest: Manifest? = nil, connection: Session) {
        self.modules = modules
        self.manifest = manifest
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
        /// Which of the archive's tables are imported.
        public var choice = TableChoice()
        /// What a merge with a base does where both sides changed a value.
        public var onConflict: ConflictPolicy = .stop
        /// CSV with decisions about conflicts, as `conflictsFile` has them.
        public var decisionsFile: FilePath?
        /// Where to write the conflicts as CSV.
        public var conflictsFile: FilePath?
        /// Whether an update deletes: with a base the rows that the archive's side deleted, without one the links that
        /// the archive no longer has.
        public var deletes = false
        /// Which of the archive's tables are read, with those whose rows they name by label; nil: all.
        public var selection: Selection?

        public init(
            mode: ImportMode = .skip, triggers: TriggerMode = .suppress, missingReferences: MissingReferences = .fail,
            isDryRun: Bool = false, actor: String? = nil
        ) {
            self.mode = mode
            self.triggers = triggers
            self.missingReferences = missingReferences
            self.isDryRun = isDryRun
            self.actor = actor
        }
    }

    /// Without a base nothing is in conflict: the archive's values would go over those that were decided for.
    private static func refuseDecisions(_ options: Options) throws(Failure) {
        if options.decisionsFile != nil {
            throw Failure(
                .usage, "decisions are for a merge with a base", cause: "the merge has none",
                remedy: "name the archive that both sides started from as the base, or leave the decisions out")
        }
        if options.onConflict == .keep {
            throw Failure(
                .usage, "conflicts can be decided for the database in a merge with a base alone",
                cause: "the merge has none, and would take the archive's values",
                remedy: "name the archive that both sides started from as the base, or import what is new alone")
        }
    }

    /// Imports. The session's settings must be pinned.
    ///
    /// - Parameter base: the archive that both sides started from: an update is then a three-way merge.
    /// - Throws: `Failure`; nothing was changed then. `conflicts` where both sides changed a value and nobody decided.
    public func run(
        _ archive: NamedArchive, base: NamedArchive? = nil, _ options: Options = Options(),
        observer: RunObserver = RunObserver()
    ) throws -> Report {
        let start = ContinuousClock().now
        if base == nil { try Importer.refuseDecisions(options) }
        let archived = try ArchiveIndex(of: archive.reader)
        let baseIndex = try base.map { try ArchiveIndex(of: $0.reader) }
        let catalogue = try Catalogue.read(from: connection)
        let rules = try ImportRules(manifest, of: archived, base: baseIndex, into: catalogue)
        let renamedBase = baseIndex?.renaming(rules.renames)
        let renamed = archived.renaming(rules.renames)
        let index = renamedBase.map(renamed.knowingTables) ?? renamed
        let modules = manifest?.declarations(over: modules, in: catalogue) ?? modules
        let names = try NamesInUse.read(
            TargetPlan.declarations(of: index, modules: modules, rules: rules, in: catalogue), in: catalogue,
            from: connection)
        let plan = try TargetPlan(
            index, options.choice, selection: options.selection, ofRowsOnly: options.mode == .diff, modules: modules,
            rules: rules, catalogue: catalogue, names: names
        ) { plan in
            let inBase = renamedBase?.sharingNulls(in: catalogue) ?? []
            return try SharedNulls.find(in: plan, on: connection).union(inBase)
        }
        let mergeBase = try base.flatMap { base in
            try renamedBase.map { try MergeBase(base.reader, index: $0, named: base.name, beside: plan) }
        }
        return try connection.transaction(
            "BEGIN ISOLATION LEVEL REPEATABLE READ",
            ending: options.isDryRun || !options.mode.writes ? .rollBack : .commit
        ) {
            do {
                var run = ImportRun(
                    plan, base: mergeBase, catalogue: catalogue, options: options, connection: connection,
                    observer: observer)
                try run.lock()
                let summary = try run.stage(archive.reader)
                try run.resolve()
                if options.mode.writes { try run.write() }
                let report = run.report(named: archive.name, seconds: (ContinuousClock().now - start).seconds)
                guard options.mode.writes else { return report }
                let warning = try History(connection).record(
                    report, index: index, digest: summary.digest, by: options.actor)
                return warning.map { report.adding($0) } ?? report
            } catch let error as ServerError {
                throw error.failure(doing: "cannot \(options.mode.task) \"\(archive.name)\"")
            } catch let failure as Failure where failure.code == .interrupted {
                throw Failure(.interrupted, "interrupted", cause: "nothing was changed")
            }
        }
    }
}
