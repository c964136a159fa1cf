import Archive
import Catalogue
import CatalogueReading
import Comparing
import Declarations
import Diagnostics
import Exporting
import Foundation
import Importing
import Index
import Planning
import PostgreSQL
import Reports
import Rows
import Sandbox
import SystemPackage
import TableKit
import Testing

/// A source and a target database of one schema on the shared server, and a folder for archives.
struct DatabasePair {
    let source: Database
    let target: Database
    let folder: FilePath
    private let names = Names()

    /// Lends two databases, which are dropped whatever happens.
    ///
    /// - Parameters:
    ///   - schema: run in both.
    ///   - sourceRows: run in the source after it.
    ///   - targetRows: run in the target after it; without it every sequence of the target is shifted.
    static func with(
        schema: String, source sourceRows: String = "", target targetRows: String = "",
        _ body: (DatabasePair) async throws -> Void
    ) async throws {
        try await with(
            source: schema + ";" + sourceRows, target: schema + ";" + shiftSequences + targetRows, body)
    }

    /// Lends two databases, each made by a script of its own.
    static func with(
        source: String, target: String, _ body: (DatabasePair) async throws -> Void
    ) async throws {
        let scripts = (source, target)
        let sandbox = try await Sandbox.shared()
        try await sandbox.withDatabase { source in
            try await sandbox.withDatabase { target in
                try run(scripts.0, in: source)
                try run(scripts.1, in: target)
                let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                    "satchel-\(UUID().uuidString)")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                defer { try? FileManager.default.removeItem(at: folder) }
                try await body(DatabasePair(source: source, target: target, folder: FilePath(folder.path)))
            }
        }
    }

    private static let shiftSequences = """
        DO $shift$ DECLARE s record; BEGIN
        FOR s IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND n.nspname NOT LIKE 'pg_%'
        LOOP EXECUTE format('SELECT setval(%L, 7000 + %s)', s.name, abs(hashtext(s.name::text)) % 1000); END LOOP;
        END $shift$;
        """

    static func run(_ sql: String, in database: Database) throws {
        _ = try Connection(database).run(SQL(verbatim: sql))
    }

    /// The rows of a query as text, columns joined by "|", NULL as "∅".
    static func lines(_ sql: String, in database: Database) throws -> [String] {
        try rows(sql, in: database).map { row in
            (0..<row.count).map { row[$0] ?? "∅" }.joined(separator: "|")
        }
    }

    /// The same as they are.
    static func rows(_ sql: String, in database: Database) throws -> [Row] {
        let session = try Session(database)
        return try session.underDatabasePath { try session.rows(SQL(verbatim: sql)) }
    }

    func plan(_ handlers: [any TableHandler], tables: [TableName]?, of database: Database) throws -> Plan {
        let connection = try Session(database)
        let catalogue = try Catalogue.read(from: connection)
        let selected = tables ?? catalogue.tables.keys.sorted()
        let declarations = handlers.map { Declaration($0) }
        let names = try NamesInUse.read(declarations, in: catalogue, from: connection)
        return try Planner(catalogue: catalogue, declarations: declarations, names: names).plan(
            Selection(.named(selected)))
    }

    /// Exports the tables (all, where none are named) into a new archive.
    @discardableResult
    func export(
        _ handlers: [any TableHandler] = [], tables: [TableName]? = nil, from database: Database? = nil,
        maskKey: MaskKey? = nil, onStatement: ((StatementEvent) -> Void)? = nil
    ) throws -> (path: FilePath, report: Report) {
        let connection = try Session(database ?? source, onStatement: onStatement)
        let path = folder.appending("\(names.next()).tar.zst")
        let request = try request(handlers, tables: tables, of: database ?? source)
        let result = try Exporter(request, on: connection)
            .run(.init(to: .file(path), compression: .zstd, maskKey: maskKey))
        return (path, result.report)
    }

    /// A request for the tables: for all that the database has now, where none are named.
    func request(_ handlers: [any TableHandler], tables: [TableName]?, of database: Database) throws -> ExportRequest {
        var request = ExportRequest(modules: handlers.map { Declaration($0) })
        let all = try tables ?? Catalogue.read(from: Session(database)).tables.keys.sorted()
        request.tables = all.compactMap { TablePattern(parsing: $0.description) }
        return request
    }

    @discardableResult
    func load(
        _ path: FilePath, _ handlers: [any TableHandler] = [], into database: Database? = nil,
        _ options: LoadOptions = .init(), manifest: String? = nil, base: FilePath? = nil,
        observer: RunObserver = .init(), explaining: Bool = false, onStatement: ((StatementEvent) -> Void)? = nil
    ) throws -> Report {
        let connection = try Session(database ?? target, onStatement: onStatement)
        connection.explainsStatements = explaining
        let manifest = try manifest.map { try Manifest(parsing: Array($0.utf8), name: "own", file: "own.json") }
        let modules = handlers.map { Declaration($0) }
        if options.mode == .diff {
            let comparison = try Comparer(modules: modules, manifest: manifest, observer: observer)
                .database(connection, withArchive: input(path))
            return Report(comparison)
        }
        guard let request = options.request(base: try base.map(input)) else {
            return try Verification(modules: modules, manifest: manifest, connection: connection)
                .run(try input(path), tables: options.choice, observer: observer)
        }
        return try Importer(modules: modules, manifest: manifest, connection: connection)
            .run(try input(path), request, observer: observer)
    }

    private func input(_ path: FilePath) throws -> NamedArchive {
        NamedArchive(try ArchiveReader(from: .file(path)), named: path.lastComponent?.string ?? "")
    }

    /// What one table's file in an archive holds.
    func rows(of table: String, in path: FilePath) throws -> String {
        try #require(try files(in: path)[table], "the archive has no tables/\(table).csv")
    }

    /// The rows of every table's file in an archive, without the headers.
    func files(in path: FilePath) throws -> [String: String] {
        let reader = try ArchiveReader(from: .file(path))
        _ = try reader.index()
        var texts: [String: [UInt8]] = [:]
        while let part = try reader.nextTablePart() {
            try reader.read { bytes in bytes.withUnsafeBytes { texts[part.file, default: []].append(contentsOf: $0) } }
        }
        return texts.mapValues { String(decoding: $0, as: UTF8.self) }
    }

    private final class Names {
        private var count = 0
        func next() -> Int {
            count += 1
            return count
        }
    }
}

extension Report {
    /// What a comparison of a database with an archive found, in the words of an import.
    fileprivate init(_ comparison: Comparison) {
        let tables = comparison.tables.map { compared in
            var report = TableReport(table: compared.table, phase: .entities)
            (report.inserted, report.deleted) = (compared.onlyInB, compared.onlyInA)
            (report.updated, report.unchanged) = (compared.different, compared.equal)
            return report
        }
        self.init(
            command: "diff", archive: comparison.b, tables: tables, problems: comparison.problems,
            seconds: comparison.seconds)
    }
}

/// A handler made in a test; a module's own type would be `Table`.
struct TestHandler: TableHandler {
    var table: TableName = ""
    var naturalKey: NaturalKey = .none
    var excludedColumns: [ExcludedColumn] = []
    var kind: TableKind = .entity
    var dependencies: [TableName] = []
    var references: [Reference] = []
    var plain: [String] = []
    var lateSeeds: [LateSeed] = []
    var derived: [DerivedColumns] = []
    var belongsTo: Ownership?
    var preservesIDs = false
    var drawnFrom: TableName?
    var modifiedAt: String?
    var masks: [Mask] = []

    init() {}

    init(_ table: TableName, key: NaturalKey, _ change: (inout TestHandler) -> Void = { _ in }) {
        self.table = table
        naturalKey = key
        change(&self)
    }
}
