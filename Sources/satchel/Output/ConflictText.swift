import Requests

extension ConflictList {
    /// An aligned table of the first few.
    var text: String {
        let longest = 40
        let shown = first.prefix(50)
        var table = TextTable(["table", "key", "column", "base", "target", "archive"])
        for conflict in shown {
            let isRow = conflict.column == nil
            table.add(
                [conflict.table, conflict.key, conflict.column ?? "(the row)"]
                    + [conflict.base, conflict.target, conflict.archive].map { value in
                        isRow ? value ?? "" : ChangeLine.value(value, longest: longest)
                    })
        }
        return table.text
            + (count > shown.count ? "\n… and \(count - shown.count) more; --conflicts FILE writes all" : "")
    }
}
