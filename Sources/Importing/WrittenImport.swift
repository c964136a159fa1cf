import Diagnostics
import Loading
import Planning
import PostgreSQL
import Reports
import Staging
import TableKit

/// An import that has been written, and is to be committed: its numbers.
struct WrittenImport {
    private(set) var tallies: Tallies
    private let problems: [Problem]

    /// Inserts the new rows, sets late references, updates, deletes, and checks what was deferred.
    ///
    /// - Throws: `Failure` that lists every row that the target refuses.
    init(
        _ prepared: PreparedImport, for request: ImportRequest, on connection: Session, telling observer: RunObserver
    ) throws {
        problems = prepared.problems
        try connection.run("SAVEPOINT satchel_write")
        func write(_ bulk: BulkMode) throws -> Tallies {
            try ImportWriting(
                prepared: prepared, request: request, connection: connection, observer: observer, bulk: bulk
            ).write()
        }
        do {
            do {
                tallies = try write(request.bulk)
            } catch is BrokenReference {
                // Row by row the server says which, and the diagnosis finds the others.
                try connection.run("ROLLBACK TO SAVEPOINT satchel_write")
                tallies = try write(.never)
            }
        } catch let error as ServerError where error.isRowRefused {
            try connection.run("ROLLBACK TO SAVEPOINT satchel_write")
            let tables = prepared.tallies.staged { $0.new + $0.rejected > 0 }
            let found = try Diagnosis(tables, of: prepared.paired, connection: connection)
                .problems(after: error)
            try prepared.paired.plan.purpose.refuse(found, because: "the target refuses rows")
            throw error
        }
        // A sequence does not roll back, so this comes last.
        if !request.isDryRun { try Sequences(connection).passPreservedIDs(of: prepared.paired.plan.tables) }
    }

    func report(of request: ImportRequest, archive: String, seconds: Double, _ locks: TableLocks?) -> Report {
        Report(
            command: request.command, archive: archive, base: request.base?.name, isDryRun: request.isDryRun,
            tables: tallies.reports(skippingKnown: !request.updates), problems: problems, seconds: seconds,
            locks: locks)
    }
}

extension ServerError {
    /// True where the server refused a row, so that the other bad rows can be looked for.
    fileprivate var isRowRefused: Bool { sqlState.hasPrefix("23") }
}
