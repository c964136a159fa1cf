import Catalogue
import Index
import Planning
import PostgreSQL
import Rows
import TableKit

/// A table of the archive beside its table in the target, and the names of the temporary relations of its import.
package struct StagedTable {
    package let archived: ArchivedTable
    package let plan: TablePlan
    /// The archive's columns in terms of the target's plan; nil for one that the target has no use for.
    package var columns: [ArchiveColumn?]
    /// What of a row without key is compared; the columns, unless another archive's rows are compared with it.
    package var content: [ArchiveColumn]
    package let number: Int
    /// The names of the staged columns.
    private let stagedNames: [SQL]
    /// False for a table that was not asked for: its rows come along where others need them.
    package let isChosen: Bool
    /// How its relations name rows.
    package let names: RowNames
    package let side: Side

    /// Which of two archives it is of.
    package enum Side: String, Sendable {
        /// The one to be imported.
        case archive = ""
        /// The one that both sides started from.
        case base = "base_"

        /// What an alias says.
        var word: String { self == .base ? "base" : "staged" }
    }

    package init(
        _ archived: ArchivedTable, _ table: TablePlan, in plan: Plan, number: Int, isChosen: Bool = true,
        side: Side = .archive
    ) {
        self.archived = archived
        self.plan = table
        self.number = number
        self.isChosen = isChosen
        self.side = side
        let references = archived.references.map { reference in
            table.references.first { $0.columns == reference.columns && $0.shape == reference.shape }
        }
        columns = archived.columns.map { StagedTable.column($0, of: table, references) }
        names = plan.names(of: table)
        stagedNames = ArchiveColumnNames.quoted(archived.columns.map(\.name))
        content = columns.compactMap { $0 }
        content += plan.archiveColumns(of: table).filter { isImplied($0.content) }
    }

    /// The staged columns by which rows are joined: the row's number, the values of its key and of those that it refers to.
    var joinedColumns: [SQL] {
        ["row"]
            + zip(columns, stagedNames).compactMap { column, name in
                switch column?.content {
                case .key: name
                case .value(let value) where plan.key.all.contains(value.name): name
                default: nil
                }
            }
    }

    /// The position of the column that an error of the server names.
    func position(ofStaged name: String) -> Int? { stagedNames.firstIndex(of: "\(name: name)") }

    /// True for a label of rows that have a key in the archive, and lack it here.
    private func isImplied(_ content: ArchiveColumn.Content) -> Bool {
        guard case .key(let reference, let path) = content, path.last == ArchiveColumn.label else { return false }
        return isStaged(reference) && staged(content) == nil
    }

    private static func column(
        _ column: ArchivedColumn, of table: TablePlan, _ references: [ReferencePlan?]
    ) -> ArchiveColumn? {
        func reference(_ number: Int) -> ReferencePlan? {
            references.indices.contains(number) ? references[number] : nil
        }
        switch column.content {
        case .label: return ArchiveColumn(name: column.name, content: .ownLabel)
        case .value:
            guard let value = column.column.flatMap(table.table.column), table.takes(value) else { return nil }
            return ArchiveColumn(name: column.name, content: .value(value))
        case .key(let number, let path):
            guard let reference = reference(number) else { return nil }
            return ArchiveColumn(name: column.name, content: .key(reference, path: path))
        case .embedded(let numbers):
            guard let value = column.column.flatMap(table.table.column), table.takes(value) else { return nil }
            return ArchiveColumn(name: column.name, content: .embedded(value, numbers.compactMap(reference)))
        }
    }

    package var hasLabels: Bool { columns.contains { $0?.content == .ownLabel } }

    /// True where the archive has a column for the reference.
    package func isStaged(_ reference: ReferencePlan) -> Bool {
        columns.contains { column in
            switch column?.content {
            case .key(let found, _): found == reference
            case .embedded(_, let references): references.contains(reference)
            default: false
            }
        }
    }

    /// The staged column with that content.
    package func staged(_ content: ArchiveColumn.Content) -> SQL? {
        columns.firstIndex { $0?.content == content }.map { stagedNames[$0] }
    }

    /// The staged column that holds a column's plain value.
    package func staged(value column: String) -> SQL? {
        guard let found = plan.table.column(column) else { return nil }
        return staged(.value(found))
    }

    /// The staged columns whose values the target's type might change.
    var narrower: [(staged: SQL, type: NarrowerType, target: CatalogueColumn)] {
        zip(archived.columns, zip(columns, stagedNames)).compactMap { archived, column in
            guard case .value(let value)? = column.0?.content, let source = archived.type else { return nil }
            return NarrowerType(from: source, to: value.type).map { (column.1, $0, value) }
        }
    }

    /// The definition of the staging table. Values are staged in the target's types, so that the server names the
    /// column of a value that does not fit; those that it would change in silence, in a wider type until they are
    /// looked at; everything else is text.
    var definition: SQL {
        let wider = Dictionary(uniqueKeysWithValues: narrower.map { ($0.staged, $0.type.staging) })
        let columns = zip(stagedNames, columns).map { name, column -> SQL in
            if let type = wider[name] { return "\(name) \(type)" }
            if case .value(let value)? = column?.content { return "\(name) \(SQL(verbatim: value.type.sql))" }
            return "\(name) text"
        }
        let row: SQL = "row bigint GENERATED ALWAYS AS IDENTITY"
        let all = [row] + (columns.isEmpty ? ["\(name: ArchiveColumnNames.nothing) text"] : columns)
        return "CREATE TEMPORARY TABLE \(stage) (\(SQL.join(all, ", "))) ON COMMIT DROP"
    }

    var copy: SQL {
        let all = stagedNames.isEmpty ? ["\(name: ArchiveColumnNames.nothing)"] : stagedNames
        return "COPY \(stage) (\(SQL.join(all, ", "))) FROM STDIN (FORMAT csv)"
    }

    /// Where in the archive a row is that has no key to show: its number among the rows of all parts, from 1.
    package func place(ofRow number: String?) -> String { "row \(number ?? "?") of tables/\(archived.file).csv" }

    /// A column name that the target's table does not have, for satchel's own use beside the table's columns.
    package func ownName(_ wish: String) -> String {
        var name = wish
        while plan.table.column(name) != nil { name += "_" }
        return name
    }
}

extension TablePlan {
    /// True where a column of an archive can be written, or compared: not where the target makes the values itself, nor
    /// where a manifest leaves the column in the archive.
    fileprivate func takes(_ column: CatalogueColumn) -> Bool {
        if column.isGenerated, !key.all.contains(column.name) { return false }
        return !declaration.excludedColumns.contains { $0.name == column.name }
    }
}
