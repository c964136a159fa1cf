import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

/// The rows that stand in for the real ones while a cycle of references that take no NULL is loaded.
final class Placeholders {
    private let plan: Plan
    private let connection: Session
    /// By table and values: the value that references hold, and whether this run made the row.
    private var made: [(table: TablePlan, placeholder: Placeholder, column: String, value: String)] = []

    init(_ plan: Plan, connection: Session) {
        self.plan = plan
        self.connection = connection
    }

    /// The value that points at the placeholder, made on first use.
    func value(_ placeholder: Placeholder?, for reference: ReferencePlan, _ column: CatalogueColumn) throws -> SQL {
        guard let placeholder, case .table(let referenced) = reference.destination, let table = plan[referenced.table],
            let position = reference.columns.firstIndex(of: column.name)
        else { return "NULL" }
        let target = referenced.columns[position]
        let known = made.first {
            $0.table.table.name == referenced.table && $0.placeholder == placeholder && $0.column == target
        }
        // The server reads it as the column's type, which has other names under other search paths.
        return "\(literal: try known?.value ?? make(placeholder, in: table, target))"
    }

    private func make(_ placeholder: Placeholder, in table: TablePlan, _ column: String) throws -> String {
        let given = placeholder.values.sorted { $0.key < $1.key }
        if let unknown = given.first(where: { table.table.column($0.key) == nil }) {
            throw Failure(
                .schemaMismatch, "cannot insert the placeholder into \"\(table.displayName)\"",
                cause: "it has no column \"\(unknown.key)\"", remedy: "correct the placeholder in the module")
        }
        let columns = SQL.join(given.map { "\(name: $0.key)" }, ", ")
        let values = SQL.join(given.map { "\(literal: $0.value)" }, ", ")
        do {
            let rows = try connection.underDatabasePath {
                try connection.rows(
                    """
                    INSERT INTO \(table.table.name) (\(columns)) VALUES (\(values)) \
                    RETURNING \(name: column)::pg_catalog.text
                    """)
            }
            let value = rows.first?[0] ?? ""
            made.append((table, placeholder, column, value))
            return value
        } catch let error as ServerError {
            throw Failure(
                .failed, "cannot insert the placeholder into \"\(table.displayName)\"", cause: error.message,
                remedy: "give every column of it that needs one a value, and a natural key that no row has")
        }
    }

    /// Removes them; nothing points at them any more.
    func remove() throws {
        for row in made {
            try connection.underDatabasePath {
                try connection.run(
                    """
                    DELETE FROM \(RowQuery.source(row.table)) \
                    WHERE \(name: row.column)::pg_catalog.text \(OperatorName.equals) \(literal: row.value)
                    """)
            }
        }
        made = []
    }
}
