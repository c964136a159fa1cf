import Declarations
import Diagnostics
import Index
import Planning
import PostgreSQL
import Reports
import Staging

/// Holds the rows of an archive against those of a database, both read in the form in which they travel. Nothing is
/// written.
struct DatabaseComparison {
    let modules: [Declaration]
    let manifest: Manifest?
    let purpose: Purpose
    let connection: Session

    /// What was found, table by table: new rows are missing in the database, deleted ones are in it alone.
    struct Differences {
        let tables: [TableReport]
        let problems: [Problem]
    }

    /// - Parameters:
    ///   - findsExtraRows: whether rows count that the database alone has.
    func run(
        _ archive: NamedArchive, _ choice: TableChoice, findsExtraRows: Bool,
        telling observer: RunObserver
    ) throws -> Differences {
        let target = LockedTarget(modules: modules, manifest: manifest, for: purpose, on: connection)
        return try target.transaction(
            for: SourceArchives(archive), choice, ending: .rollBack
        ) { plan, _ in
            do {
                let staged = try StagedArchive(archive, as: plan, base: nil, on: connection, telling: observer)
                let paired = try PairedRows(staged, updates: true, on: connection)
                let tallies = try compare(paired, findsExtraRows: findsExtraRows)
                if let show = observer.change { try paired.changes.all(of: tallies, show) }
                return Differences(
                    tables: tallies.reports(skippingKnown: false), problems: plan.warnings)
            } catch let error as ServerError {
                throw error.failure(doing: "cannot compare \"\(archive.name)\"")
            }
        }
    }

    private func compare(_ paired: PairedRows, findsExtraRows: Bool) throws -> Tallies {
        var tallies = paired.tallies
        let extra = ExtraRows(
            index: paired.plan.index, plan: paired.plan.plan, marks: paired.marks, connection: connection)
        for table in paired.plan.tables {
            let pairs: SQL = """
                SELECT own.row, \(table.names.text(of: "own")) AS key, own.part, own.tid FROM \(table.rows) AS own \
                WHERE own.row IS NOT NULL AND own.tid IS NOT NULL
                """
            let rows = ComparedRows(table, in: paired.plan.plan, marks: paired.marks)
            tallies[table].differing = try rows.find(among: pairs, on: connection)
            if findsExtraRows { tallies[table].deleted = try extra.find(table) }
        }
        return tallies
    }
}
