import Diagnostics
import Planning
import PostgreSQL
import Reports
import Rows
import TableKit

/// What is looked for in the source before a row is written.
struct SourceChecks {
    private let plan: Plan
    private let labels: [TableName: SQL]
    private let taken: [TableName: SQL]
    private let connection: Session

    /// - Parameter taken: for each table a relation of its rows that travel; of a table without one all do.
    init(_ plan: Plan, labels: [TableName: SQL], taken: [TableName: SQL] = [:], connection: Session) {
        self.plan = plan
        self.labels = labels
        self.taken = taken
        self.connection = connection
    }

    /// Fails where several rows share a natural key that no constraint guards, and lists them.
    ///
    /// Where rows stay behind, their keys travel all the same: then all rows count, not those that travel alone.
    func refuseAmbiguousKeys() throws {
        var problems: [Problem] = []
        for table in plan.tables + plan.lookups where !table.isKeyGuarded && !table.key.columns.isEmpty {
            problems += try AmbiguousKeys.find(
                table, in: plan, marks: labels, taken: plan.leavesRowsBehind ? nil : taken[table.table.name],
                connection: connection, place: "the source")
        }
        guard problems.isEmpty else { throw SourceChecks.ambiguous(problems) }
    }

    static func ambiguous(_ problems: [Problem]) -> Failure {
        Failure(
            .failed, "cannot export: natural keys are ambiguous",
            cause: "a key must name one row, or references would land on the wrong one",
            remedy: "change or remove all but one of the rows under each key", problems: problems)
    }

    /// The values of references that point at no row, or at a row that cannot be named, as warnings.
    func findUnmatched() throws -> [Problem] {
        try plan.tables.flatMap { table in
            try table.references.flatMap { reference in try findUnmatched(reference, in: table) }
        }
    }

    private func findUnmatched(_ reference: ReferencePlan, in table: TablePlan) throws -> [Problem] {
        guard plan.mayBeUnmatched(reference) else { return [] }
        let (rows, (key, found)) = RowQuery.reading(
            table, in: plan, marks: labels, taken: taken[table.table.name]
        ) { ($0.ownKey().json, $0.unmatchedValues(of: reference)) }
        guard let unmatched = found else { return [] }
        let source: SQL = unmatched.elements.map { ", LATERAL \($0)" } ?? ""
        var condition = unmatched.condition
        if case .carries(let values) = reference.unmatched, !values.isEmpty {
            condition += " AND \(unmatched.text) NOT IN (\(SQL.join(values.map { "\(literal: $0)" }, ", ")))"
        }
        let listed = try connection.listing(
            """
            SELECT (\(key))::text AS key, \(unmatched.text) AS value FROM \(rows.from)\(source) WHERE \(condition)
            """, by: "key, value")
        let place = target(of: reference)
        let mayBeNameless = reference.referencedTables.contains { plan.mayBeNameless($0) }
        return listed.map { row, total in
            Problem(
                .missingReference, severity: .warning, table: table.displayName,
                key: KeyText.readable(row[0], of: table),
                column: reference.columns.joined(separator: ", "),
                message: mayBeNameless
                    ? "the value \(row[1] ?? "") names no row of \(place), or one without natural key; it travels as it is"
                    : "the value \(row[1] ?? "") names no row of \(place); it travels as it is",
                remedy: remedy(reference, mayBeNameless),
                total: total)
        }
    }

    private func target(of reference: ReferencePlan) -> String {
        switch reference.destination {
        case .table(let referenced): "\"\(plan[referenced.table]?.displayName ?? referenced.table.description)\""
        case .absent(let table): "\"\(table)\", which does not exist"
        case .named(let named):
            named.naming.column.map { "the table that \"\($0)\" names" } ?? "the table that it names"
        }
    }

    private func remedy(_ reference: ReferencePlan, _ mayBeNameless: Bool) -> String? {
        if reference.unmatched == .carriesAll { return nil }
        if mayBeNameless {
            return plan.leavesRowsBehind
                ? "export with --references rows: a row without natural key can only be referred to where it travels along"
                : "export that table too: a row without natural key can only be referred to where it travels along"
        }
        return "correct the row, or import with --missing-references null"
    }
}
