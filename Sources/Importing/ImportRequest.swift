public import Index
import Loading
public import Staging
public import SystemPackage

/// What an import is to do, everything it names at hand: tables by pattern, the base as an open archive.
public struct ImportRequest {
    public var action: Action
    /// Which of the archive's tables are imported.
    public var tables: TableChoice
    public var triggers: TriggerMode
    public var bulk = BulkMode.auto
    package var bulkWays = BulkWays.all
    public var missingReferences: MissingReferences
    public var undecidedKeys = UndecidedKeys.ask
    /// Runs everything and rolls back.
    public var isDryRun: Bool
    /// Who asked for the import, where it is not the database's role.
    public var actor: String?

    /// What happens to a row that the target has already.
    public enum Action {
        /// It is left alone.
        case insert
        /// It is updated where it differs.
        case update(Merge)
    }

    public init(
        _ action: Action = .insert, tables: TableChoice = TableChoice(), triggers: TriggerMode = .suppress,
        missingReferences: MissingReferences = .fail, isDryRun: Bool = false, actor: String? = nil
    ) {
        self.action = action
        self.tables = tables
        self.triggers = triggers
        self.missingReferences = missingReferences
        self.isDryRun = isDryRun
        self.actor = actor
    }
}

/// How an update goes about values that differ.
public enum Merge {
    /// Without a base: the archive's values are taken. On request the links go that the archive no longer has, of
    /// parents that it has.
    case twoWays(deletesLinks: Bool)
    /// A value that one side changed since the base counts; one that both changed is a conflict.
    case threeWays(ThreeWays)

    /// A merge with a base.
    public struct ThreeWays {
        /// The archive that both sides started from.
        public var base: NamedArchive
        /// What happens where both sides changed a value.
        public var onConflict: ConflictPolicy
        /// CSV with decisions about conflicts, as `conflicts` has them.
        public var decisions: FilePath?
        /// Where to write the conflicts as CSV.
        public var conflicts: FilePath?
        /// Whether rows go that the archive's side deleted.
        public var deletes: Bool

        public init(
            base: NamedArchive, onConflict: ConflictPolicy = .stop, decisions: FilePath? = nil,
            conflicts: FilePath? = nil, deletes: Bool = false
        ) {
            self.base = base
            self.onConflict = onConflict
            self.decisions = decisions
            self.conflicts = conflicts
            self.deletes = deletes
        }
    }
}

extension ImportRequest {
    /// The command's name: in reports and in the history.
    var command: String {
        switch action {
        case .insert: "import"
        case .update: "update-import"
        }
    }

    var base: NamedArchive? {
        if case .update(.threeWays(let merge)) = action { return merge.base }
        return nil
    }

    var updates: Bool {
        if case .update = action { return true }
        return false
    }
}
