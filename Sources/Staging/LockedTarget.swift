import Catalogue
import CatalogueReading
import Declarations
import Diagnostics
import Index
import Planning
import PostgreSQL
import Rows
import TableKit

/// A target whose tables are locked before anything is read that a plan rests on: what the plan says of them nobody
/// changes until the transaction ends.
package struct LockedTarget {
    private let modules: [Declaration]
    private let manifest: Manifest?
    private let purpose: Purpose
    private let undecidedKeys: UndecidedKeys
    private let connection: Session

    /// - Parameter modules: what the modules of this satchel declare.
    package init(
        modules: [Declaration], manifest: Manifest?, for purpose: Purpose, undecidedKeys: UndecidedKeys = .ask,
        on connection: Session
    ) {
        self.undecidedKeys = undecidedKeys
        self.modules = modules
        self.manifest = manifest
        self.purpose = purpose
        self.connection = connection
    }

    /// How often the tables are looked for anew where others create, drop or rename some meanwhile.
    private static let patience = 3

    /// Runs `body` with the plan of an archive, in one transaction in which the plan's tables are locked.
    ///
    /// Which tables these are is known only from the catalogue, and a transaction that has read it would go on seeing it as
    /// it was: so they are looked for first, then locked, and the plan is made of what is read after that.
    package func transaction<R>(
        for archives: SourceArchives, _ choice: TableChoice,
        ending: Connection.Ending, _ body: (TargetPlan, MergeBase?) throws -> R
    ) throws -> R {
        var before = try Catalogue.read(from: connection)
        var tables = try tables(of: archives, choice, in: before)
        for _ in 0..<LockedTarget.patience {
            do {
                return try connection.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ", ending: ending) {
                    try lock(tables, in: before)
                    let catalogue = try Catalogue.read(from: connection)
                    let needed = try self.tables(of: archives, choice, in: catalogue)
                    guard needed.isSubset(of: tables) else { throw OtherTables(tables: needed, catalogue: catalogue) }
                    let (plan, base) = try plan(for: archives, choice, in: catalogue)
                    return try body(plan, base)
                }
            } catch let other as OtherTables {
                (tables, before) = (other.tables, other.catalogue)
            } catch let failure as Failure where failure.code == .interrupted && failure.cause == nil {
                throw Failure(.interrupted, "interrupted", cause: "nothing was changed")
            }
        }
        throw Failure(
            .failed, "cannot lock the tables of \"\(archives.archive.name)\"",
            cause: "tables are created, dropped or renamed meanwhile", remedy: "run the command again when nobody does")
    }

    /// Thrown where the catalogue under the lock has the archive's tables elsewhere than before.
    private struct OtherTables: Error {
        let tables: Set<TableName>
        let catalogue: Catalogue
    }

    private func tables(
        of archives: SourceArchives, _ choice: TableChoice, in catalogue: Catalogue
    ) throws -> Set<TableName> {
        let rules = try ImportRules(manifest, of: archives.index, base: archives.base?.index, into: catalogue)
        let renamed = archives.index.renaming(rules.renames)
        let index = choice.restricting(renamed)
        return try ChosenTables(choice, of: index, renamed: rules.renames, in: catalogue).targets(in: catalogue)
    }

    /// Locks come before the transaction's snapshot, in the order of the tables' names.
    private func lock(_ tables: Set<TableName>, in catalogue: Catalogue) throws {
        for table in tables.sorted().compactMap({ catalogue.tables[$0] }) {
            do {
                // Names alone, so the path does not matter; before satchel's there may be a SELECT, which takes a snapshot.
                try connection.underDatabasePath {
                    try connection.run("LOCK TABLE \(RowQuery.source(table)) IN \(purpose.lock) MODE")
                }
            } catch let error as ServerError {
                throw error.failure(doing: "cannot lock \"\(catalogue.displayName(table.name))\"")
            }
        }
    }

    private func plan(
        for archives: SourceArchives, _ choice: TableChoice, in catalogue: Catalogue
    ) throws -> (TargetPlan, MergeBase?) {
        let rules = try ImportRules(manifest, of: archives.index, base: archives.base?.index, into: catalogue)
        let base = archives.base.map { ($0.archive, $0.index.renaming(rules.renames)) }
        let renamed = archives.index.renaming(rules.renames)
        let index = base.map { renamed.knowingTables(of: $0.1) } ?? renamed
        // An archive says itself how its rows are known: what a module adds is left out where it is for another table.
        let fitting = FittingModules(modules, in: catalogue)
        let archived = Set(index.tables.compactMap { catalogue.table($0.table)?.name })
        let setAside = fitting.setAside.filter { archived.contains($0.table) }.map(\.warning)
        let modules = manifest?.declarations(over: fitting.declarations, in: catalogue) ?? fitting.declarations
        let names = try NamesInUse.read(
            TargetPlan.declarations(of: index, modules: modules, rules: rules, in: catalogue), in: catalogue,
            from: connection)
        func planned(doubting broken: [TableName: Set<String>]) throws -> TargetPlan {
            try TargetPlan(
                index, choice, for: purpose, modules: modules, rules: rules, catalogue: catalogue, names: names,
                doubting: broken, setAside: setAside
            ) { plan in
                let inBase = base?.1.sharingNulls(in: catalogue) ?? []
                return try SharedNulls.find(in: plan, on: connection).union(inBase)
            }
        }
        var plan = try planned(doubting: [:])
        if purpose != .writing {
            let broken = try BrokenKeys(plan.plan, on: connection).find()
            if !broken.isEmpty { plan = try planned(doubting: broken) }
        }
        if purpose == .writing, undecidedKeys == .ask { try plan.undecided.refuse(on: connection) }
        return (plan, try base.map { try MergeBase($0.0, index: $0.1, beside: plan) })
    }
}
