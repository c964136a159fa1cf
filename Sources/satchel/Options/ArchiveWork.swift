import Archive
import Diagnostics
import Foundation
import Index
import PostgreSQL
import Reports
import Requests

/// An archive that is read against a database: what imports and `verify` have in common.
struct ArchiveWork {
    let location: ArchiveLocation
    private let archive: NamedArchive
    private let session: Session
    private let show: OutputOptions

    init(_ archive: String, with database: DatabaseOptions, show: OutputOptions) throws {
        location = ArchiveLocation(argument: archive)
        try refuseTerminal(location, descriptor: STDIN_FILENO, remedy: "name a file, or pipe an archive in")
        session = try database.connect()
        let reader = try ArchiveReader(from: location, beside: session)
        self.archive = NamedArchive(reader, named: location.displayName)
        self.show = show
    }

    /// Does the work, showing how far it has come, and prints its report.
    @discardableResult
    func run(
        showing changes: ChangeOutput? = nil, _ work: (NamedArchive, Session, RunObserver) throws -> Report
    ) throws -> Report {
        let progress = ProgressOutput(show.progress)
        defer { progress.finish() }
        var observer = RunObserver(
            progress: progress.show,
            change: changes.map { output in
                { change in
                    progress.finish()
                    output.add(change)
                }
            })
        observer.note = { note in
            progress.finish()
            Output.standardError.print("satchel: \(note)")
        }
        let report = try work(archive, session, observer)
        progress.finish()
        if show.json {
            Output.standardOutput.print(report.json(with: changes?.collected).text(pretty: true))
        } else {
            let output: Output = changes?.format == .csv ? .standardError : .standardOutput
            output.print(ReportTable(report).text)
        }
        return report
    }
}
