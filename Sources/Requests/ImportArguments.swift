import Archive
import Declarations
import Diagnostics
public import Importing
public import Index
import Loading
import Planning
public import PostgreSQL
public import Reports
import Staging
public import SystemPackage

/// What an import or update-import is asked to do, by arguments or over HTTP: what it says itself, else what its manifest
/// says. Both programs run it the same way.
public struct ImportArguments: Sendable {
    public var manifest: Manifest?
    /// Of the archive's tables these alone.
    public var tables: [TablePattern]?
    /// Tables that stay in the archive, beside those of the manifest.
    public var exclude: [TablePattern] = []
    /// Whether rows of the other tables come along where chosen rows need them.
    public var withDependencies = false
    public var triggers: TriggerMode = .suppress
    public var bulk: BulkMode = .auto
    public var missingReferences: MissingReferences = .fail
    public var undecidedKeys: UndecidedKeys = .ask
    /// Runs everything and rolls back.
    public var isDryRun = false
    /// Who asked for it, where it is not the database's role.
    public var actor: String?
    /// How rows that are there are updated; nil: they are left alone.
    public var merge: MergeArguments?

    public init(merge: MergeArguments? = nil) { self.merge = merge }
}

/// How an update-import goes about values that differ.
public struct MergeArguments: Sendable {
    public var base: BaseArgument = .search
    public var onConflict: ConflictPolicy = .stop
    /// CSV with decisions about conflicts.
    public var decisions: FilePath?
    /// Where to write the conflicts as CSV.
    public var conflicts: FilePath?
    public var deletes = false

    public init() {}
}

/// Where the base of a merge comes from.
public enum BaseArgument: Sendable, Equatable {
    /// The archive's lineage leads to it.
    case search
    /// There shall be none: the merge goes two ways.
    case none
    case file(FilePath)
}

/// Which base a merge has.
public enum FoundBase: Sendable, Equatable {
    /// The one that was named.
    case named(FilePath)
    /// The one that the archive's lineage leads to.
    case found(FilePath)
    /// None was wanted.
    case unwanted
    /// None was found, and why: the merge then goes two ways.
    case missing(why: String)
}

extension ImportArguments {
    /// Runs the import.
    ///
    /// - Parameters:
    ///   - folder: where the base is looked for.
    ///   - tellBase: told which base a merge has, before anything is read.
    /// - Throws: `Failure`, and `ConflictsFound` where a merge stops because of conflicts; nothing was changed then.
    public func run(
        _ archive: NamedArchive, basesIn folder: FilePath, on session: Session, observer: RunObserver = RunObserver(),
        tellBase: (FoundBase) -> Void = { _ in }
    ) throws -> Report {
        var request = ImportRequest(
            try action(for: archive, basesIn: folder, on: session, tellBase),
            tables: TableChoice(
                tables, excluding: exclude, manifest: manifest, withDependencies: withDependencies),
            triggers: triggers, missingReferences: missingReferences, isDryRun: isDryRun)
        request.actor = actor
        request.bulk = bulk
        request.undecidedKeys = undecidedKeys
        var conflicts = ConflictList()
        var observer = observer
        observer.conflict = { conflicts.add($0) }
        do {
            return try Importer(modules: moduleDeclarations, manifest: manifest, connection: session)
                .run(archive, request, observer: observer)
        } catch let failure as Failure where failure.code == .conflicts {
            throw ConflictsFound(failure: failure, list: conflicts)
        }
    }

    private func action(
        for archive: NamedArchive, basesIn folder: FilePath, on session: Session, _ tellBase: (FoundBase) -> Void
    ) throws -> ImportRequest.Action {
        guard let merge else { return .insert }
        let checkpoint = session.cancellation.checkpoint
        // Whole archives may have to be read to find it.
        let found = try session.idle { try merge.find(for: archive, in: folder, checkpoint) }
        tellBase(found)
        switch found {
        case .named(let path), .found(let path):
            let location = ArchiveLocation.file(path)
            let base = NamedArchive(
                try ArchiveReader(from: location, checkpoint: checkpoint), named: location.displayName)
            return .update(
                .threeWays(
                    Merge.ThreeWays(
                        base: base, onConflict: merge.onConflict, decisions: merge.decisions,
                        conflicts: merge.conflicts, deletes: merge.deletes)))
        case .unwanted, .missing:
            try merge.refuseWhatNeedsBase()
            return .update(.twoWays(deletesLinks: merge.deletes))
        }
    }
}

extension MergeArguments {
    fileprivate func find(
        for archive: NamedArchive, in folder: FilePath, _ checkpoint: @escaping Checkpoint
    ) throws -> FoundBase {
        switch base {
        case .none: return .unwanted
        case .file(let path): return .named(path)
        case .search:
            switch try BaseChoice(of: archive.index(), in: folder, checkpoint: checkpoint) {
            case .found(let path): return .found(path)
            case .none(let why): return .missing(why: why)
            }
        }
    }

    /// Without a base nothing is in conflict: the archive's values would go over those that were decided for.
    fileprivate func refuseWhatNeedsBase() throws(Failure) {
        if decisions != nil {
            throw Failure(
                .usage, "decisions are for a merge with a base", cause: "the merge has none",
                remedy: "name the archive that both sides started from as the base, or leave the decisions out")
        }
        if conflicts != nil {
            throw Failure(
                .usage, "conflicts are found in a merge with a base alone",
                cause: "the merge has none, and would take the archive's values",
                remedy: "name the archive that both sides started from as the base, or ask for no list of conflicts")
        }
        if onConflict == .keep {
            throw Failure(
                .usage, "conflicts can be decided for the database in a merge with a base alone",
                cause: "the merge has none, and would take the archive's values",
                remedy: "name the archive that both sides started from as the base, or import what is new alone")
        }
    }
}
