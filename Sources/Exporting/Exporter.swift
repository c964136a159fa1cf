public import Archive
import Diagnostics
import Planning
public import PostgreSQL
public import Reports
public import Rows

/// Writes the rows that a request means into an archive, all from one snapshot of the database.
public struct Exporter {
    private let request: ExportRequest
    private let connection: Session

    /// - Parameter connection: its settings must be pinned.
    public init(_ request: ExportRequest, on connection: Session) {
        self.request = request
        self.connection = connection
    }

    public struct Options: Sendable {
        public var location: ArchiveLocation
        public var compression: Compression
        public var replacesFile: Bool
        /// A line for whoever reads the index.
        public var note: String?
        /// For masks that depend on a key.
        public var maskKey: MaskKey?

        public init(
            to location: ArchiveLocation, compression: Compression, replacesFile: Bool = false, note: String? = nil,
            maskKey: MaskKey? = nil
        ) {
            self.location = location
            self.compression = compression
            self.replacesFile = replacesFile
            self.note = note
            self.maskKey = maskKey
        }
    }

    /// What an export wrote.
    public struct Exported: Sendable {
        /// Its problems are warnings: what of a whole database is left out, and references that point at no row, carried
        /// as they are.
        public let report: Report
        public let archive: ArchiveSummary
        /// The tables that were asked for, as the archive calls them.
        public let asked: [String]
    }

    /// Exports.
    ///
    /// - Throws: `Failure` where declarations and database do not fit, keys are ambiguous or the archive cannot be written;
    ///   no file is left then. With `usage` where a mask needs a key and there is none.
    public func run(_ options: Options, progress: ProgressHandler = { _ in }) throws -> Exported {
        let start = ContinuousClock().now
        let selection = try request.rows()
        let snapshot = ExportSnapshot(of: request, isPart: selection != nil, on: connection)
        return try snapshot.with { planning in
            try ExportRun(planning, selection: selection, maskKey: options.maskKey, on: connection)
                .write(options, since: start, progress: progress)
        }
    }

    /// Why a row is in the export, or that it is not; nothing is written.
    ///
    /// - Throws: `Failure` where there is no such row, or where the export takes whole tables.
    public func explain(_ row: RowKey) throws -> Explanation {
        guard let selection = try request.rows() else { throw ExportRequest.needsChosenRows("--explain") }
        return try ExportSnapshot(of: request, isPart: true, on: connection).with { planning in
            let part = TakenRows(planning.plan, selection)
            try part.create(on: connection)
            try connection.run("SET TRANSACTION READ ONLY")
            _ = try part.fill(on: connection)
            let place = try RowSearch(plan: planning.plan, connection: connection)
                .find(row, purpose: "cannot explain why a row is in the export")
            return try part.explain(place, on: connection)
        }
    }
}

extension ArchiveLocation {
    /// The name for a report: the file's last component, or `-`.
    public var displayName: String {
        switch self {
        case .file(let path): path.lastComponent?.string ?? path.string
        case .standardStream: "-"
        }
    }
}
