import Catalogue
import CatalogueReading
import Diagnostics
import Planning
import PostgreSQL
import Rows
import TableKit

/// The one snapshot of an export. First the tables are locked; whatever the export rests on is read after that.
struct ExportSnapshot {
    /// Which tables to lock only a plan says, which may be another when they are locked: so often it is tried.
    private static let attempts = 5

    private let request: ExportRequest
    private let connection: Session
    private let isPart: Bool

    /// - Parameter isPart: whether rows are chosen.
    init(of request: ExportRequest, isPart: Bool, on connection: Session) {
        self.request = request
        self.connection = connection
        self.isPart = isPart
    }

    /// Runs `body` in the snapshot, where it may create temporary tables before it reads rows. Nothing of it stays.
    ///
    /// - Throws: `Failure` where the role may not read all that is needed, or the schema changes again and again.
    func with<R>(_ body: (ExportPlanning) throws -> R) throws -> R {
        let begin: SQL =
            try isStandby()
            ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE"
        var known: Plan?
        var broken: [TableName: Set<String>] = [:]
        var unread: ServerError?
        for _ in 0..<ExportSnapshot.attempts {
            do {
                let expected = try known ?? planBefore()
                (known, unread) = (nil, nil)
                try ReadRights(expected, isPart: isPart).check()
                let locks = TableLock.all(of: expected)
                let result = try connection.transaction(begin, ending: .rollBack) { () -> R? in
                    guard try TableLock.take(locks, on: connection) else { return nil }
                    let planning = try connection.withoutWriting { try self.planning(doubting: broken) }
                    try ReadRights(planning.plan, isPart: isPart).check()
                    guard TableLock.all(of: planning.plan).isSubset(of: locks) else {
                        known = planning.plan
                        return nil
                    }
                    return try body(planning)
                }
                if let result { return result }
            } catch let found as FoundBrokenKeys {
                broken.merge(found.keys) { $0.union($1) }
            } catch let error as UnreadCatalogue {
                unread = error.reason
            }
        }
        if let unread { throw unread.failure(doing: "cannot read the catalogue") }
        throw Failure(
            .failed, "cannot export while the schema is being changed",
            cause: "whenever the tables were locked, others were needed by then",
            remedy: "export again when the changes are done")
    }

    /// What the server says where a table goes while the catalogue is read, whichever table it is.
    private struct UnreadCatalogue: Error {
        let reason: ServerError
    }

    private func catalogue() throws -> Catalogue {
        do {
            return try Catalogue.read(from: connection)
        } catch let error as ServerError where error.sqlState == "XX000" {
            throw UnreadCatalogue(reason: error)
        }
    }

    /// The plan before anything is locked. Names in the rows, of references that go by them, are left out: to find them
    /// takes time, and they seldom lead to a table that is not in the plan.
    private func planBefore() throws -> Plan {
        try ExportPlanning(request, in: catalogue()) { _ in NamesInUse() }.plan
    }

    /// - Parameter broken: foreign keys under which rows point at nothing, though they count as checked.
    private func planning(doubting broken: [TableName: Set<String>]) throws -> ExportPlanning {
        let catalogue = try catalogue().doubting(broken)
        return try ExportPlanning(request, in: catalogue) { declarations in
            try NamesInUse.read(declarations, in: catalogue, from: connection)
        }
    }

    /// True in recovery, where no transaction may write. Elsewhere one may, though those of the session be read-only by
    /// default.
    private func isStandby() throws -> Bool {
        try connection.rows("SELECT pg_catalog.pg_is_in_recovery()").first?[0] == "t"
    }
}
