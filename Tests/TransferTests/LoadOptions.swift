import Foundation
import Importing
import Index
import Loading
import Staging
import SystemPackage

/// What a test asks of an import, member by member; a base makes a merge of three ways of an update.
struct LoadOptions {
    enum Mode { case skip, update, verify, diff }

    var mode: Mode
    var triggers: TriggerMode
    var missingReferences: MissingReferences
    var isDryRun: Bool
    var choice = TableChoice()
    var onConflict: ConflictPolicy = .stop
    var decisionsFile: FilePath?
    var conflictsFile: FilePath?
    var deletes = false
    /// SATCHEL_TEST_BULK runs every suite on one of the ways: a mode, or `remaking`, as for an owner that is no superuser.
    var bulk: BulkMode
    var bulkWays = BulkWays.all
    var undecidedKeys: UndecidedKeys

    init(
        mode: Mode = .skip, triggers: TriggerMode = .suppress, missingReferences: MissingReferences = .fail,
        isDryRun: Bool = false, undecidedKeys: UndecidedKeys = .ask
    ) {
        self.undecidedKeys = undecidedKeys
        self.mode = mode
        self.triggers = triggers
        self.missingReferences = missingReferences
        self.isDryRun = isDryRun
        let way = ProcessInfo.processInfo.environment["SATCHEL_TEST_BULK"]
        if way == "remaking" { bulkWays = .remaking }
        bulk = way == "remaking" ? .always : way.flatMap(BulkMode.init) ?? .auto
    }

    /// Nil where rows are compared only.
    func request(base: NamedArchive?) -> ImportRequest? {
        let action: ImportRequest.Action
        switch mode {
        case .verify, .diff: return nil
        case .skip: action = .insert
        case .update:
            action = .update(
                base.map { base in
                    .threeWays(
                        Merge.ThreeWays(
                            base: base, onConflict: onConflict, decisions: decisionsFile, conflicts: conflictsFile,
                            deletes: deletes))
                } ?? .twoWays(deletesLinks: deletes))
        }
        var request = ImportRequest(
            action, tables: choice, triggers: triggers, missingReferences: missingReferences, isDryRun: isDryRun)
        request.bulk = bulk
        request.bulkWays = bulkWays
        request.undecidedKeys = undecidedKeys
        return request
    }
}
