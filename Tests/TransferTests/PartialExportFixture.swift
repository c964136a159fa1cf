import Diagnostics
import Exporting
import Foundation
import Planning
import PostgreSQL
import Reports
import SystemPackage
import TableKit

extension DatabasePair {
    /// An exporter of chosen rows, with its connection.
    func exporter(
        _ selection: RowSelection, _ handlers: [any TableHandler] = [], tables: [TableName]? = nil,
        from database: Database? = nil
    ) throws -> (exporter: Exporter, connection: Session) {
        let connection = try Session(database ?? source)
        var request = try request(handlers, tables: tables, of: database ?? source)
        request.root = selection.root.map { "\($0.table)=\($0.key)" }
        request.since = selection.since?.ISO8601Format()
        request.references = selection.neededRows
        return (Exporter(request, on: connection), connection)
    }

    /// Exports the chosen rows of the tables (all, where none are named) into a new archive.
    @discardableResult
    func exportPart(
        _ selection: RowSelection, _ handlers: [any TableHandler] = [], tables: [TableName]? = nil,
        from database: Database? = nil
    ) throws -> (path: FilePath, report: Report) {
        let path = folder.appending("\(UUID().uuidString).tar.zst")
        let (exporter, _) = try exporter(selection, handlers, tables: tables, from: database)
        return (path, try exporter.run(.init(to: .file(path), compression: .zstd)).report)
    }

    /// How many rows of each table an export of one root's data takes, as `events 3, users 2`; tables without rows are
    /// left out.
    func counts(
        of root: String, _ handlers: [any TableHandler] = [], tables: [TableName]? = nil, keys: Bool = false
    ) throws -> String {
        let selection = RowSelection(root: try RowKey(parsing: root), neededRows: keys ? .stay : .travel)
        let report = try exportPart(selection, handlers, tables: tables).report
        return report.tables.filter { $0.rows > 0 }.map { "\($0.table) \($0.rows)" }.sorted().joined(separator: ", ")
    }

    /// The rows of one table's file in an archive, a line each; no value holds a newline.
    func lines(of table: String, in path: FilePath) throws -> [String] {
        try rows(of: table, in: path).split(separator: "\n").dropFirst().map(String.init)
    }

    /// The way to a row as the references and rows on it, a line a step.
    func way(
        to row: String, _ selection: RowSelection, _ handlers: [any TableHandler] = [], tables: [TableName]? = nil
    ) throws -> [String] {
        let explanation = try exporter(selection, handlers, tables: tables).exporter.explain(RowKey(parsing: row))
        return explanation.path.map { step in
            [step.why.rawValue, step.row ?? step.table, step.place ?? "", step.changed ?? ""].joined(separator: "|")
        }
    }
}

/// The failure that `body` ends with.
func failure(_ body: () throws -> Void) -> Failure? {
    do {
        try body()
        return nil
    } catch {
        return error as? Failure
    }
}
