import Catalogue
import Diagnostics
import Index
import Planning
import Rows
import TableKit

/// What of an archived table does not fit the target's table.
struct SchemaCheck {
    private(set) var problems: [Problem] = []

    private let archived: ArchivedTable
    private let table: TablePlan
    /// True where rows are compared and none is written: a column that only one side has is then no error.
    private let isOfRowsOnly: Bool
    /// The columns that stay in the archive.
    private let excluded: Set<String>

    init(
        _ archived: ArchivedTable, _ table: TablePlan, _ plan: Plan, excluding excluded: [ExcludedColumn] = [],
        ofRowsOnly isOfRowsOnly: Bool = false
    ) {
        self.archived = archived
        self.table = table
        self.excluded = Set(excluded.map(\.name))
        self.isOfRowsOnly = isOfRowsOnly
        for column in archived.columns { check(column, plan) }
        for (number, reference) in archived.references.enumerated() { check(reference, number, plan) }
        checkMissing()
    }

    private mutating func report(_ column: String?, _ message: String, remedy: String? = nil) {
        problems.append(Problem(.schema, table: table.displayName, column: column, message: message, remedy: remedy))
    }

    private func isReported(_ column: String) -> Bool { problems.contains { $0.column == column } }

    private mutating func warn(_ column: String, _ message: String) {
        problems.append(
            Problem(.schema, severity: .warning, table: table.displayName, column: column, message: message))
    }

    private mutating func check(_ column: ArchivedColumn, _ plan: Plan) {
        guard let name = column.column, !excluded.contains(name) else { return }
        guard let target = table.table.column(name) else {
            if isOfRowsOnly { return warn(name, "only the archive has this column; it is not compared") }
            report(
                name, "the archive has this column, the target does not",
                remedy: "add the column, or leave it in the archive with a manifest's excludeColumns")
            return
        }
        if target.isGenerated, !table.key.all.contains(name) {
            if !isOfRowsOnly { warn(name, "the target makes these values itself; the archive's are not taken") }
            return
        }
        if let type = column.type, !holdsIDs(column, target), !TypeFit.fits(type, target.type),
            NarrowerType(from: type, to: target.type) == nil
        {
            report(
                name, "the archive has \(type), the target \(target.type.sql)", remedy: "change the type of one of them"
            )
        }
        guard column.content == .value else { return }
        for reference in table.references(in: name) where reference.travelsAsColumns {
            if case .table(let referenced) = reference.destination, !isNatural(referenced, plan) {
                report(
                    name,
                    "the target has a reference here, but the archive holds plain values, which mean nothing in the target",
                    remedy: "declare the reference in a module or manifest, and export again")
            }
        }
    }

    /// True where all that the column holds are references, whose ids are of the target's type: in itself or in an array.
    private func holdsIDs(_ column: ArchivedColumn, _ target: CatalogueColumn) -> Bool {
        guard case .embedded(let numbers) = column.content else { return false }
        return numbers.allSatisfy { number in
            guard archived.references.indices.contains(number) else { return false }
            return archived.references[number].shape.form.isOfIDs(column.type, target.type)
        }
    }

    /// True where the referenced columns are the row's natural key and hold values that mean the same everywhere.
    private func isNatural(_ referenced: ReferencePlan.Referenced, _ plan: Plan) -> Bool {
        guard let target = plan[referenced.table], Set(target.key.all) == Set(referenced.columns) else { return false }
        return referenced.columns.allSatisfy { column in
            target.keyReference(in: column) == nil
                && (column != target.surrogate?.column || target.declaration.preservesIDs)
        }
    }

    private mutating func check(_ reference: ArchivedReference, _ number: Int, _ plan: Plan) {
        guard excluded.isDisjoint(with: reference.columns) else { return }
        let columns = reference.columns.joined(separator: ", ")
        let paths = archived.columns.compactMap { column -> [String]? in
            if case .key(number, let path) = column.content { return path }
            return nil
        }
        guard reference.columns.allSatisfy({ table.table.column($0) != nil }) else {
            if !paths.isEmpty, isOfRowsOnly {
                warn(columns, "only the archive has this reference; it is not compared")
            } else if !paths.isEmpty {
                report(
                    columns, "the archive has a reference in this column, the target has no such column",
                    remedy: "add the column, or leave it in the archive with a manifest's excludeColumns")
            }
            return
        }
        guard
            let found = table.references.first(where: { $0.columns == reference.columns && $0.shape == reference.shape }
            )
        else {
            report(
                columns, "the archive has a reference here that the target does not know",
                remedy: "create what it refers to, or leave the column in the archive with a manifest's excludeColumns")
            return
        }
        let named = { (paths: [[String]]) in
            Set(paths.filter { $0.last != ArchiveColumn.label && $0.last != ArchiveColumn.unmatched })
        }
        let expected = plan.archiveColumns(of: table).compactMap { column -> [String]? in
            if case .key(found, let path) = column.content { return path }
            return nil
        }
        if !paths.isEmpty, named(paths) != named(expected) {
            report(
                columns, "the rows that this column points at have another natural key here than in the archive",
                remedy: "bring both databases to the same schema, and export again")
        }
    }

    private mutating func checkMissing() {
        let given = Set(archived.columns.compactMap(\.column)).union(archived.references.flatMap(\.columns))
            .subtracting(excluded)
        if isOfRowsOnly {
            let leftOut = Set(archived.leftOut.map(\.column)).union(given)
            for column in table.table.columns where !leftOut.contains(column.name) && table.whyLeftOut(column) == nil {
                warn(column.name, "only the database has this column; it is not compared")
            }
            return
        }
        for column in table.table.columns
        where column.isNotNull && !given.contains(column.name) && column.defaultExpression == nil && !column.isGenerated
            && column.identity == nil && column.name != table.surrogate?.column
        {
            report(
                column.name,
                "the target demands a value here, and "
                    + (excluded.contains(column.name)
                        ? "the manifest leaves it in the archive" : "the archive has none"),
                remedy: "give the column a default, or let it take NULL")
        }
        for left in archived.leftOut where left.reason == TablePlan.generatedColumn {
            guard let column = table.table.column(left.column), !column.isGenerated, !isReported(left.column) else {
                continue
            }
            warn(
                left.column, "the source makes these values itself, and the archive has none: new rows get the default")
        }
    }
}

/// Whether values of the source's type can be read as the target's.
package enum TypeFit {
    package static func fits(_ source: String, _ target: ColumnType) -> Bool {
        if source == target.sql { return true }
        let from = plain(source)
        let to = plain(target.sql)
        if from == to || target.withoutDomain.isText { return true }
        if case .domain(let base) = target.kind { return fits(source, base) }
        if case .array(let element) = target.kind, source.hasSuffix("[]") {
            return fits(String(source.dropLast(2)), element)
        }
        let chains = [
            ["smallint", "integer", "bigint", "numeric"], ["real", "double precision", "numeric"], ["json", "jsonb"],
            ["jsonb", "json"], ["date", "timestamp without time zone"],
            ["character varying", "character", "text", "citext"],
        ]
        return chains.contains { chain in
            guard let left = chain.firstIndex(of: from), let right = chain.firstIndex(of: to) else { return false }
            return left <= right
        }
    }

    /// The type's name without schema and modifier, array brackets kept.
    package static func plain(_ type: String) -> String {
        var text = ""
        var depth = 0
        for character in type {
            if character == "(" { depth += 1 }
            if depth == 0 { text.append(character) }
            if character == ")" { depth -= 1 }
        }
        let name = text.contains("\"") ? text : (text.split(separator: ".").last.map(String.init) ?? text)
        return name.trimmingSpaces
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        split(separator: " ").joined(separator: " ")
    }
}
