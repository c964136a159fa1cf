import Archive
import Diagnostics
import Foundation
import JSON
import Reports
import SystemPackage

/// What of a job's report holds values of rows: for the one who asked, and for those who may see rows anyway.
enum JobValues {
    static let members = ["changes", "conflicts"]

    /// A job as JSON without them.
    static func without(_ job: JSON) -> JSON {
        guard let report = job["report"], report.object != nil else { return job }
        return job.adding([("report", report.removing(members))])
    }
}

/// The differences that a client asked to see: the first of them, and how many there are.
final class ChangeCollection {
    private static let limit = 5000

    /// Nil where nobody asked.
    private(set) var add: ((Change) -> Void)?
    private var first: [JSON] = []
    private var count = 0

    init(isNeeded: Bool) {
        guard isNeeded else { return }
        add = { [unowned self] change in
            count += 1
            if first.count < ChangeCollection.limit { first.append(change.json) }
        }
    }

    var json: [(String, JSON)] {
        add == nil ? [] : [("changes", .array(first)), ("changeCount", .integer(count))]
    }
}

/// Decisions as the file that the engine reads.
enum DecisionsOnDisk {
    /// Lends the file, which is gone afterwards; nil where there are no decisions.
    static func with<R>(_ decisions: [UInt8]?, in folder: FilePath, _ body: (FilePath?) throws -> R) throws -> R {
        guard let decisions else { return try body(nil) }
        let path = folder.appending("decisions-\(UUID().uuidString).csv")
        let file = try WholeFile(path, replacing: false)
        try file.write(decisions.span.bytes)
        try file.commit()
        // A file that stays is removed by the next start.
        defer { try? FileManager.default.removeItem(atPath: path.string) }
        return try body(path)
    }
}
