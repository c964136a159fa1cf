import Catalogue
import Diagnostics
import Planning
import PostgreSQL
import Rows
import Staging
import TableKit

/// Writes prepared rows into the target: inserts in load order, then the late seeds.
package struct Inserts {
    private let values: TargetValues
    private let connection: Session
    private let placeholders: Placeholders

    package init(_ values: TargetValues, connection: Session) {
        self.values = values
        self.connection = connection
        placeholders = Placeholders(values.plan, connection: connection)
    }

    /// Inserts the rows of tables that must be inserted together; of one table mostly.
    package func insert(_ tables: [StagedTable]) throws {
        let statements = try tables.map(statement)
        do {
            try connection.underDatabasePath {
                if statements.count == 1 {
                    try connection.run(statements[0])
                } else {
                    // Foreign keys are checked at the end of a statement, so one statement may insert a whole cycle.
                    let parts = statements.enumerated().map { "i\($0.offset) AS (\($0.element))" as SQL }
                    try connection.run("WITH \(SQL.join(parts, ", ")) SELECT 1")
                }
            }
        } catch let error as ServerError where tables.count == 1 {
            throw error.naming(tables[0].plan.table.name)
        }
    }

    private func statement(_ table: StagedTable) throws -> SQL {
        let columns = values.loadedColumns(of: table)
        let late = lateColumns(of: table)
        let values = try columns.map { column -> SQL in
            guard let seed = late[column.name] else { return "l.\(name: column.name)" }
            guard column.isNotNull else { return "NULL" }
            return try placeholders.value(seed.placeholder, for: seed.reference, column)
        }
        let names = SQL.join(columns.map { "\(name: $0.name)" }, ", ")
        let overriding: SQL = columns.contains { $0.identity == .always } ? " OVERRIDING SYSTEM VALUE" : ""
        let list: SQL = columns.isEmpty ? "" : " (\(names))"
        return """
            INSERT INTO \(table.plan.table.name)\(list)\(overriding) SELECT \(SQL.join(values, ", ")) \
            FROM \(table.load) AS l
            """
    }

    /// What the columns of a new row hold that the row's own foreign keys may be made of.
    func content(of column: CatalogueColumn, in table: StagedTable) -> InsertedContent {
        if lateColumns(of: table)[column.name] != nil { return .waits }
        if values.loadedColumns(of: table).contains(where: { $0.name == column.name }) { return .isGiven }
        return column.defaultExpression == nil && !column.isGenerated ? .isEmpty : .isMade
    }

    /// True where a column's value is made, and not what was staged.
    func isMade(_ column: CatalogueColumn, in table: StagedTable) -> Bool { values.isMade(column, in: table) }

    private func lateColumns(of table: StagedTable) -> [String: (reference: ReferencePlan, placeholder: Placeholder?)] {
        var late: [String: (ReferencePlan, Placeholder?)] = [:]
        for reference in table.plan.references {
            guard case .late(let placeholder, _) = reference.seeding else { continue }
            for column in reference.columns {
                guard let found = table.plan.table.column(column), !found.isNotNull || placeholder != nil else {
                    continue
                }
                late[column] = (reference, placeholder)
            }
        }
        return late
    }

    /// Sets the references that were left empty, of the rows that this run inserted.
    ///
    /// - Returns: how many rows got one.
    package func seedLate(_ table: StagedTable) throws -> Int {
        let columns = Set(values.loadedColumns(of: table).map(\.name))
        let late = lateColumns(of: table).keys.filter(columns.contains).sorted()
        let address = table.plan.address
        guard !late.isEmpty, !address.isEmpty, address.allSatisfy(columns.contains) else { return 0 }
        let settings = SQL.join(late.map { "\(name: $0) = l.\(name: $0)" }, ", ")
        let same = table.plan.isAddressed("t", by: "l", address)
        let isGiven = SQL.join(late.map { "l.\(name: $0) IS NOT NULL" }, " OR ")
        return try connection.underDatabasePath {
            try connection.run(
                """
                UPDATE \(RowQuery.source(table.plan)) AS t SET \(settings) FROM \(table.load) AS l \
                WHERE \(same) AND (\(isGiven))
                """)
        }
    }

    package func removePlaceholders() throws { try placeholders.remove() }
}

/// What an insert puts into a column.
enum InsertedContent {
    /// The value of the relation to load.
    case isGiven
    /// Nothing, or a placeholder, until the late seeds.
    case waits
    /// NULL.
    case isEmpty
    /// What the server makes.
    case isMade
}
