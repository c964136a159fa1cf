/// The one error of satchel: what failed, why, and what to do about it.
///
/// Texts are lower case without a full stop, identifiers in double quotes. A row's values, connection
/// strings and passwords never enter one.
public struct Failure: Error, Sendable, Equatable {
    public let code: Code
    /// What failed, naming the place: `cannot import "backup.tar.zst"`.
    public let what: String
    /// Why, where it is known.
    public let cause: String?
    /// What the reader can do next.
    public let remedy: String?
    /// The rows or places that are wrong, where there are several.
    public let problems: [Problem]

    public init(_ code: Code, _ what: String, cause: String? = nil, remedy: String? = nil, problems: [Problem] = []) {
        self.code = code
        self.what = what
        self.cause = cause
        self.remedy = remedy
        self.problems = problems
    }
}

extension Failure {
    /// Why a command ended; it alone decides the exit status.
    public enum Code: String, Sendable, CaseIterable {
        /// Something went wrong; nothing was changed.
        case failed
        /// Both sides changed the same value; nothing was changed.
        case conflicts
        /// The archive is damaged, or no archive.
        case archiveDamaged = "archive-damaged"
        /// The archive is of a newer format than this program knows.
        case archiveNewer = "archive-newer"
        /// The archive or a module does not fit the database's schema.
        case schemaMismatch = "schema-mismatch"
        /// Something is to be said first that satchel cannot know; nothing was changed.
        case undecided
        /// The database cannot be reached.
        case databaseUnreachable = "database-unreachable"
        /// The command was called wrongly.
        case usage
        /// The user interrupted the command; nothing was changed.
        case interrupted

        public var exitStatus: Int32 {
            switch self {
            case .failed: 1
            case .conflicts: 4
            case .archiveDamaged, .archiveNewer: 5
            case .schemaMismatch, .undecided: 6
            case .databaseUnreachable: 7
            case .usage: 64
            case .interrupted: 130
            }
        }
    }
}

extension Failure: CustomStringConvertible {
    public var description: String {
        var text = what
        if let cause { text += ": " + cause }
        if let remedy { text += " (" + remedy + ")" }
        return ([text] + problems.map(\.description)).joined(separator: "\n")
    }
}
