import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

/// What masks need before a row is read, and what they take from an archive.
struct MaskChecks {
    private let plan: Plan
    private let connection: Session

    init(_ plan: Plan, connection: Session) {
        self.plan = plan
        self.connection = connection
    }

    private var masked: [TablePlan] { (plan.tables + plan.lookups).filter { !$0.declaration.masks.isEmpty } }

    /// Gives the transaction that is open the key and the functions that the masks need.
    ///
    /// - Throws: `Failure` with `usage` where a mask needs a key and there is none.
    func give(_ key: MaskKey?) throws {
        try MaskFunctions(plan, connection: connection).create()
        let needing = masked.flatMap { table in table.declaration.masks.filter(\.rule.needsKey).map { (table, $0) } }
        guard let (table, mask) = needing.first else { return }
        guard let key else {
            throw Failure(
                .usage, "cannot mask \"\(table.displayName)\".\"\(mask.column)\" with \(mask.rule)",
                cause: "the environment variable \(MaskKey.variable) is not set",
                remedy: "set it to a secret of 16 to 64 bytes, the same for every export whose masks shall agree")
        }
        try key.give(to: connection)
    }

    /// Which rows an import cannot pair with the real ones, as warnings.
    ///
    /// - Throws: `Failure` where an expression makes no key of a row's key: references to the row would be lost.
    func refuseEmptiedKeys() throws -> [Problem] {
        var emptied: [Problem] = []
        for table in masked { emptied += try findEmptyKeys(of: table) }
        guard emptied.isEmpty else {
            throw Failure(
                .failed, "cannot export: masks empty natural keys",
                cause: "references to a row without its key would be lost",
                remedy: "correct the expressions, so that they give a value for every row", problems: emptied)
        }
        return masked.compactMap(warning)
    }

    private func findEmptyKeys(of table: TablePlan) throws -> [Problem] {
        try table.key.columns.compactMap { column in
            guard case .sql? = table.mask(of: column) else { return nil }
            let (rows, mask) = RowQuery.reading(table, in: plan) { $0.value(of: column, in: $0.row, of: table) }
            let count = try connection.number(
                "SELECT count(*) FROM \(rows.from) WHERE \(rows.row).\(name: column) IS NOT NULL AND \(mask) IS NULL")
            guard count > 0 else { return nil }
            return Problem(
                .declaration, table: table.displayName, column: column,
                message: "the mask's expression gives NULL for \(count) rows that have a value")
        }
    }

    private func warning(_ table: TablePlan) -> Problem? {
        if table.hasMaskedKey {
            return Problem(
                .declaration, severity: .warning, table: table.displayName,
                column: table.key.columns.joined(separator: ", "),
                message: plan.isLookup(table.table.name)
                    ? "the natural key is masked and the rows do not travel: references to them lead nowhere"
                    : "the natural key is masked: an import takes these rows for others than the real ones",
                remedy: plan.isLookup(table.table.name)
                    ? "let the table travel, or do not mask its key" : "mask other columns where rows are to be paired")
        }
        guard table.mayLackKey, !plan.isLookup(table.table.name) else { return nil }
        return Problem(
            .declaration, severity: .warning, table: table.displayName,
            column: table.declaration.masks.map(\.column).joined(separator: ", "),
            message: "rows without a natural key are compared by content, which the masks change",
            remedy: "an import takes such rows for others than the real ones")
    }
}
