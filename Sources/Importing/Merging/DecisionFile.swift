import Archive
import Diagnostics
import Foundation
import PostgreSQL
import Reports
import SystemPackage

/// A file of decided conflicts: CSV as `--conflicts` writes it, as it comes back from an editor or a spreadsheet.
struct DecisionFile {
    static let relation: SQL = "pg_temp.satchel_decision"
    /// The base tells a reader what was; a decision holds without it.
    private static let needed = Conflict.columns.filter { $0 != "base" }

    private let path: FilePath
    private let content: [UInt8]
    private let header: [String]
    private let separator: String

    /// - Throws: `Failure` where the file cannot be read or has not the columns of a list of conflicts.
    init(_ path: FilePath) throws(Failure) {
        self.path = path
        let what = "cannot read the decisions in \"\(path.string)\""
        guard let data = FileManager.default.contents(atPath: path.string) else {
            throw Failure(
                .usage, what, cause: "there is no such file, or it may not be read", remedy: "name another file")
        }
        var bytes = [UInt8](data)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            let line = String(validating: bytes[..<end], as: UTF8.self)
        else { throw Failure(.usage, what, cause: "it is no CSV", remedy: DecisionFile.remedy) }
        content = bytes
        // A spreadsheet may write another separator than it read.
        separator = [",", ";", "\t"].first { line.contains($0) } ?? ","
        header = line.split(separator: Character(separator), omittingEmptySubsequences: false).map { name in
            name.trimmingCharacters(in: .whitespacesAndNewlines.union(["\""]))
        }
        let unknown = header.filter { !Conflict.columns.contains($0) }
        let missing = DecisionFile.needed.filter { !header.contains($0) }
        guard unknown.isEmpty, missing.isEmpty, Set(header).count == header.count else {
            let names = (unknown.isEmpty ? missing : unknown).map { "\"\($0)\"" }.joined(separator: ", ")
            throw Failure(
                .usage, what,
                cause: unknown.isEmpty && missing.isEmpty
                    ? "a column stands there twice"
                    : (unknown.isEmpty ? "it lacks the column " : "it has the column ") + names,
                remedy: DecisionFile.remedy)
        }
    }

    private static let remedy = "take the file that --conflicts wrote, and fill in its last column"

    /// Brings the file into a temporary relation.
    func load(on connection: Session) throws {
        let definitions = SQL.join(Conflict.columns.map { "\(name: $0) text" }, ", ")
        try connection.run(
            """
            CREATE TEMPORARY TABLE \(DecisionFile.relation) (row bigint GENERATED ALWAYS AS IDENTITY, \(definitions)) \
            ON COMMIT DROP
            """)
        let names = SQL.join(header.map { "\(name: $0)" }, ", ")
        do {
            try connection.copyIn(
                """
                COPY \(DecisionFile.relation) (\(names)) FROM STDIN \
                (FORMAT csv, HEADER, DELIMITER \(literal: separator))
                """
            ) { writer in try writer.write(content.span.bytes) }
        } catch let error as ServerError {
            throw Failure(
                .usage, "cannot read the decisions in \"\(path.string)\"",
                cause: error.message + (error.line.map { " (line \($0))" } ?? ""), remedy: DecisionFile.remedy)
        }
    }

    /// Decides the conflicts that the file decides.
    ///
    /// A decision holds for the values that it was made for: where they are others by now the conflict stays open.
    static func decide(on connection: Session) throws {
        try connection.run(
            """
            UPDATE \(Conflicts.relation) AS c SET decision = d.decision FROM \(relation) AS d WHERE c.decision IS NULL \
            AND d.decision IS NOT NULL AND d.decision <> '' AND \(same)
            """)
    }

    private static let same: SQL = """
        d."table" = c."table" AND d.key = c.shown_key AND COALESCE(d."column", '') = COALESCE(c."column", '') \
        AND COALESCE(d.target, '') = COALESCE(c.target, '') AND COALESCE(d.archive, '') = COALESCE(c.archive, '')
        """

    /// Decisions that no conflict was found for, as warnings; and those that no whole row can take, as errors.
    static func problems(on connection: Session) throws -> [Problem] {
        let unused = try connection.listing(
            """
            SELECT d."table", d.key, d."column", d.row FROM \(relation) AS d \
            WHERE d.decision <> '' AND NOT EXISTS (SELECT FROM \(Conflicts.relation) AS c WHERE \(same))
            """, by: "row")
        let wrong = try connection.listing(
            """
            SELECT "table", shown_key, NULL AS "column", number, position FROM \(Conflicts.relation) \
            WHERE position = \(Conflicts.wholeRow) AND decision NOT IN ('target', 'archive')
            """, by: Conflicts.order)
        func problem(_ row: Row, _ total: Int, _ severity: Problem.Severity, _ message: String, _ remedy: String)
            -> Problem
        {
            Problem(
                .conflict, severity: severity, table: row[0] ?? "", key: row[1], column: row[2], message: message,
                remedy: remedy, total: total)
        }
        return wrong.map {
            problem($0, $1, .error, "a row that one side deleted is no value", "decide \"target\" or \"archive\"")
        }
            + unused.map {
                problem(
                    $0, $1, .warning, "the decision is for no conflict that there is now, or for other values",
                    "where it is still in conflict, write the conflicts to a file again")
            }
    }
}
