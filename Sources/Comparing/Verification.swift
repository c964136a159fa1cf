import Declarations
import Index
import Planning
public import PostgreSQL
public import Reports
public import Staging

/// Looks whether a database has everything of an archive, as the archive says. Nothing is written.
public struct Verification {
    private let modules: [Declaration]
    private let manifest: Manifest?
    private let connection: Session

    /// - Parameters:
    ///   - modules: what the modules of this satchel declare.
    ///   - manifest: what it declares, excludes and renames counts; which tables are looked at `run` is told.
    public init(modules: [Declaration], manifest: Manifest? = nil, connection: Session) {
        self.modules = modules
        self.manifest = manifest
        self.connection = connection
    }

    /// - Parameter tables: which of the archive's tables are looked at.
    /// - Returns: a report in which rows that are missing count as inserted, those that differ as updated.
    /// - Throws: `Failure`: `archiveDamaged`, `schemaMismatch` where the archive does not fit the database, `failed` where
    ///   natural keys are ambiguous.
    public func run(
        _ archive: NamedArchive, tables: TableChoice = TableChoice(), observer: RunObserver = RunObserver()
    ) throws -> Report {
        let start = ContinuousClock().now
        let found = try DatabaseComparison(
            modules: modules, manifest: manifest, purpose: .verifying, connection: connection
        ).run(archive, tables, findsExtraRows: false, telling: observer)
        return Report(
            command: "verify", archive: archive.name, tables: found.tables, problems: found.problems,
            seconds: (ContinuousClock().now - start).seconds)
    }
}
