import Planning
import PostgreSQL
import TableKit

/// Marks tell rows without a key apart: two of them have the same mark exactly if they have the same content.
///
/// Content can hang on content, even in circles. Marks there are found by refinement in rounds: first by a row's own
/// columns, then again with the marks of the rows it points at, until no round tells more rows apart.
package struct ContentMarks {
    /// A temporary relation with the columns `mark` and `next`, and the statement that computes `next` from the marks.
    package struct Side {
        let table: TableName
        let relation: SQL
        let refresh: SQL

        package init(table: TableName, relation: SQL, refresh: SQL) {
            self.table = table
            self.relation = relation
            self.refresh = refresh
        }
    }

    private let groups: [(sides: [Side], isCircular: Bool)]

    package init(sides: [Side], in plan: Plan) {
        let byTable = Dictionary(grouping: sides, by: \.table)
        groups = plan.labelOrder(of: byTable.keys.sorted()).map { group in
            (group.tables.flatMap { byTable[$0] ?? [] }, group.isCircular)
        }
    }

    /// Group by group, so that what a row points at is known before the row is looked at; in circles round by round.
    package func refine(on connection: Session) throws {
        for (sides, isCircular) in groups {
            var distinct = 0
            while true {
                for side in sides { try connection.run(side.refresh) }
                for side in sides { try connection.run("UPDATE \(side.relation) SET mark = next") }
                guard isCircular else { break }
                let found = try count(sides, on: connection)
                if found == distinct { break }
                distinct = found
            }
        }
    }

    private func count(_ sides: [Side], on connection: Session) throws -> Int {
        let byTable = Dictionary(grouping: sides, by: \.table).values.map { sides -> SQL in
            let all = SQL.join(sides.map { "SELECT mark FROM \($0.relation)" }, " UNION ALL ")
            return "(SELECT count(DISTINCT mark) FROM (\(all)) AS marks)"
        }
        return try connection.number("SELECT \(SQL.join(byTable, " + "))")
    }
}

extension ContentMarks {
    /// The statements that create the relation of a table's labelled rows: where each is, and its mark. The index serves
    /// references inside values, which are looked up one by one. It goes with the transaction.
    package static func create(_ relation: SQL) -> SQL {
        """
        CREATE TEMPORARY TABLE \(relation) (part oid, tid tid, mark text, next text) ON COMMIT DROP; \
        CREATE INDEX ON \(relation) (tid)
        """
    }

    /// The statement that fills it with the rows that have no key: of all, or of those taken.
    package static func fill(_ relation: SQL, with table: TablePlan, in plan: Plan, taken: SQL? = nil) -> SQL {
        let (rows, lacksKey) = RowQuery.reading(table, in: plan, taken: taken) { $0.lacksKey }
        return """
            INSERT INTO \(relation) SELECT \(rows.row).tableoid, \(rows.row).ctid, '', '' \
            FROM \(rows.from) WHERE \(lacksKey)
            """
    }

    /// A table's marks `m` beside their rows `t`, as a FROM item.
    package static func rows(of table: TablePlan, _ relation: SQL) -> SQL {
        "\(relation) AS m JOIN \(RowQuery.source(table)) AS t ON t.ctid = m.tid AND t.tableoid = m.part"
    }

    /// The order of rows with one mark: by what names them in the database. Where they lie on disk says nothing, because
    /// every update moves a row.
    package static func order(_ table: TablePlan) -> [SQL] {
        table.address.map { "t.\(name: $0)" } + ["m.part", "m.tid"]
    }

    /// The rows of a database's table as one side.
    ///
    /// - Parameters:
    ///   - columns: what of the rows counts as content.
    ///   - taken: the relation of the rows that were marked; nil where it is all of them.
    package static func side(
        _ relation: SQL, of table: TablePlan, in plan: Plan, columns: [ArchiveColumn], marks: [TableName: SQL],
        taken: SQL? = nil
    ) -> Side {
        let (rows, (content, lacksKey)) = RowQuery.reading(table, in: plan, marks: marks, taken: taken) { query in
            let content = table.content(
                in: columns, lacksPart: { query.lacksPart(query.row) }, { query.expression(for: $0) })
            return (content, query.lacksKey)
        }
        return Side(
            table: table.table.name, relation: relation,
            refresh: """
                UPDATE \(relation) AS own SET next = new.mark FROM (SELECT \(rows.row).tableoid AS part, \
                \(rows.row).ctid AS tid, md5(\(content)) AS mark FROM \(rows.from) WHERE \(lacksKey)) AS new \
                WHERE own.tid = new.tid AND own.part = new.part
                """)
    }
}
