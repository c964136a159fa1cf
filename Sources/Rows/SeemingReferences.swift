import Catalogue
import Declarations
import Diagnostics
import JSON
import Planning
import PostgreSQL
import TableKit

/// A column of numbers of which nearly all are ids of the tables that its name means.
package struct LikelyReference {
    package let table: TablePlan
    package let column: String
    package let target: Target
    /// True where the column holds arrays of ids.
    private let isArray: Bool
    /// True where some of its values are 0: nobody's id.
    private let hasZeros: Bool
    /// How many of its values that were looked at are ids there.
    package let fitting: Int
    package let values: Int

    fileprivate init(_ seeming: SeemingReference, of table: TablePlan, _ target: Target, _ count: Count) {
        self.table = table
        self.target = target
        column = seeming.column
        isArray = seeming.isArray
        hasZeros = count.hasZeros
        fitting = count.fitting
        values = count.values
    }

    fileprivate struct Count {
        var fitting = 0
        var values = 0
        var hasZeros = false
    }

    package enum Target {
        case table(ReferencePlan.Referenced)
        /// By the words in the other column.
        case named(by: String, [String: ReferencePlan.Referenced])
    }
}

/// Finds columns of a plan that are references in all but declaration.
package struct SeemingReferences {
    private let plan: Plan
    private let catalogue: Catalogue
    private let connection: Session

    package init(_ plan: Plan, in catalogue: Catalogue, on connection: Session) {
        self.plan = plan
        self.catalogue = catalogue
        self.connection = connection
    }

    /// Values of a column that are looked at, and words of a type.
    private static let sample = 10_000
    private static let kinds = 100
    /// Of a hundred values that many have to be ids.
    private static let share = 95

    package func find() throws -> [LikelyReference] {
        try plan.seemingReferences(in: catalogue).compactMap { seeming in
            guard let table = plan[seeming.table] else { return nil }
            switch seeming.target {
            case .tables(let tables):
                for referenced in tables {
                    let count = try count(seeming, of: table, as: referenced, where: "true")
                    if fits(count) { return LikelyReference(seeming, of: table, .table(referenced), count) }
                }
                return nil
            case .named(let type): return try named(seeming, by: type, of: table)
            }
        }
    }

    private func named(_ seeming: SeemingReference, by type: String, of table: TablePlan) throws -> LikelyReference? {
        let words = try connection.rows(
            """
            SELECT DISTINCT sample.word FROM (SELECT t.\(name: type)::text AS word FROM \(RowQuery.source(table)) AS t \
            WHERE t.\(name: seeming.column) IS NOT NULL LIMIT \(SeemingReferences.sample)) AS sample \
            WHERE sample.word IS NOT NULL LIMIT \(SeemingReferences.kinds)
            """
        ).compactMap { $0[0] }
        let names = IDTables(catalogue)
        var tables: [String: ReferencePlan.Referenced] = [:]
        var all = LikelyReference.Count()
        for word in words.sorted() {
            for referenced in names.tables(called: word) {
                let count = try count(
                    seeming, of: table, as: referenced, where: "t.\(name: type)::text = \(literal: word)")
                guard fits(count) else { continue }
                tables[word] = referenced
                all.fitting += count.fitting
                all.values += count.values
                all.hasZeros = all.hasZeros || count.hasZeros
                break
            }
        }
        return tables.isEmpty ? nil : LikelyReference(seeming, of: table, .named(by: type, tables), all)
    }

    private func fits(_ count: LikelyReference.Count) -> Bool {
        count.values > 0 && count.fitting * 100 >= count.values * SeemingReferences.share
    }

    /// Zero is nobody's id, and often stands for none.
    private func count(
        _ seeming: SeemingReference, of table: TablePlan, as referenced: ReferencePlan.Referenced, where condition: SQL
    ) throws -> LikelyReference.Count {
        guard let target = catalogue.tables[referenced.table] else { return .init() }
        let column: SQL = "t.\(name: seeming.column)"
        let source = RowQuery.source(table)
        let values: SQL =
            seeming.isArray
            ? "SELECT e.id FROM \(source) AS t, unnest(\(column)) AS e (id) WHERE \(condition)"
            : "SELECT \(column) AS id FROM \(source) AS t WHERE \(condition)"
        let row = try connection.rows(
            """
            SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM \(RowQuery.source(target)) AS there \
            WHERE there.\(name: referenced.columns[0]) = sample.id)), count(*), \
            EXISTS (SELECT FROM (\(values)) AS given WHERE given.id = 0) \
            FROM (SELECT given.id FROM (\(values)) AS given WHERE given.id <> 0 LIMIT \(SeemingReferences.sample)) AS sample
            """)[0]
        return .init(fitting: try row.integer(0), values: try row.integer(1), hasZeros: row[2] == "t")
    }
}

extension LikelyReference {
    /// The reference as a declaration, its tables by the names for people.
    package func declaration(_ displayName: (TableName) -> TableName) -> Reference {
        let unmatched: Reference.Unmatched = hasZeros ? .carries(["0"]) : .problem
        return switch target {
        case .table(let referenced) where isArray:
            .array(column, to: displayName(referenced.table), unmatched: unmatched)
        case .table(let referenced): .logical(column, to: displayName(referenced.table), unmatched: unmatched)
        case .named(let type, let tables):
            .polymorphic(column, typedBy: type, tables.mapValues { displayName($0.table) }, unmatched: unmatched)
        }
    }

    /// What it seems to be and why, with the line that is missing in a manifest.
    package func problem(severity: Problem.Severity, in catalogue: Catalogue) -> Problem {
        let names =
            switch target {
            case .table(let referenced): "\"\(catalogue.displayName(referenced.table))\""
            case .named(let type, _): "the tables that \"\(type)\" names"
            }
        let says = declaration { TableName(parsing: catalogue.displayName($0)) ?? $0 }.json().text()
        return Problem(
            .undeclaredReference, severity: severity, table: table.displayName, column: column,
            message: "\(fitting) of \(values) values are ids of \(names), but nothing says that it is a reference: "
                + "in another database the number means another row",
            remedy:
                "declare in a manifest {\"table\": \"\(table.displayName)\", \"references\": [\(says)]}, "
                + "as satchel manifest new writes it; or {\"table\": \"\(table.displayName)\", \"plain\": [\"\(column)\"]} "
                + "where the numbers mean the same everywhere")
    }
}
