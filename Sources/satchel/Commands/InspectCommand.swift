import Archive
import ArgumentParser
import Diagnostics
import Foundation
import Index
import JSON

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is in an archive, and verify every checksum; needs no database.",
        discussion: "Example: satchel inspect morning.tar.zst")

    @Argument(help: ArgumentHelp("The archive, or - for standard input.", valueName: "archive"))
    var archive: String

    @OptionGroup var show: JSONOption

    func run() throws {
        let location = ArchiveLocation(argument: archive)
        try refuseTerminal(location, descriptor: STDIN_FILENO, remedy: "name a file, or pipe an archive in")
        let inspection = try Inspection(of: ArchiveReader(from: location), named: location.displayName)
        Output.standardOutput.print(show.json ? inspection.json.text(pretty: true) : InspectionText(inspection).text)
    }
}

/// An archive's index and totals as text.
struct InspectionText {
    let text: String

    init(_ inspection: Inspection) {
        let index = inspection.index
        let hasMasks = index.tables.contains { !$0.masked.isEmpty }
        var table = TextTable(
            ["phase", "table", "rows", "natural key", hasMasks ? "left out or masked" : "left out"], rightAligned: [2])
        for archived in index.tables {
            let leftOut = archived.leftOut.filter { $0.reason != "generated id" && $0.reason != "generated column" }
            table.add([
                "\(archived.phase.rawValue)", archived.table.description, "\(archived.rows)",
                archived.naturalKey.isEmpty ? "none, by content" : archived.naturalKey.joined(separator: ", "),
                (leftOut.map { "\($0.column) (\($0.reason))" }
                    + archived.masked.map { "\($0.column) (masked: \($0.rule))" })
                    .joined(separator: ", "),
            ])
        }
        table.add(["", "total", "\(inspection.summary.rows)", "", ""])
        let part = index.selection.map { "\nrows      \(InspectionText.text($0))" } ?? ""
        let note = index.note.map { "\nnote      \($0)" } ?? ""
        let lineage =
            index.lineage.map {
                "\nlineage   made after importing \($0.name) (sha256 \($0.digest.prefix(12)))"
            } ?? ""
        text = """
            archive   \(inspection.name)
            from      database "\(index.database)", PostgreSQL \(index.serverVersion), \(index.created)\(part)\(note)\(lineage)
            format    \(index.format)
            size      \(ReportTable.size(inspection.summary.compressedBytes))
            sha256    \(inspection.summary.digest)

            \(table.text)

            seal matches: every checksum is right
            """
    }

    private static func text(_ selection: ArchivedSelection) -> String {
        let wanted = [selection.root.map { "of \($0)" }, selection.since.map { "changed since \($0)" }]
        let needed =
            switch selection.references {
            case .travel: "and what they refer to"
            case .stay: "without what they refer to"
            }
        return (wanted.compactMap { $0 } + [needed]).joined(separator: ", ")
    }
}
