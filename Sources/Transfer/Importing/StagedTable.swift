import Catalogue
import Planning
import PostgreSQL
import TableKit

/// A table of the archive beside its table in the target, and the names of the temporary relations of its import.
struct StagedTable {
    let archived: ArchivedTable
    let plan: TablePlan
    /// The archive's columns in terms of the target's plan; nil for one that the target has no use for.
    var columns: [ArchiveColumn?]
    /// What of a row without key is compared; the columns, unless another archive's rows are compared with it.
    var content: [ArchiveColumn]
    let number: Int
    /// False for a table that was not asked for: its rows come along where others need them.
    let isChosen: Bool
    private let side: Side

    /// Which of two archives it is of.
    enum Side: String {
        /// The one to be imported.
        case archive = ""
        /// The one that both sides started from.
        case base = "base_"
    }

    init(
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
        content = columns.compactMap { $0 }
        content += plan.archiveColumns(of: table).filter { isImplied($0.content) }
    }

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

    var hasLabels: Bool { columns.contains { $0?.content == .ownLabel } }

    /// True where the archive has a column for the reference.
    func isStaged(_ reference: ReferencePlan) -> Bool {
        columns.contains { column in
            switch column?.content {
            case .key(let found, _): found == reference
            case .embedded(_, let references): references.contains(reference)
            default: false
            }
        }
    }

    private var prefix: SQL { SQL(verbatim: "satchel_" + side.rawValue) }

    /// The archive's rows as they came, with a column `row` that numbers them.
    var stage: SQL { "pg_temp.\(prefix)stage_\(number)" }
    /// The marks of the archive's rows without key.
    var stagedMarks: SQL { "pg_temp.\(prefix)staged_mark_\(number)" }
    /// The marks of the target's rows without key.
    var targetMarks: SQL { "pg_temp.satchel_target_mark_\(number)" }
    /// For each row of the archive its key, and whether the target has it.
    var rows: SQL { "pg_temp.\(prefix)row_\(number)" }
    /// For each row to be inserted its columns as the target will have them.
    var load: SQL { "pg_temp.satchel_load_\(number)" }

    /// The staged column with that content.
    func staged(_ content: ArchiveColumn.Content) -> SQL? {
        columns.firstIndex { $0?.content == content }.map { "c\($0)" }
    }

    /// The staged column that holds a column's plain value.
    func staged(value column: String) -> SQL? {
        guard let found = plan.table.column(column) else { return nil }
        return staged(.value(found))
    }

    /// For each row that both sides have and that differs the new values, and which columns they are.
    var changes: SQL { "pg_temp.satchel_change_\(number)" }

    /// The staged columns whose values the target's type might change, each by its number.
    var narrower: [(number: Int, type: NarrowerType, target: CatalogueColumn)] {
        zip(archived.columns, columns).enumerated().compactMap { number, pair in
            guard case .value(let value)? = pair.1?.content, let source = pair.0.type else { return nil }
            return NarrowerType(from: source, to: value.type).map { (number, $0, value) }
        }
    }

    /// The definition of the staging table. Values are staged in the target's types, so that the server names the
    /// column of a value that does not fit; those that it would change in silence, in a wider type until they are
    /// looked at; everything else is text.
    var definition: SQL {
        let wider = Dictionary(uniqueKeysWithValues: narrower.map { ($0.number, $0.type.staging) })
        let columns = columns.enumerated().map { number, column -> SQL in
            if let type = wider[number] { return "c\(number) \(type)" }
            if case .value(let value)? = column?.content { return "c\(number) \(SQL(verbatim: value.type.sql))" }
            return "c\(number) text"
        }
        let row: SQL = "row bigint GENERATED ALWAYS AS IDENTITY"
        let all = [row] + (columns.isEmpty ? ["\(StagedTable.nothing) text"] : columns)
        return "CREATE TEMPORARY TABLE \(stage) (\(SQL.join(all, ", "))) ON COMMIT DROP"
    }

    var copy: SQL {
        let all = columns.isEmpty ? [StagedTable.nothing] : columns.indices.map { "c\($0)" as SQL }
        return "COPY \(stage) (\(SQL.join(all, ", "))) FROM STDIN (FORMAT csv)"
    }

    /// The column of a table of which no column travels: its rows are empty lines, and COPY wants a column for them.
    private static let nothing: SQL = "nothing"

    /// A column name that the target's table does not have, for satchel's own use beside the table's columns.
    func ownName(_ wish: String) -> String {
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
