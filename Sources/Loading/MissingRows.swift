import Diagnostics
import Planning
import PostgreSQL
import Reports
import Staging
import TableKit

/// Lists the references of an archive's rows that lead to rows that are neither in the archive nor in the target.
struct MissingRows {
    let targetValues: TargetValues
    let connection: Session

    /// - Parameters:
    ///   - relation: has a column that numbers the rows, and one that lists the numbers of their missing references.
    ///   - row: the name of the first.
    ///   - missing: the name of the second.
    func problems(
        of table: StagedTable, in relation: SQL, row: String, missing: String, _ severity: Problem.Severity
    ) throws -> [Problem] {
        let counts = try connection.rows(
            """
            SELECT flag.n, count(*) FROM \(relation) AS l, unnest(l.\(name: missing)) AS flag(n) \
            GROUP BY flag.n ORDER BY flag.n
            """)
        return try counts.flatMap { counted -> [Problem] in
            let number = try counted.integer(0)
            let isMissing: SQL = "l.\(name: row) = own.row AND \(number) = ANY (l.\(name: missing))"
            return try list(
                table.plan.references[number], of: table,
                where: "EXISTS (SELECT FROM \(relation) AS l WHERE \(isMissing))",
                total: try counted.integer(1), severity)
        }
    }

    private func list(
        _ reference: ReferencePlan, of table: StagedTable, where condition: SQL, total: Int?,
        _ severity: Problem.Severity
    ) throws -> [Problem] {
        let (staged, (key, within)) = StagedQuery.reading(table, in: targetValues.plan) {
            targetValues.missingKeys(reference, $0)
        }
        let elements: SQL = within.map { ", \($0)" } ?? ""
        let rows = try connection.rows(
            """
            SELECT \(try targetValues.shown.key(table.names.text(of: "own"), of: table.plan)), \(try shown(key, reference)), \(staged.row).row, \(targetValues.isDeletedHere(reference, key)) FROM \(staged.from) \
            JOIN \(table.rows) AS own ON own.row = \(staged.row).row\(elements) \
            WHERE \(condition) ORDER BY \(staged.row).row LIMIT \(Listing.limit)
            """)
        let targets = reference.referencedTables.compactMap { targetValues.plan[$0]?.displayName }.map { "\"\($0)\"" }
        let place = targets.isEmpty ? "no table" : targets.joined(separator: " or ")
        return rows.map { found in
            let fate =
                found[3] == "t"
                ? "which was deleted here since the base" : nowhere(reference)
            return Problem(
                .missingReference, severity: severity, table: table.plan.displayName,
                key: KeyText.readable(found[0], of: table.plan)
                    ?? table.place(ofRow: found[2]),
                column: reference.columns.joined(separator: ", "),
                message:
                    "refers to (\(KeyText.plain(found[1]))) of \(place), \(fate)",
                remedy: severity == .error ? remedy(reference) : nil,
                total: total)
        }
    }

    private func shown(_ key: SQL, _ reference: ReferencePlan) throws -> SQL {
        guard case .table(let referenced) = reference.destination, let target = targetValues.plan[referenced.table]
        else {
            return "(\(key))::text"
        }
        return try targetValues.shown.key("(\(key))::text", of: target)
    }

    private func nowhere(_ reference: ReferencePlan) -> String {
        targetValues.leftOut.isDisjoint(with: reference.referencedTables)
            ? "which is neither in the archive nor in the target" : "which is not in the target"
    }

    private func remedy(_ reference: ReferencePlan) -> String {
        targetValues.leftOut.isDisjoint(with: reference.referencedTables)
            ? "add the row to the target, export it too, or use --missing-references null"
            : "the archive has that table, but it was left out: add --with-dependencies, or the table to --tables"
    }
}
