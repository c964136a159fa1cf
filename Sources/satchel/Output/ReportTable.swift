import Diagnostics
import Foundation
import Reports

/// A report as one aligned table with totals, and the problems below it.
struct ReportTable {
    let text: String

    /// What only a merge has, and shows where there is some.
    private static var merged: [Column] {
        [("deleted here", \.skipped), ("deleted", \.deleted), ("conflicts", \.conflicts)]
    }

    private typealias Column = (title: String, value: (TableReport) -> Int)

    init(_ report: Report) {
        let columns: [Column] =
            switch report.command {
            case "export": [("rows", \.rows)]
            case "update-import":
                [
                    ("rows", \.rows), ("inserted", \.inserted), ("updated", \.updated), ("unchanged", \.unchanged),
                    ("late-seeded", \.lateSeeded), ("rejected", \.rejected),
                ] + ReportTable.merged.filter { $0.value(report.totals) > 0 }
            case "verify":
                [
                    ("rows", \.rows), ("missing", { $0.inserted + $0.rejected }), ("different", \.updated),
                    ("equal", \.unchanged),
                ]
            default:
                [
                    ("rows", \.rows), ("inserted", \.inserted), ("skipped", \.skipped), ("late-seeded", \.lateSeeded),
                    ("rejected", \.rejected),
                ]
            }
        var table = TextTable(
            ["phase", "table"] + columns.map(\.title) + ["seconds"], rightAligned: Set(2...(columns.count + 2)))
        for row in report.tables {
            table.add(
                ["\(row.phase.rawValue)", row.table] + columns.map { "\($0.value(row))" } + [
                    ReportTable.seconds(row.seconds)
                ])
        }
        let totals = report.totals
        table.add(["", "total"] + columns.map { "\($0.value(totals))" } + [ReportTable.seconds(report.seconds)])
        var text = table.text
        if !report.problems.isEmpty {
            text += "\n\n" + ProblemText.list(report.problems)
        }
        if let base = report.base { text += "\n\nmerged with the base \(base)" }
        if let locks = report.locks { text += ReportTable.text(of: locks) }
        if report.isDryRun { text += "\n\ndry run: nothing was changed" }
        self.text = text
    }

    private static func text(of locks: TableLocks) -> String {
        let counted = [("writing", locks.againstWriting), ("reading and writing", locks.againstReading)]
        let parts = counted.filter { !$0.1.isEmpty }.map { against, tables in
            "\(tables.count == 1 ? "1 table" : "\(tables.count) tables") against \(against)"
        }
        return parts.isEmpty
            ? "" : "\n\nlocked for \(seconds(locks.seconds)) seconds: \(parts.joined(separator: ", "))"
    }

    static func seconds(_ seconds: Double) -> String { String(format: "%.2f", seconds) }

    static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1024: "\(bytes) bytes"
        case ..<(1 << 20): String(format: "%.1f KiB", Double(bytes) / 1024)
        default: String(format: "%.1f MiB", Double(bytes) / 1_048_576)
        }
    }
}
