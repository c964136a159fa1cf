import Diagnostics
import Planning
import PostgreSQL

/// The rows of an archive of which it is known which row of the target each of them is, or that the target lacks it.
package struct PairedRows {
    package let plan: TargetPlan
    package let base: MergeBase?
    package let marks: MarkRelations
    package let named: NamedRows
    /// How keys are shown.
    package let shown: ShownKeys
    package private(set) var tallies: Tallies
    private let connection: Session

    /// Pairs rows of the same key on all sides.
    ///
    /// - Parameters:
    ///   - withDependencies: whether rows of tables that were not asked for come along where others need them.
    ///   - updates: whether rows that the target has are updated, and may then need others.
    /// - Throws: `Failure` that lists every key that several rows share.
    package init(
        _ staged: StagedArchive, withDependencies: Bool = false, updates: Bool, on connection: Session
    ) throws {
        plan = staged.plan
        base = staged.base
        tallies = staged.tallies
        self.connection = connection
        let bases = base?.pairs.map(\.base) ?? []
        var pairing = RowPairing(plan, base: bases, connection: connection)
        try pairing.markRowsWithoutKey()
        marks = pairing.marks
        named = NamedRows(plan, base: bases, marks: marks)
        try named.find(on: connection)
        var errors = try pairing.shared + named.ambiguous(on: connection)
        if errors.isEmpty { errors = try base?.findRows(marks: marks, in: plan.plan, on: connection) ?? [] }
        try plan.purpose.refuse(errors, because: "natural keys are ambiguous")
        try Dependencies(plan: plan, marks: marks, connection: connection)
            .choose(withDependencies: withDependencies, updates: updates)
        shown = ShownKeys(plan.plan, tables: plan.tables, base: bases, marks: marks, connection: connection)
        tallies = try counted()
    }

    /// The numbers of known, rejected, dropped and new rows, counted again: after some were dropped or rejected.
    package func counted() throws -> Tallies {
        var tallies = tallies
        guard !plan.tables.isEmpty else { return tallies }
        let queries = plan.tables.map { table in
            """
            SELECT \(table.number), count(*) FILTER (WHERE known AND NOT dropped), count(*) FILTER (WHERE rejected), \
            count(*) FILTER (WHERE dropped) FROM \(table.rows) WHERE row IS NOT NULL
            """ as SQL
        }
        for row in try connection.rows(SQL.join(queries, " UNION ALL ")) {
            let table = plan.tables[try row.integer(0)]
            tallies[table].known = try row.integer(1)
            tallies[table].rejected = try row.integer(2)
            tallies[table].dropped = try row.integer(3)
        }
        return tallies
    }

    /// Reads off what is about to change.
    package var changes: ChangeListing {
        ChangeListing(connection: connection, shown: shown) { ComparedRows($0, in: plan.plan, marks: marks) }
    }
}
