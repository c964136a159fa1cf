import Archive
import Catalogue
import CatalogueReading
import Declarations
import Diagnostics
public import Exporting
import Index
import Planning
public import PostgreSQL
import Reports
import Staging
public import SystemPackage
import TableKit

/// Compares two places, A and B, each an archive or a database. Nothing is written to either.
///
/// A row that only A has is a deletion, one that only B has an insertion: the changes lead from A to B.
public struct Comparer {
    private let modules: [Declaration]
    private let manifest: Manifest?
    private let selection: Selection?
    private let observer: RunObserver

    /// - Parameters:
    ///   - modules: what the modules of this satchel declare.
    ///   - manifest: what it declares, excludes and renames counts; which tables are compared `selection` says.
    ///   - selection: the tables of archives that are compared; nil: all.
    ///   - observer: told of the progress and of each difference.
    public init(
        modules: [Declaration], manifest: Manifest? = nil, selection: Selection? = nil,
        observer: RunObserver = .init()
    ) {
        self.modules = modules
        self.manifest = manifest
        self.selection = selection
        self.observer = observer
    }

    /// Compares a database with an archive. The session's settings must be pinned.
    ///
    /// - Throws: `Failure`: `archiveDamaged`, `schemaMismatch` where the archive does not fit the database, `failed`
    ///   where natural keys are ambiguous.
    public func database(_ a: Session, withArchive b: NamedArchive) throws -> Comparison {
        try compare(a, b, observer)
    }

    /// Compares an archive with a database, as `database(_:withArchive:)` does the other way round.
    public func archive(_ a: NamedArchive, withDatabase b: Session) throws -> Comparison {
        var reversing = observer
        if let show = observer.change { reversing.change = { try show($0.reversed) } }
        return try compare(b, a, reversing).reversed
    }

    /// Compares two databases: B is exported into an archive, which is compared with A. The settings of both sessions
    /// must be pinned.
    ///
    /// - Parameters:
    ///   - request: what of B is compared, by the same modules and manifest.
    ///   - path: where the archive may be; the caller removes it.
    /// - Throws: `Failure`, also what an export throws.
    public func databases(
        _ a: Session, _ b: Session, _ request: ExportRequest, exportingTo path: FilePath
    ) throws -> Comparison {
        if let manifest {
            if manifest.choosesRows { throw manifest.refusal(ofRowsOf: "a database") }
            try manifest.refuse(
                ["masks": !manifest.masks.isEmpty, "renames": !manifest.renames.isEmpty], of: "databases")
        }
        var request = request
        request.takesRowsWithoutKey = true
        request.isCompared = true
        let exporter = Exporter(request, on: b)
        let exported = try a.idle {
            try exporter.run(.init(to: .file(path), compression: .zstd), progress: observer.progress)
        }
        let reader = try ArchiveReader(from: .file(path), checkpoint: a.cancellation.checkpoint)
        let shown = Set(exported.asked.compactMap { TableName(parsing: $0) })
        let comparison = try compare(
            a, Catalogue.read(from: a), .init(reader, named: b.database.description), nil, shown, observer)
        return comparison.adding(exported.report.problems.filter { $0.kind == .leftOut })
    }

    /// Compares two archives. Their tables need not exist anywhere.
    ///
    /// - Parameter workbench: a session with pinned settings, in whose temporary tables the rows are compared.
    /// - Throws: `Failure`: `archiveDamaged`; `schemaMismatch` where one table has different natural keys or references
    ///   in both, so that its rows cannot be told; `failed` where keys are ambiguous.
    public func archives(_ a: NamedArchive, _ b: NamedArchive, on workbench: Session) throws -> Comparison {
        let start = ContinuousClock().now
        try manifest?.refuse(
            [
                "excludeColumns": manifest?.excludedColumns.isEmpty == false, "masks": manifest?.masks.isEmpty == false,
                "renames": manifest?.renames.isEmpty == false,
            ], of: "archives")
        let comparison = try ArchiveComparison(a, b, selection: selection, observer: observer, connection: workbench)
        try Comparer.require(selection, among: [comparison.a.whole, comparison.b.whole])
        return try comparison.run().taking((ContinuousClock().now - start).seconds)
    }

    /// The target is A, the archive B.
    private func compare(
        _ database: Session, _ archive: NamedArchive, _ observer: RunObserver
    ) throws -> Comparison {
        let archived = try ArchiveIndex(of: archive.reader)
        let catalogue = try Catalogue.read(from: database)
        let rules = try ImportRules(manifest, of: archived, base: nil, into: catalogue)
        let index = archived.renaming(rules.renames)
        let selection = selection?.renaming(rules.renames)
        try Comparer.require(selection, among: [index])
        let shown = selection.map(index.selected) ?? Set(index.tables.map(\.table))
        return try compare(database, catalogue, archive, selection, shown, observer)
    }

    /// - Parameter tables: those that are reported; others are read for the labels of their rows.
    private func compare(
        _ database: Session, _ catalogue: Catalogue, _ archive: NamedArchive, _ selection: Selection?,
        _ tables: Set<TableName>, _ observer: RunObserver
    ) throws -> Comparison {
        // Reports call tables as the database does, which may find them by another search path.
        let shown = Set(
            tables.map { name in catalogue.table(name).map { catalogue.displayName($0.name) } ?? name.description })
        var filtering = observer
        if let show = observer.change { filtering.change = { if shown.contains($0.table) { try show($0) } } }
        let start = ContinuousClock().now
        let found = try DatabaseComparison(
            modules: modules, manifest: manifest, purpose: .comparing, connection: database
        ).run(archive, TableChoice(restriction: selection), findsExtraRows: true, telling: filtering)
        return Comparison(
            a: database.database.description, b: archive.name,
            tables: found.tables.filter { shown.contains($0.table) }.map { ComparedTable($0) },
            problems: found.problems.filter { shown.contains($0.table) },
            seconds: (ContinuousClock().now - start).seconds)
    }

    private static func require(_ selection: Selection?, among indexes: [ArchiveIndex]) throws {
        guard case .named(let names)? = selection?.tables else { return }
        let known = Set(indexes.flatMap(\.tables).map(\.table))
        guard let unknown = names.first(where: { !known.contains($0) }) else { return }
        throw Failure(
            .failed, "cannot compare \"\(unknown)\"",
            cause: indexes.count == 1 ? "the archive has no such table" : "neither archive has such a table",
            remedy: "check the name: satchel inspect lists an archive's tables")
    }
}

extension Selection {
    /// The same tables under other names.
    fileprivate func renaming(_ names: [TableName: TableName]) -> Selection {
        func renamed(_ tables: [TableName]) -> [TableName] { tables.map { names[$0] ?? $0 } }
        if case .named(let tables) = tables { return Selection(.named(renamed(tables)), excluding: renamed(excluded)) }
        return Selection(tables, excluding: renamed(excluded))
    }
}

extension Manifest {
    /// Refuses what has no meaning where two places of one sort are compared.
    ///
    /// - Parameter given: by the name of a member whether the manifest has it.
    fileprivate func refuse(_ given: KeyValuePairs<String, Bool>, of places: String) throws(Failure) {
        let members = given.filter(\.value).map(\.key)
        if members.isEmpty { return }
        throw Failure(
            .usage, "the manifest \"\(name)\" cannot compare two \(places)",
            cause: "it has " + members.joined(separator: " and "),
            remedy: "compare an archive with a database, or use a manifest without "
                + members.joined(separator: " and "))
    }
}

extension Comparison {
    fileprivate func adding(_ warnings: [Problem]) -> Comparison {
        Comparison(a: a, b: b, tables: tables, problems: warnings + problems, seconds: seconds)
    }

    func taking(_ seconds: Double) -> Comparison {
        Comparison(a: a, b: b, tables: tables, problems: problems, seconds: seconds)
    }
}
