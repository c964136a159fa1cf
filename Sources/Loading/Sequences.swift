import Planning
import PostgreSQL
import Rows
import Staging
import TableKit

/// The sequences behind surrogate keys, moved past ids that they did not draw.
package struct Sequences {
    private let connection: Session

    package init(_ connection: Session) { self.connection = connection }

    /// Moves those of tables whose ids were preserved.
    package func passPreservedIDs(of tables: [StagedTable]) throws {
        for table in tables where table.archived.preservesIDs {
            if let (column, sequence) = table.plan.numbering { try pass(sequence, highest: column, of: table.plan) }
        }
    }

    /// Moves a sequence past the largest id of its table, where it is not there yet.
    func pass(_ sequence: TableName, highest column: String, of table: TablePlan) throws {
        try connection.run(
            """
            SELECT setval(\(literal: SQL.text(of: sequence))::regclass, highest.id) FROM \
            (SELECT max(\(name: column)) AS id FROM \(RowQuery.source(table)) AS t) AS highest, \
            \(sequence) AS sequence WHERE highest.id > sequence.last_value \
            OR highest.id = sequence.last_value AND NOT sequence.is_called
            """)
    }
}

extension SQL {
    /// A name as `regclass` reads it.
    static func text(of name: TableName) -> String { ("\(name)" as SQL).text }
}
