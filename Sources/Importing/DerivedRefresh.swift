import Catalogue
import Planning
import PostgreSQL
import Rows
import TableKit

/// Lets the triggers that keep derived columns do so again, for the rows that an update-import wrote.
///
/// The triggers rest while rows are written, because they would see rows whose references are not set yet. Afterwards
/// those that a module names as keeping a derived column are brought back, and the written rows are updated to
/// themselves, so that they fire on the merged rows. A trigger that no module names goes on resting: no modification
/// time changes.
struct DerivedRefresh {
    private let tables: [TablePlan]
    private let connection: Session
    /// The triggers that keep derived columns.
    let triggers: Set<String>

    init(_ plan: Plan, connection: Session) {
        tables = plan.tables
        self.connection = connection
        triggers = Set(plan.tables.flatMap(\.declaration.derived).map(\.trigger))
    }

    /// The tables that hold derived columns, or a trigger that keeps some: their triggers rest and come back together.
    var concerned: [TablePlan] {
        tables.filter { !$0.declaration.derived.isEmpty || !keepers(of: $0).isEmpty }
    }

    private func keepers(of table: TablePlan) -> [Trigger] {
        table.table.triggers.filter { $0.isActive && $0.firesOnUpdate && triggers.contains($0.name) }
    }

    /// Touches rows of a table: those in `relation`, whose columns name them.
    func touch(_ table: TablePlan, rowsOf relation: SQL, address: [String], where condition: SQL) throws {
        let keepers = keepers(of: table)
        guard !keepers.isEmpty, !table.address.isEmpty else { return }
        let named = Set(keepers.flatMap(\.updateColumns))
        var columns = table.table.columns.map(\.name).filter(named.contains)
        if keepers.contains(where: \.updateColumns.isEmpty), columns.isEmpty {
            columns = table.table.columns.filter { !$0.isGenerated && $0.identity != .always }.prefix(1).map(\.name)
        }
        guard !columns.isEmpty else { return }
        let settings = SQL.join(columns.map { "\(name: $0) = t.\(name: $0)" }, ", ")
        let same = table.isAddressed("t", by: "l", address)
        try connection.underDatabasePath {
            try connection.run(
                "UPDATE \(RowQuery.source(table)) AS t SET \(settings) FROM \(relation) AS l WHERE \(same) AND \(condition)"
            )
        }
    }
}
