import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

/// What the role must be able to read for an export, looked at before the first row: with half the rows or columns an
/// archive would look whole.
struct ReadRights {
    private let plan: Plan
    private let isPart: Bool

    /// - Parameter isPart: whether rows are chosen, and so told apart by their place in the table.
    init(_ plan: Plan, isPart: Bool) {
        self.plan = plan
        self.isPart = isPart
    }

    /// - Throws: `Failure` that lists every table and column that the role may not read, and those whose rows row
    ///   security hides from it.
    func check() throws(Failure) {
        let problems = (plan.tables + plan.lookups).compactMap(problem)
        guard let first = problems.first else { return }
        throw Failure(
            .failed, "cannot export: the role may not read all that is needed",
            cause: problems.count == 1
                ? first.description : "\(problems.count) tables are not readable as they must be",
            remedy: "connect as the owner of the tables, or leave out what the role shall not see", problems: problems)
    }

    private func problem(_ table: TablePlan) -> Problem? {
        func problem(_ message: String, _ remedy: String, in columns: [CatalogueColumn] = []) -> Problem {
            Problem(
                .privilege, table: table.displayName,
                column: columns.isEmpty ? nil : columns.map(\.name).joined(separator: ", "), message: message,
                remedy: remedy)
        }
        if table.table.hidesRows {
            return problem(
                "row security hides rows of this table from the role",
                "connect as a role that sees all rows (the owner, or one with BYPASSRLS), or leave the table out with --exclude"
            )
        }
        if table.table.isReadable { return nil }
        let granted = table.table.columns.filter(\.isReadable)
        if granted.isEmpty {
            return problem(
                "the role may not read this table",
                "have SELECT on it granted, or leave out with --exclude what the role shall not see")
        }
        let missing = needed(of: table).filter { !$0.isReadable }
        if !missing.isEmpty {
            return problem(
                "the role may not read " + (missing.count == 1 ? "this column" : "these columns"),
                "have SELECT granted, or leave columns that are no part of a key out with a manifest's excludeColumns",
                in: missing)
        }
        guard isPart || plan.isLabelled(table.table.name) else { return nil }
        return problem(
            "the role may read some columns alone, and rows of this table are told apart by their place in it",
            "have SELECT on the whole table granted")
    }

    /// The columns that the export reads: what travels, the key, and what references hold.
    private func needed(of table: TablePlan) -> [CatalogueColumn] {
        let name = table.table.name
        let known = plan.tables + plan.lookups
        let referenced = known.flatMap(\.references).flatMap(\.referenced).filter { $0.table == name }
        let own = table.references.filter { reference in !reference.columns.contains { isLeftOut($0, of: table) } }
        let keys = Set(table.key.columns + referenced.flatMap(\.columns))
        if plan.isLookup(name) {
            let inKey = own.filter { !Set($0.columns).isDisjoint(with: keys) }.flatMap(\.columns)
            return table.table.columns.filter { keys.contains($0.name) || inKey.contains($0.name) }
        }
        return table.table.columns.filter { keys.contains($0.name) || table.whyLeftOut($0) == nil }
    }

    private func isLeftOut(_ column: String, of table: TablePlan) -> Bool {
        table.table.column(column).map { table.whyLeftOut($0) != nil } ?? true
    }
}
