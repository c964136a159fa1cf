import Catalogue
import Declarations
import Diagnostics
import Planning
import PostgreSQL
import TableKit

/// A column of numbers of which nearly all are ids of the tables that its name means.
package struct LikelyReference {
    package let table: TablePlan
    package let column: String
    package let target: Target
    /// How many of its values that were looked at are ids there.
    package let fitting: Int
    package let values: Int

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
                    let (fitting, values) = try count(seeming.column, of: table, as: referenced, where: "true")
                    if fits(fitting, of: values) {
                        return LikelyReference(
                            table: table, column: seeming.column, target: .table(referenced), fitting: fitting,
                            values: values)
                    }
                }
                return nil
            case .named(let type): return try named(seeming.column, by: type, of: table)
            }
        }
    }

    private func named(_ column: String, by type: String, of table: TablePlan) throws -> LikelyReference? {
        let words = try connection.rows(
            """
            SELECT DISTINCT sample.word FROM (SELECT t.\(name: type)::text AS word FROM \(RowQuery.source(table)) AS t \
            WHERE t.\(name: column) IS NOT NULL LIMIT \(SeemingReferences.sample)) AS sample \
            WHERE sample.word IS NOT NULL LIMIT \(SeemingReferences.kinds)
            """
        ).compactMap { $0[0] }
        let names = IDTables(catalogue)
        var tables: [String: ReferencePlan.Referenced] = [:]
        var (fitting, values) = (0, 0)
        for word in words.sorted() {
            for referenced in names.tables(called: word) {
                let found = try count(
                    column, of: table, as: referenced, where: "t.\(name: type)::text = \(literal: word)")
                guard fits(found.fitting, of: found.values) else { continue }
                tables[word] = referenced
                (fitting, values) = (fitting + found.fitting, values + found.values)
                break
            }
        }
        guard !tables.isEmpty else { return nil }
        return LikelyReference(
            table: table, column: column, target: .named(by: type, tables), fitting: fitting, values: values)
    }

    private func fits(_ fitting: Int, of values: Int) -> Bool {
        values > 0 && fitting * 100 >= values * SeemingReferences.share
    }

    /// Zero is nobody's id, and often stands for none.
    private func count(
        _ column: String, of table: TablePlan, as referenced: ReferencePlan.Referenced, where condition: SQL
    ) throws -> (fitting: Int, values: Int) {
        guard let target = catalogue.tables[referenced.table] else { return (0, 0) }
        let rows = try connection.rows(
            """
            SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM \(RowQuery.source(target)) AS there \
            WHERE there.\(name: referenced.columns[0]) = sample.id)), count(*) \
            FROM (SELECT t.\(name: column) AS id FROM \(RowQuery.source(table)) AS t \
            WHERE t.\(name: column) <> 0 AND \(condition) LIMIT \(SeemingReferences.sample)) AS sample
            """)
        return (try rows[0].integer(0), try rows[0].integer(1))
    }
}

extension LikelyReference {
    /// The reference as a declaration, its tables by the names for people.
    package func declaration(_ displayName: (TableName) -> TableName) -> Reference {
        switch target {
        case .table(let referenced): .logical(column, to: displayName(referenced.table))
        case .named(let type, let tables):
            .polymorphic(column, typedBy: type, tables.mapValues { displayName($0.table) })
        }
    }

    /// What it seems to be and why, with the line that is missing in a manifest.
    package func problem(severity: Problem.Severity, in catalogue: Catalogue) -> Problem {
        let names: String
        let says: String
        switch target {
        case .table(let referenced):
            names = "\"\(catalogue.displayName(referenced.table))\""
            says = "\"table\": \(names)"
        case .named(let type, let tables):
            names = "the tables that \"\(type)\" names"
            let list = tables.sorted { $0.key < $1.key }
                .map { "\"\($0.key)\": \"\(catalogue.displayName($0.value.table))\"" }.joined(separator: ", ")
            says = "\"namedBy\": \"\(type)\", \"tables\": {\(list)}"
        }
        return Problem(
            .undeclaredReference, severity: severity, table: table.displayName, column: column,
            message: "\(fitting) of \(values) values are ids of \(names), but nothing says that it is a reference: "
                + "in another database the number means another row",
            remedy:
                "declare in a manifest {\"table\": \"\(table.displayName)\", \"references\": [{\"column\": \"\(column)\", \(says)}]}, "
                + "as satchel manifest new writes it; or {\"table\": \"\(table.displayName)\", \"plain\": [\"\(column)\"]} "
                + "where the numbers mean the same everywhere")
    }
}
