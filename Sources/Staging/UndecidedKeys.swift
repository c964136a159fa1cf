import Catalogue
import Declarations
import Diagnostics
import Index
import Planning
import PostgreSQL
import Rows
import TableKit

/// What an import does about rows that the archive knows by numbers which nobody has explained.
public enum UndecidedKeys: String, Sendable, CaseIterable {
    /// It is refused where the target has rows: the same number may be another row there.
    case ask
    /// The numbers are taken for data that means the same in both databases.
    case data
}

/// The tables of an archive whose rows are known by such numbers, and of which nothing here says what they are.
package struct UndecidedTables {
    private let tables: [TablePlan]

    /// - Parameter modules: what modules and a manifest declare for the target.
    init(of index: ArchiveIndex, in plan: Plan, modules: [Declaration], catalogue: Catalogue) {
        let declared = Dictionary(modules.map { (catalogue.table($0.table)?.name ?? $0.table, $0) }) { first, _ in first
        }
        tables = (index.tables + index.lookups).filter(\.isUndecided).compactMap { archived in
            guard let table = catalogue.table(archived.table).flatMap({ plan[$0.name] }) else { return nil }
            let said = declared[table.table.name]
            let isSaid = said?.preservesIDs == true || Set(said?.naturalKey?.columns ?? []) == Set(archived.naturalKey)
            return isSaid ? nil : table
        }
    }

    /// One warning a table.
    var warnings: [Problem] { tables.map { $0.undecided(severity: .warning) } }

    /// - Throws: `Failure` with `undecided` that lists those which have rows in the target.
    func refuse(on connection: Session) throws {
        guard !tables.isEmpty else { return }
        let queries = tables.enumerated().map { number, table -> SQL in
            "SELECT \(number) AS n WHERE EXISTS (SELECT FROM \(RowQuery.source(table)) AS there)"
        }
        let filled = try connection.rows("\(SQL.join(queries, " UNION ALL ")) ORDER BY n").map {
            tables[try $0.integer(0)]
        }
        guard !filled.isEmpty else { return }
        throw Failure(
            .undecided, "cannot import: nobody has said what the numbers are by which rows are known",
            cause:
                "the target has rows in \(filled.count == 1 ? "the table" : "these tables"), and the same number may be "
                + "another row there",
            remedy:
                "say it in a manifest, as listed; or with --undecided-keys data for this run, where the numbers mean the "
                + "same in both databases. Nothing was changed",
            problems: filled.map { $0.undecided(severity: .error) })
    }
}
