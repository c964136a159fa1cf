import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

/// Drawn ids that several rows share, as versions of an article or languages of a text do: the id says which rows belong
/// together, and an import that drew one for each row would tear them apart.
struct SharedIDs {
    let plan: Plan
    let connection: Session

    /// - Throws: `Failure` with `undecided` that names such tables.
    func refuse() throws {
        let found = try plan.tables.compactMap(problem)
        guard !found.isEmpty else { return }
        throw Failure(
            .undecided, "cannot export: rows share ids that are drawn",
            cause: "such an id says which rows belong together, and new rows would get one each",
            remedy:
                "declare in a manifest, for export and import, that the ids mean the same everywhere, as listed; or leave "
                + "the tables out",
            problems: found)
    }

    private func problem(of table: TablePlan) throws -> Problem? {
        guard let id = table.surrogate?.column, !table.declaration.preservesIDs,
            !table.table.uniqueKeys.contains(where: { $0.columns == [id] && !$0.isPartial && !$0.hasExpressions })
        else { return nil }
        let rows = try connection.rows(
            """
            SELECT count(*) FROM (SELECT FROM \(RowQuery.source(table)) AS t GROUP BY t.\(name: id) HAVING count(*) > 1) \
            AS shared
            """)
        let count = try rows[0].integer(0)
        guard count > 0 else { return nil }
        let key = (table.table.primaryKey?.columns ?? [id]).map { "\"\($0)\"" }.joined(separator: ", ")
        return Problem(
            .undecidedKey, table: table.displayName, column: id,
            message: count == 1 ? "several rows share an id" : "\(count) ids are shared by several rows each",
            remedy:
                "declare {\"table\": \"\(table.displayName)\", \"naturalKey\": [\(key)], \"preservesIDs\": true} where the ids mean "
                + "the same everywhere")
    }
}
