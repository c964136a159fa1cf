import Declarations
import Diagnostics
public import Index
import Planning
public import PostgreSQL
public import Reports
import Staging

/// Brings the rows of an archive into a database that has others: inserts what is not there and, on request, updates
/// what differs, in one transaction.
///
/// A run is a chain of values, each made of the one before: request, plan over the locked target, staged archive, paired
/// rows, prepared rows, written rows, report.
public struct Importer {
    private let connection: Session
    private let modules: [Declaration]
    private let manifest: Manifest?

    /// - Parameters:
    ///   - modules: what the modules of this satchel declare; they add late seeds, derived columns and order.
    ///   - manifest: its declarations go before the modules', its names of tables and excluded columns count; which
    ///     tables are imported the request says.
    public init(modules: [Declaration], manifest: Manifest? = nil, connection: Session) {
        self.modules = modules
        self.manifest = manifest
        self.connection = connection
    }

    /// Imports.
    ///
    /// - Throws: `Failure`; nothing was changed then. `conflicts` where both sides changed a value and nobody decided.
    public func run(
        _ archive: NamedArchive, _ request: ImportRequest = ImportRequest(), observer: RunObserver = RunObserver()
    ) throws -> Report {
        let start = ContinuousClock().now
        let archives = try SourceArchives(archive, base: request.base)
        let target = LockedTarget(
            modules: modules, manifest: manifest, for: .writing, undecidedKeys: request.undecidedKeys, on: connection)
        return try target.transaction(
            for: archives, request.tables, ending: request.isDryRun ? .rollBack : .commit
        ) { plan, base in
            do {
                let staged = try StagedArchive(archive, as: plan, base: base, on: connection, telling: observer)
                let paired = try PairedRows(
                    staged, withDependencies: request.tables.withDependencies, updates: request.updates, on: connection)
                let prepared = try PreparedImport(paired, for: request, on: connection, telling: observer)
                if let show = observer.change { try prepared.show(show) }
                let written = try WrittenImport(prepared, for: request, on: connection, telling: observer)
                let locks = request.isDryRun ? try HeldLocks(connection: connection).read() : nil
                let report = written.report(
                    of: request, archive: archive.name, seconds: (ContinuousClock().now - start).seconds, locks)
                let warning = try History(connection).record(
                    report, index: plan.index, digest: staged.summary.digest, by: request.actor)
                return warning.map { report.adding($0) } ?? report
            } catch let error as ServerError {
                throw error.failure(doing: "cannot import \"\(archive.name)\"")
            }
        }
    }
}
