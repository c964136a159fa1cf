import Foundation
import Sandbox
import Testing

/// A folder of Tests/ArchivesOfThePast: archives that were written while this format was the newest.
struct PastFormat: CustomTestStringConvertible {
    let number: Int

    private static let root = Program.package.path + "/Tests/ArchivesOfThePast"

    static let all: [PastFormat] = {
        // Without the folder there are none, which a test reports.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.compactMap { $0.hasPrefix("format-") ? Int($0.dropFirst("format-".count)) : nil }.sorted()
            .map(PastFormat.init)
    }()

    var testDescription: String { "format \(number)" }
    var folder: String { PastFormat.root + "/format-\(number)" }

    var archives: [PastArchive] {
        // As above.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.contains(".tar.") }.sorted().map { PastArchive(format: self, file: $0) }
    }

    func path(of file: String) -> String { folder + "/" + file }

    func text(of file: String) throws -> String { try String(contentsOfFile: path(of: file), encoding: .utf8) }

    /// What a database holds, by content.sql.
    func rows(_ name: String) throws -> [String] {
        try text(of: "rows/\(name).jsonl").split(separator: "\n").map(String.init)
    }

    /// Lends a database in which the scripts have been run.
    func withDatabase(_ scripts: [String], _ body: (PastDatabase) async throws -> Void) async throws {
        let sandbox = try await Sandbox.shared()
        try await sandbox.withDatabase { database in
            let url = sandbox.url(ofDatabase: try #require(database.name))
            let lent = PastDatabase(format: self, url: url)
            for script in scripts { _ = try await lent.psql(script) }
            try await body(lent)
        }
    }
}

/// An archive of the past.
struct PastArchive: CustomTestStringConvertible {
    let format: PastFormat
    let file: String

    var testDescription: String { "\(file) of format \(format.number)" }
    var path: String { format.path(of: file) }

    /// The targets of which somebody has written down the rows that they have when the archive is in.
    var loads: [PastLoad] {
        let name = file.prefix { $0 != "." }
        return ["empty", "inhabited"].map { PastLoad(archive: self, target: $0, rows: "\(name)-into-\($0)") }.filter {
            FileManager.default.fileExists(atPath: format.path(of: "rows/\($0.rows).jsonl"))
        }
    }

    /// The index of an archive, as `satchel inspect` shows it.
    static func index(_ path: String) async throws -> [String: Any] {
        let found = try await Program.run(["inspect", path, "--json"])
        #expect(found.status == 0, "\(found.error)")
        let json = try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any]
        return try #require(json?["index"] as? [String: Any])
    }
}

/// An archive and a target for it.
struct PastLoad: CustomTestStringConvertible {
    let archive: PastArchive
    let target: String
    /// The name of the list of rows.
    let rows: String

    var testDescription: String { "\(archive.testDescription) into \(target)" }
    var isIntoEmpty: Bool { target == "empty" }
}

/// A database with the schema of a past format.
struct PastDatabase {
    let format: PastFormat
    let url: String

    /// The tables bear names for which modules are built in, and are others.
    private static let withoutModules = ["SATCHEL_NO_MODULES": "1"]

    func satchel(
        _ arguments: String..., status: Int = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await satchel(arguments, status: status, sourceLocation: sourceLocation)
    }

    func satchel(
        _ arguments: [String], status: Int = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let database = arguments.first == "diff" ? [] : ["--database", url, "--progress", "none"]
        let found = try await Program.run(arguments + database, environment: PastDatabase.withoutModules)
        #expect(found.status == status, "satchel \(arguments): \(found.error)", sourceLocation: sourceLocation)
    }

    /// The lines that content.sql gives.
    func rows() async throws -> [String] { try await psql("content.sql") }

    func expectRows(_ expected: [String], sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let found = try await rows()
        #expect(found == expected, sourceLocation: sourceLocation)
    }

    func psql(_ script: String) async throws -> [String] {
        let line =
            "psql --quiet --no-psqlrc --no-align --tuples-only --set ON_ERROR_STOP=1 --file '\(script)' \"$TARGET\""
        let found = try await Program.shell(line, environment: ["TARGET": url], in: format.folder)
        try #require(found.status == 0, "\(script): \(found.error)")
        return found.output.split(separator: "\n").map(String.init)
    }
}
