import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

/// The rows that an export of a part takes: the wanted ones, and what they need.
///
/// From the root the way leads down to what belongs to it, step by step; tables that do not travel are passed through.
/// From the wanted rows it leads up to what they refer to, in whatever circles; a needed row brings what it needs in turn,
/// and nothing that belongs to it.
struct TakenRows {
    let plan: Plan
    let selection: RowSelection
    /// What the root owns.
    let owned: RowSet
    /// What travels.
    let taken: RowSet

    init(_ plan: Plan, _ selection: RowSelection) {
        self.plan = plan
        self.selection = selection
        owned = RowSet("owned", of: plan)
        taken = RowSet("taken", of: plan)
    }

    /// For each travelling table the relation of its taken rows.
    var relations: [TableName: SQL] {
        Dictionary(
            uniqueKeysWithValues: plan.tables.enumerated().map { ($0.element.table.name, taken.relation($0.offset)) })
    }

    /// Creates the temporary relations. This comes before the transaction is made read-only: it may fill a temporary
    /// table then, but not create one.
    func create(on connection: Session) throws {
        try connection.creatingTemporaryTables("cannot export a part of the rows") {
            if selection.root != nil { try owned.create(on: connection) }
            try taken.create(on: connection)
        }
    }

    /// Finds the rows.
    ///
    /// - Returns: warnings: tables with rows of which nobody knows when they changed.
    func fill(on connection: Session) throws -> [Problem] {
        if let root = selection.root { try fillOwned(root, on: connection) }
        var (added, warnings): ([Int], [Problem]) = (Array(repeating: 0, count: taken.tables.count), [])
        for table in plan.tables.indices {
            added[table] = try want(table, on: connection, &warnings)
        }
        if selection.neededRows == .travel { try taken.close(over: needs, added: added, on: connection) }
        for table in plan.tables.indices { try connection.run("ANALYZE \(taken.relation(table))") }
        return warnings
    }

    private func fillOwned(_ root: RowKey, on connection: Session) throws {
        let place = try RowSearch(plan: plan, connection: connection)
            .find(root, purpose: "cannot export one root's data")
        let added = owned.tables.map { $0.table.name == place.table ? 1 : 0 }
        guard let number = added.firstIndex(of: 1) else { return }
        try connection.run(
            """
            INSERT INTO \(owned.relation(number)) (part, tid, round, why) \
            VALUES (\(literal: place.part), \(literal: place.tid), 0, \(literal: Explanation.Why.root.rawValue))
            """)
        try owned.close(over: belongings, added: added, on: connection)
    }

    /// Puts the wanted rows of a table into the taken ones, and gives their number.
    private func want(_ number: Int, on connection: Session, _ warnings: inout [Problem]) throws -> Int {
        let table = plan.tables[number]
        let owned = selection.root.map { _ in self.owned.relation(number) }
        let into: SQL = "INSERT INTO \(taken.relation(number))"
        guard let since = selection.since else {
            guard let owned else { return 0 }
            return try connection.run(
                "\(into) SELECT part, tid, 0, why, place, by_table, by_part, by_tid FROM \(owned)")
        }
        guard let column = table.declaration.modifiedAt,
            let time = try ModificationTime(of: table, row: "t", since: since)
        else { return 0 }
        let source = RowQuery.source(table, as: "t", taken: owned)
        let cause: SQL =
            owned == nil
            ? "\(literal: Explanation.Why.changed.rawValue), NULL, NULL::int, NULL::oid, NULL::tid"
            : "taken.why, taken.place, taken.by_table, taken.by_part, taken.by_tid"
        let unknown = try connection.rows("SELECT count(*) FROM \(source) WHERE \(time.isUnknown)").first?[0] ?? "0"
        if let count = Int(unknown), count > 0 {
            warnings.append(
                Problem(
                    .modificationTime, severity: .warning, table: table.displayName, column: column,
                    message: "rows do not say when they changed; only those that others need are in",
                    remedy: "fill the column, or export without --since", total: count))
        }
        return try connection.run(
            "\(into) SELECT t.tableoid, t.ctid, 0, \(cause) FROM \(source) WHERE \(time.changed)")
    }

    // MARK: ways

    /// From each row to what belongs to it.
    private var belongings: [RowSet.Link] {
        let numbers = Dictionary(uniqueKeysWithValues: owned.tables.enumerated().map { ($1.table.name, $0) })
        return owned.tables.enumerated().flatMap { number, table in
            plan.owners(of: table).compactMap { owner -> RowSet.Link? in
                guard let from = numbers[owner.table],
                    let join = ReferenceJoin(
                        owner.reference, of: table, to: owned.tables[from], in: plan, source: "far", found: "near")
                else { return nil }
                return RowSet.Link(
                    from: from, to: number, why: .belongs, place: owner.reference.place,
                    join: join)
            }
        }
    }

    /// From each travelling row to what it refers to, where that may travel.
    private var needs: [RowSet.Link] {
        let numbers = Dictionary(uniqueKeysWithValues: plan.tables.enumerated().map { ($1.table.name, $0) })
        return plan.tables.enumerated().flatMap { number, table in
            table.references.flatMap { reference in
                reference.referencedTables.compactMap { target -> RowSet.Link? in
                    guard let to = numbers[target],
                        let join = ReferenceJoin(
                            reference, of: table, to: plan.tables[to], in: plan, source: "near", found: "far")
                    else { return nil }
                    return RowSet.Link(
                        from: number, to: to, why: .needed, place: "\(table.displayName).\(reference.place)",
                        join: join)
                }
            }
        }
    }
}
