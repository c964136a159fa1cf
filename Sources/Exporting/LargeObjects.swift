import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

/// Columns whose values are large objects: an archive has the numbers, not the contents, and in another database the same
/// number is another document.
struct LargeObjects {
    let plan: Plan
    let connection: Session

    /// - Throws: `Failure` with `undecided` that names such columns.
    func refuse() throws {
        let found = try plan.tables.flatMap { table in
            try table.table.columns.filter { mayHold($0, of: table) }.compactMap { try problem(of: $0, in: table) }
        }
        guard !found.isEmpty else { return }
        throw Failure(
            .undecided, "cannot export: columns refer to large objects",
            cause: "an archive has their numbers, not their contents, and the target's large objects have others",
            remedy: "leave the columns out, or keep the contents in columns of type bytea", problems: found)
    }

    private func mayHold(_ column: CatalogueColumn, of table: TablePlan) -> Bool {
        column.type.baseName == "oid" && table.whyLeftOut(column) == nil && table.references(in: column.name).isEmpty
            && table.mask(of: column.name) == nil && !table.declaration.plain.contains(column.name)
    }

    private func problem(of column: CatalogueColumn, in table: TablePlan) throws -> Problem? {
        let rows = try connection.rows(
            """
            SELECT count(t.\(name: column.name)), count(l.oid) FROM \(RowQuery.source(table)) AS t \
            LEFT JOIN pg_catalog.pg_largeobject_metadata AS l ON l.oid = t.\(name: column.name)
            """)
        let (values, objects) = (try rows[0].integer(0), try rows[0].integer(1))
        guard objects > 0 else { return nil }
        return Problem(
            .undeclaredReference, table: table.displayName, column: column.name,
            message: "\(objects) of \(values) values are large objects, whose contents do not travel",
            remedy:
                "leave the column out with a manifest's \"excludeColumns\": {\"\(table.displayName)\": {\"\(column.name)\": \"large objects\"}}; "
                + "or, where the numbers are none, declare {\"table\": \"\(table.displayName)\", \"plain\": [\"\(column.name)\"]}"
        )
    }
}
