import Diagnostics
import Index
import OrderedCollections
import Planning
import Staging
import TableKit

/// A table as two archives have it, reduced to the columns that both hold in one form.
struct ArchivedPair {
    let name: TableName
    /// False where it is read for the labels of its rows alone.
    let isSelected: Bool
    let a: StagedTable?
    let b: StagedTable?
    private let onlyInA: OrderedSet<String>
    private let onlyInB: OrderedSet<String>

    /// - Parameters:
    ///   - a: nil where that archive does not have the table.
    ///   - b: likewise.
    init(_ name: TableName, isSelected: Bool, a: StagedTable?, b: StagedTable?) {
        self.name = name
        self.isSelected = isSelected
        guard var left = a, var right = b else {
            (self.a, self.b) = (a, b)
            (onlyInA, onlyInB) = ([], [])
            return
        }
        onlyInA = left.keepColumns(of: right)
        onlyInB = right.keepColumns(of: left)
        let contents = right.content + left.content.filter { !right.content.contains($0) }
        left.content = contents
        right.content = contents
        (self.a, self.b) = (left, right)
    }

    /// The columns that are not compared, as warnings.
    func notes(_ nameOfA: String, _ nameOfB: String) -> [Problem] {
        let columns = onlyInB.union(onlyInA)
        return columns.map { column in
            let message =
                switch (onlyInA.contains(column), onlyInB.contains(column)) {
                case (true, true): "the archives hold this column in different forms; it is not compared"
                case (true, false): "only \"\(nameOfA)\" has this column; it is not compared"
                default: "only \"\(nameOfB)\" has this column; it is not compared"
                }
            return Problem(
                .schema, severity: .warning, table: name.description, column: column, message: message)
        }
    }
}

extension StagedTable {
    /// Forgets the columns that the other archive does not hold in the same form.
    ///
    /// - Returns: the names of those columns.
    fileprivate mutating func keepColumns(of other: StagedTable) -> OrderedSet<String> {
        var forgotten: OrderedSet<String> = []
        for (number, column) in columns.enumerated() {
            guard let column, !other.holds(column.content) else { continue }
            columns[number] = nil
            switch column.content {
            case .ownLabel: break
            case .value(let value), .embedded(let value, _): forgotten.append(value.name)
            case .key(let reference, _): forgotten.append(reference.columns.joined(separator: ", "))
            }
        }
        content = columns.compactMap { $0 }
        return forgotten
    }

    /// A label, and a value without row, stand beside a key: an archive that needed none still holds the reference.
    private func holds(_ content: ArchiveColumn.Content) -> Bool {
        switch content {
        case .ownLabel: return true
        case .key(let reference, let path)
        where path.last == ArchiveColumn.label || path.last == ArchiveColumn.unmatched:
            return isStaged(reference)
        default: return columns.contains { $0?.content == content }
        }
    }
}

extension ArchiveIndex {
    /// A table of the archive to be staged; nil where the archive does not hold its rows.
    func staged(_ name: TableName, _ table: TablePlan, in plan: Plan, number: Int, side: StagedTable.Side)
        -> StagedTable?
    {
        tables.first { $0.table == name }.map { StagedTable($0, table, in: plan, number: number, side: side) }
    }
}
