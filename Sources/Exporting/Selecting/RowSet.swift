import Diagnostics
import Planning
import PostgreSQL
import Rows

/// A set of rows of a plan's tables, and why each is in it: a temporary relation a table, filled round by round.
///
/// A relation has `part` and `tid`, where the row is; `round`, counted from 0; `why`, an `Explanation.Why`; `place`, the reference or
/// column that led to the row; and `by_table`, `by_part`, `by_tid`, the row from which it led there. Of several causes the
/// first is kept.
struct RowSet {
    let name: String
    /// The tables of the plan, then its lookups. Relations bear their numbers.
    let tables: [TablePlan]

    init(_ name: String, of plan: Plan) {
        self.name = name
        tables = plan.tables + plan.lookups
    }

    /// A way from rows of one table to rows of another.
    struct Link {
        /// Numbers of tables.
        let from: Int
        let to: Int
        let why: Explanation.Why
        let place: String
        /// Over the aliases `near` and `far`.
        let join: ReferenceJoin
    }

    func relation(_ table: Int) -> SQL { SQL(verbatim: "pg_temp.satchel_\(name)_\(table)") }

    func create(on connection: Session) throws {
        for table in tables.indices {
            let relation = relation(table)
            try connection.run(
                """
                CREATE TEMPORARY TABLE \(relation) (part oid, tid tid, round int, why text, place text, by_table int, \
                by_part oid, by_tid tid) ON COMMIT DROP; CREATE INDEX ON \(relation) (tid)
                """)
        }
    }

    /// Adds what the links lead to, and what they lead to from there, until nothing is new. Every statement begins with
    /// the rows of the round before, so that the work is that of the rows found, whatever the size of the tables.
    ///
    /// - Parameter added: the number of rows of round 0, for each table.
    func close(over links: [Link], added: [Int], on connection: Session) throws {
        var (last, round) = (added, 0)
        while last.contains(where: { $0 > 0 }) {
            for table in tables.indices { try connection.analyze(relation(table), rows: last[table]) }
            round += 1
            var new = Array(repeating: 0, count: tables.count)
            for link in links where last[link.from] > 0 {
                new[link.to] += try connection.run(follow(link, round: round))
            }
            last = new
        }
    }

    /// What the set says of a row; nil where it is not in it.
    func cause(of row: RowSearch.Place, on connection: Session) throws -> Cause? {
        guard let number = tables.firstIndex(where: { $0.table.name == row.table }) else { return nil }
        let found = try connection.rows(
            """
            SELECT why, place, by_table, by_part, by_tid FROM \(relation(number)) \
            WHERE part = \(literal: row.part) AND tid = \(literal: row.tid)
            """
        ).first
        guard let found, let why = found[0].flatMap(Explanation.Why.init) else { return nil }
        var origin: RowSearch.Place?
        if let table = found[2].flatMap({ Int($0) }), let part = found[3], let tid = found[4] {
            origin = .init(table: tables[table].table.name, part: part, tid: tid)
        }
        return Cause(why: why, place: found[1], origin: origin)
    }

    struct Cause {
        let why: Explanation.Why
        let place: String?
        /// The row from which the way led here.
        let origin: RowSearch.Place?
    }

    private func follow(_ link: Link, round: Int) -> SQL {
        let near = RowQuery.source(tables[link.from], as: "near", taken: relation(link.from))
        let elements: SQL = link.join.elements.map { " CROSS JOIN LATERAL \($0)" } ?? ""
        return """
            INSERT INTO \(relation(link.to)) SELECT DISTINCT ON (far.tableoid, far.ctid) far.tableoid, far.ctid, \(round), \
            \(literal: link.why.rawValue), \(literal: link.place), \(link.from), near.tableoid, near.ctid \
            FROM \(near)\(elements) JOIN \(RowQuery.source(tables[link.to])) AS far ON \(link.join.condition) \
            WHERE taken.round = \(round - 1) AND NOT EXISTS (SELECT FROM \(relation(link.to)) AS known \
            WHERE known.tid = far.ctid AND known.part = far.tableoid) \
            ORDER BY far.tableoid, far.ctid, near.tableoid, near.ctid
            """
    }
}
