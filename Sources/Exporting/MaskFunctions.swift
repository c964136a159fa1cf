import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import TableKit

/// The expressions that people have written for masks, as functions of the transaction in which an export reads.
///
/// What such an expression calls is looked up in the database's path, as its author would expect, and what that calls in
/// turn as well; the statements around it are satchel's, and keep to satchel's path. A function has the one where it is
/// called from the other.
struct MaskFunctions {
    private struct Function {
        let name: SQL
        let table: TablePlan
        let mask: Mask
        let expression: String
        let type: ColumnType
    }

    private let functions: [Function]
    private let connection: Session

    init(_ plan: Plan, connection: Session) {
        self.connection = connection
        functions = (plan.tables + plan.lookups).flatMap { table in
            table.declaration.masks.compactMap { mask -> Function? in
                guard case .sql(let expression) = mask.rule, let type = table.table.column(mask.column)?.type else {
                    return nil
                }
                return Function(
                    name: plan.maskFunction(of: mask.column, in: table), table: table, mask: mask,
                    expression: expression, type: type)
            }
        }
    }

    /// Creates the functions, for the transaction that is open.
    ///
    /// - Throws: `Failure` where an expression is none of the database's, or where nothing can be created.
    func create() throws {
        for function in functions { try create(function) }
    }

    private func create(_ function: Function) throws {
        let type = SQL(verbatim: function.type.qualified)
        // The line breaks end a comment.
        let body: SQL = """
            SELECT (
            \(SQL(verbatim: function.expression))
            )::\(type) FROM (SELECT $1.*) AS \(name: function.table.table.name.name)
            """
        do {
            try connection.underDatabasePath {
                try connection.run(
                    """
                    CREATE FUNCTION \(function.name)(\(function.table.table.name)) RETURNS \(type) LANGUAGE sql STABLE \
                    SET search_path FROM CURRENT AS \(literal: body.text)
                    """)
            }
        } catch let error as ServerError {
            let mayNotCreate = ["25006", "42501"].contains(error.sqlState)
            throw Failure(
                .failed, "cannot mask \"\(function.table.displayName)\".\"\(function.mask.column)\"",
                cause: error.message,
                remedy: mayNotCreate
                    ? "export from a primary server with a role that may create temporary tables"
                    : "correct the mask's expression")
        }
    }
}
