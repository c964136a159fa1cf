public import Catalogue
import Declarations
public import Diagnostics
public import Index
public import Planning
public import PostgreSQL
import Rows
import TableKit

/// What an export is asked to take along, by arguments or over HTTP: what it says itself, else what its manifest says.
public struct ExportRequest: Sendable {
    /// What modules declare.
    public let modules: [Declaration]
    public var manifest: Manifest?
    /// These tables alone.
    public var tables: [TablePattern]?
    /// Every table of the database with rows of its own, with a module or without.
    public var all = false
    /// Tables that stay at home, beside those of the manifest.
    public var exclude: [TablePattern] = []
    /// The row to start from: `projects=theater_alpha`.
    public var root: String?
    /// Rows that changed since then: an age (`30d`) or a time.
    public var since: String?
    /// What becomes of the rows that the chosen ones refer to.
    public var references: NeededRows?
    /// Whether tables that were not asked for travel where rows refer to rows of theirs that may have no key: elsewhere
    /// nothing names such a row.
    public var takesRowsWithoutKey = false
    /// Whether numbers travel as they are that seem to be ids of rows, and that nothing says to be such.
    public var carriesPlainNumbers = false
    /// Whether the archive is only compared: nothing need be said of what could not be imported.
    package var isCompared = false

    public init(modules: [Declaration]) {
        self.modules = modules
    }

    /// The plan of the export by that catalogue. An export makes its own, of what it finds when its tables are locked.
    ///
    /// - Throws: `Failure` where declarations and database do not fit, or what is needed of its rows cannot be read.
    public func plan(in catalogue: Catalogue, on connection: Session) throws -> Plan {
        try ExportPlanning(self, in: catalogue) { declarations in
            try NamesInUse.read(declarations, in: catalogue, from: connection)
        }.plan
    }

    /// The rows that are chosen; nil for whole tables.
    public func rows() throws(Failure) -> RowSelection? {
        let root = try rootRow()
        let since = since ?? manifest?.since
        guard root != nil || since != nil else {
            guard references != nil else { return nil }
            throw ExportRequest.needsChosenRows("--references")
        }
        let declared = manifest?.references.flatMap { NeededRows(rawValue: $0.rawValue) }
        return RowSelection(
            root: root, since: try since.map { text throws(Failure) in try RowSelection.time(parsing: text) },
            neededRows: references ?? declared ?? .travel)
    }

    /// The error where an option for chosen rows stands beside whole tables.
    public static func needsChosenRows(_ option: String) -> Failure {
        Failure(
            .usage, "\(option) is for an export of chosen rows", cause: "whole tables are exported",
            remedy: "choose rows with --root or --since")
    }

    private func rootRow() throws(Failure) -> RowKey? {
        guard let declared = manifest?.root else {
            return try root.map { text throws(Failure) in try RowKey(parsing: text) }
        }
        guard let root else {
            if let key = declared.key { return RowKey(table: declared.table, key: key) }
            throw Failure(
                .usage, "the manifest exports one row's data, and does not say whose",
                cause: "its root is a row of \"\(declared.table)\"",
                remedy: "name the row with --root \(declared.table)=KEY")
        }
        let row = try RowKey(parsing: root)
        guard row.table == declared.table else {
            throw Failure(
                .usage, "the manifest exports the data of a row of \"\(declared.table)\"",
                cause: "--root names a row of \"\(row.table)\"", remedy: "use another manifest, or another root")
        }
        return row
    }
}
