import Foundation
import PostgreSQL
import Testing

/// Statements laid out in files under SQL, which a run must send just so: a change of a statement is seen in review.
///
/// With RECORD_SQL=1 in the environment the files are written anew; review the difference before you commit it.
struct RecordedStatements {
    private(set) var sent: [String] = []

    /// What a connection's observer hands its events to.
    mutating func take(_ event: StatementEvent) {
        if case .ended(let sql, _, _) = event { sent.append(sql.laidOut()) }
    }

    /// The first statement that has all of the texts in it.
    func first(with texts: String...) throws -> String {
        try #require(sent.first { sql in texts.allSatisfy(sql.contains) }, "no statement has \(texts) in it")
    }

    private static let isRecording = ProcessInfo.processInfo.environment["RECORD_SQL"] == "1"
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "SQL")

    /// Holds a statement against its file.
    static func expect(_ statement: String, in name: String) throws {
        let file = folder.appending(path: name + ".sql")
        if isRecording {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try (statement + "\n").write(to: file, atomically: true, encoding: .utf8)
        }
        let recorded = try? String(contentsOf: file, encoding: .utf8)
        #expect(recorded == statement + "\n", "SQL/\(name).sql; RECORD_SQL=1 writes it anew")
    }

    /// The names of the files of a folder, without their endings.
    static func names(in folder: String) throws -> Set<String> {
        let files = try FileManager.default.contentsOfDirectory(atPath: self.folder.appending(path: folder).path)
        return Set(files.map { $0.replacing(".sql", with: "") })
    }
}
