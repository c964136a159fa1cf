import Exporting
import Foundation
import JSON
import Reports

/// Shows what an import changes, row by row and column by column.
final class ChangeOutput {
    enum Format { case text, csv, json }

    let format: Format
    /// The changes, where they become a part of the report.
    private(set) var collected: [JSON]?
    private var hasHeader = false

    init(asJSON: Bool) {
        format = asJSON ? .json : isatty(STDOUT_FILENO) == 1 ? .text : .csv
        collected = asJSON ? [] : nil
    }

    func add(_ change: Change) {
        switch format {
        case .json: collected?.append(change.json)
        case .text: Output.standardOutput.print(ChangeLine.text(change))
        case .csv:
            if !hasHeader { Output.standardOutput.print("change,table,key,column,old,new") }
            hasHeader = true
            let cells = [change.kind.rawValue, change.table, change.key, change.column, change.old, change.new]
            Output.standardOutput.write(String(decoding: CSV.record(cells), as: UTF8.self))
        }
    }
}

extension Report {
    /// The report, with the changes where they were asked for.
    func json(with changes: [JSON]?) -> JSON {
        changes.map { json.adding([("changes", .array($0))]) } ?? json
    }
}
