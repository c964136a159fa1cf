import ArgumentParser
import Diagnostics
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

    /// The selection that the options make up; nil for whole tables.
    func selection() throws(Failure) -> RowSelection? {
        guard root != nil || since != nil else {
            let given = references != nil ? "--references" : explain != nil ? "--explain" : nil
            guard let given else { return nil }
            throw Failure(
                .usage, "\(given) is for an export of chosen rows", cause: "whole tables are exported",
                remedy: "choose rows with --root or --since")
        }
        return RowSelection(
            root: try root.map { text throws(Failure) in try RowKey(parsing: text) },
            since: try since.map { text throws(Failure) in try RowSelection.time(parsing: text) },
            neededRows: references ?? .travel)
    }
}

extension NeededRows: ExpressibleByArgument {}
