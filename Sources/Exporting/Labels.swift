import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

/// The labels of an export's rows without keys: numbers in the order of content, whatever the rows' ids are.
struct Labels {
    let relations: [TableName: SQL]
    private let plan: Plan
    private let tables: [TablePlan]
    private let taken: [TableName: SQL]

    /// - Parameter taken: for each table a relation of the rows to label; a table without one is labelled whole.
    init(_ plan: Plan, taken: [TableName: SQL] = [:]) {
        self.plan = plan
        self.taken = taken
        tables = plan.tables.filter { plan.isLabelled($0.table.name) }
        relations = Dictionary(
            uniqueKeysWithValues: tables.enumerated().map {
                ($0.element.table.name, "pg_temp.satchel_label_\($0.offset)")
            })
    }

    /// Creates the temporary relations. This comes before the transaction is made read-only: it may fill a temporary
    /// table then, but not create one.
    func create(on connection: Session) throws {
        try connection.creatingTemporaryTables("cannot label rows without a natural key") {
            for relation in ordered { try connection.run(ContentMarks.create(relation)) }
        }
    }

    func fill(on connection: Session) throws {
        for (table, relation) in zip(tables, ordered) {
            try connection.run(ContentMarks.fill(relation, with: table, in: plan, taken: taken[table.table.name]))
            try connection.run("ANALYZE \(relation)")
        }
        let sides = zip(tables, ordered).map { table, relation in
            ContentMarks.side(
                relation, of: table, in: plan, columns: plan.archiveColumns(of: table), marks: relations,
                taken: taken[table.table.name])
        }
        try ContentMarks(sides: sides, in: plan).refine(on: connection)
        try refuseSharedKeys(on: connection)
        for (table, relation) in zip(tables, ordered) {
            let order: [SQL] = ["m.mark COLLATE \"C\""] + ContentMarks.order(table)
            try connection.run(
                """
                UPDATE \(relation) AS own SET mark = numbered.n::text FROM (SELECT m.part, m.tid, \
                row_number() OVER (ORDER BY \(SQL.join(order, ", "))) AS n FROM \(ContentMarks.rows(of: table, relation))) AS numbered \
                WHERE own.tid = numbered.tid AND own.part = numbered.part
                """)
            try connection.run("ANALYZE \(relation)")
        }
    }

    private func refuseSharedKeys(on connection: Session) throws {
        let problems = try zip(tables, ordered).flatMap { table, relation in
            let (lacksPart, own) = RowQuery.reading(table, in: plan) { query in
                let own = table.key.recursive.map { ($0, query.value(of: $0, in: "t", of: table)) }
                return (query.lacksPart("t"), Dictionary(uniqueKeysWithValues: own))
            }.expressions
            return try RecursiveKeys.shared(
                table, marked: ContentMarks.rows(of: table, relation), lacksPart: lacksPart, own: { own[$0] },
                place: "the source", connection: connection)
        }
        if !problems.isEmpty { throw SourceChecks.ambiguous(problems) }
    }

    private var ordered: [SQL] { tables.compactMap { relations[$0.table.name] } }
}
