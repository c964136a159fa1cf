import ArgumentParser
import Exporting
import Index
import Requests

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

    func apply(to request: inout ExportRequest) {
        request.root = root
        request.since = since
        request.references = references
    }
}

extension NeededRows: ExpressibleByArgument {}
