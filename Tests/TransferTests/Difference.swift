import Archive
import Catalogue
import CatalogueReading
import Comparing
import Declarations
import Diagnostics
import Exporting
import Foundation
import Index
import Planning
import PostgreSQL
import Reports
import Rows
import SystemPackage
import TableKit
import Testing

/// What was found between the two databases of a pair, in each of the ways in which two places can be compared.
enum Difference {
    /// The source is A, the target is B.
    enum Way: CaseIterable {
        case databases, databaseAndArchive, archiveAndDatabase, archives
    }

    struct Found: Equatable {
        var changes: [String] = []
        var totals: [Int] = []
        var notes: [String] = []

        init(_ comparison: Comparison, _ changes: [String]) {
            self.changes = changes
            let sums = comparison.totals
            totals = [sums.onlyInA, sums.onlyInB, sums.different, sums.equal]
            notes = comparison.problems.map(\.description)
        }
    }
}

extension DatabasePair {
    func diff(
        _ way: Difference.Way, reversed: Bool = false, _ handlers: [any TableHandler] = [],
        selection: Selection? = nil, tables: [TableName]? = nil
    ) throws -> Difference.Found {
        var changes: [String] = []
        func archive(_ path: FilePath) throws -> NamedArchive {
            NamedArchive(try ArchiveReader(from: .file(path)), named: path.lastComponent?.string ?? "")
        }
        func connect(_ database: Database) throws -> Session {
            let connection = try Session(database)
            return connection
        }
        let comparer = Comparer(
            modules: handlers.map { Declaration($0) },
            selection: selection,
            observer: .init(change: { changes.append($0.line) }))
        let (a, b) = reversed ? (target, source) : (source, target)
        func export(_ database: Database) throws -> NamedArchive {
            try archive(self.export(handlers, tables: tables, from: database).path)
        }
        let comparison: Comparison
        switch way {
        case .databases:
            comparison = try comparer.databases(
                connect(a), connect(b), request(handlers, selection),
                exportingTo: folder.appending("\(UUID().uuidString).tar.zst"))
        case .databaseAndArchive: comparison = try comparer.database(connect(a), withArchive: export(b))
        case .archiveAndDatabase: comparison = try comparer.archive(export(a), withDatabase: connect(b))
        case .archives:
            // Any database will do, also one that has the tables.
            comparison = try comparer.archives(export(a), export(b), on: connect(source))
        }
        return Difference.Found(comparison, changes)
    }

    func expect(
        _ changes: [String], equal: Int, _ handlers: [any TableHandler] = [],
        ways: [Difference.Way] = Difference.Way.allCases, location: SourceLocation = #_sourceLocation
    ) throws {
        let count = { (sign: String) in Set(changes.filter { $0.hasPrefix(sign) }).count }
        let rows = Set(
            changes.filter { $0.hasPrefix("~") }.map { $0.split(separator: ":")[0].split(separator: " ").dropLast() })
        for way in ways {
            let found = try diff(way, handlers)
            #expect(found.changes.sorted() == changes.sorted(), "\(way)", sourceLocation: location)
            #expect(found.totals[2...] == [rows.count, equal], "\(way)", sourceLocation: location)
            let back = try diff(way, reversed: true, handlers)
            #expect(back.changes.sorted() == changes.map(mirrored).sorted(), "\(way)", sourceLocation: location)
            #expect(back.totals == [found.totals[1], found.totals[0], found.totals[2], found.totals[3]], "\(way)")
            #expect(count("-") <= found.totals[0] && count("+") <= found.totals[1], "\(way)", sourceLocation: location)
        }
    }

    private func mirrored(_ line: String) -> String {
        if line.hasPrefix("+") { return "-" + line.dropFirst() }
        if line.hasPrefix("-") { return "+" + line.dropFirst() }
        let parts = line.split(separator: ": ", maxSplits: 1)
        let values = parts[1].components(separatedBy: " → ")
        return "\(parts[0]): \(values[1]) → \(values[0])"
    }
}

extension Change {
    /// `~ person p1 name: old → new`, NULL as "∅".
    fileprivate var line: String {
        let sign = [Kind.insert: "+", .update: "~", .delete: "-"][kind] ?? "?"
        return "\(sign) \(table) \(key ?? "∅")" + (column.map { " \($0): \(old ?? "∅") → \(new ?? "∅")" } ?? "")
    }
}

extension DatabasePair {
    /// A request for these tables of a database; for every table of the target, where none are selected.
    fileprivate func request(_ handlers: [any TableHandler], _ selection: Selection?) throws -> ExportRequest {
        guard case .named(let names)? = selection?.tables else {
            return try request(handlers, tables: nil, of: target)
        }
        var request = try request(handlers, tables: names, of: target)
        request.exclude = selection?.excluded.compactMap { TablePattern(parsing: $0.description) } ?? []
        return request
    }
}
