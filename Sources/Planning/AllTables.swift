import Catalogue
import Diagnostics
import TableKit

/// What `--all` means in a database: every table with rows of its own, and what is left out.
struct AllTables {
    /// Schema-qualified, by name.
    private(set) var tables: [TableName] = []
    private var leftOut: [Reason: [String]] = [:]

    /// - Parameters:
    ///   - declared: tables that a module or manifest names: they are taken whatever they are.
    ///   - excluded: tables of which nothing need be said.
    init(of catalogue: Catalogue, declared: Set<TableName>, excluded: Set<TableName>) {
        for name in catalogue.tables.keys.sorted() where !excluded.contains(name) {
            guard let table = catalogue.tables[name] else { continue }
            if declared.contains(name) {
                tables.append(name)
            } else if let reason = Reason(table) {
                leftOut[reason, default: []].append(catalogue.displayName(name))
            } else if table.hasOwnRows {
                tables.append(name)
            }
        }
        if !catalogue.extensionTables.isEmpty {
            leftOut[.ofExtension] = catalogue.extensionTables.map(catalogue.displayName)
        }
    }

    /// One warning for each kind of relation that is left out.
    var problems: [Problem] {
        Reason.allCases.compactMap { reason in
            leftOut[reason].map { names in
                Problem(
                    .leftOut, severity: .warning, table: names.joined(separator: ", "), message: reason.message,
                    remedy: reason.remedy)
            }
        }
    }

    /// Why a relation is no part of a whole database. Of partitions, whose rows travel with their root, nothing is said,
    /// nor of temporary tables, which this session alone could have.
    private enum Reason: CaseIterable {
        case view, materializedView, foreign, unlogged, bookkeeping, ofExtension, unreadable

        init?(_ table: CatalogueTable) {
            guard table.persistence != .temporary else { return nil }
            switch table.kind {
            case .view: self = .view
            case .materializedView: self = .materializedView
            case .foreign: self = .foreign
            case .partition: return nil
            case .table, .partitioned, .inherits:
                if BookkeepingTable.isOne(table) {
                    self = .bookkeeping
                } else if table.persistence == .unlogged {
                    self = .unlogged
                } else if !table.isReadable, !table.columns.contains(where: \.isReadable) {
                    self = .unreadable
                } else {
                    return nil
                }
            }
        }

        var message: String {
            switch self {
            case .view: "left out: a view has no rows of its own"
            case .materializedView: "left out: a materialized view has no rows of its own"
            case .foreign: "left out: the rows of a foreign table are another server's"
            case .unlogged: "left out: an unlogged table holds what may be lost"
            case .bookkeeping: "left out: a migration tool keeps this table for this one database"
            case .ofExtension: "left out: an extension owns this table"
            case .unreadable: "left out: the role may not read this table"
            }
        }

        var remedy: String? {
            switch self {
            case .view, .foreign, .ofExtension: nil
            case .materializedView: "refresh it after an import"
            case .unlogged, .bookkeeping: "declare the table in a manifest where it shall travel all the same"
            case .unreadable: "have SELECT on it granted, or connect as its owner"
            }
        }
    }
}
