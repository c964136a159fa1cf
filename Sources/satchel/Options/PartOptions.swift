import ArgumentParser
import Diagnostics
import Planning
import Transfer

/// Which rows an export takes, where it does not take whole tables.
struct PartOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only this row's data: the row, what belongs to it, and what these rows refer to.",
            discussion: "The row's table and natural key: projects=theater_alpha, status=users,active.",
            valueName: "table=key"))
    var root: String?

    @Option(
        help: ArgumentHelp(
            "Only rows that changed since then, and what they refer to: 2026-11-01, 12h, 30d, 2w.",
            discussion: "UTC, unless the time names a zone.", valueName: "time"))
    var since: String?

    @Option(
        help: ArgumentHelp(
            "What the chosen rows refer to: rows takes it along; keys leaves it out, the target must have it.",
            discussion: "Default: rows.", valueName: "rows|keys"))
    var references: NeededRows?

    @Option(
        help: ArgumentHelp(
            "Write no archive; show why this row would be in it, or that it would not.", valueName: "table=key"))
    var explain: String?

    /// The selection that the options make up, and what a manifest says where they say nothing; nil for whole tables.
    func selection(_ manifest: Manifest?) throws(Failure) -> RowSelection? {
        let root = try rootRow(manifest)
        let since = since ?? manifest?.since
        guard root != nil || since != nil else {
            let given = references != nil ? "--references" : explain != nil ? "--explain" : nil
            guard let given else { return nil }
            throw Failure(
                .usage, "\(given) is for an export of chosen rows", cause: "whole tables are exported",
                remedy: "choose rows with --root or --since")
        }
        let declared = manifest?.references.flatMap { NeededRows(rawValue: $0.rawValue) }
        return RowSelection(
            root: root, since: try since.map { text throws(Failure) in try RowSelection.time(parsing: text) },
            neededRows: references ?? declared ?? .travel)
    }

    private func rootRow(_ manifest: Manifest?) throws(Failure) -> RowKey? {
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

extension NeededRows: ExpressibleByArgument {}
