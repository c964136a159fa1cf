import Diagnostics
import TableKit

/// What the server refused, without any row's values.
///
/// The DETAIL and HINT of the server are left out, and so is each part of its message that may quote data.
public struct ServerError: Error, Sendable, Equatable {
    /// Five characters: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    public let sqlState: String
    /// The server's message, or what its class of errors says where the message may hold a row's values.
    public let message: String
    public let schema: String?
    public let table: String?
    public let column: String?
    public let constraint: String?
    /// The line of a COPY's input, counted from 1.
    public let line: Int?
    /// The function of the database in which it happened, as the server calls it; nil in a statement itself.
    public let function: String?

    public init(
        sqlState: String, message: String, schema: String? = nil, table: String? = nil, column: String? = nil,
        constraint: String? = nil, line: Int? = nil, function: String? = nil
    ) {
        self.sqlState = sqlState
        self.message = message
        self.schema = schema
        self.table = table
        self.column = column
        self.constraint = constraint
        self.line = line
        self.function = function
    }

    /// The same of a table that the server did not name.
    public func naming(_ table: TableName) -> ServerError {
        if self.table != nil { return self }
        return ServerError(
            sqlState: sqlState, message: message, schema: table.schema, table: table.name, column: column,
            constraint: constraint, line: line, function: function)
    }

    /// The error as a report, `doing` naming what failed: `cannot stage "events"`.
    public func failure(doing: String) -> Failure {
        Failure(code, doing, cause: description, remedy: remedy)
    }

    private var code: Failure.Code {
        switch sqlState.prefix(2) {
        case "08", "28", "3D": .databaseUnreachable
        default: ["57P01", "57P02", "57P03", "57P05", "53300"].contains(sqlState) ? .databaseUnreachable : .failed
        }
    }

    private var remedy: String? {
        if function != nil, ["42883", "42P01", "42704", "3F000"].contains(sqlState) {
            return
                "the function rests on the search path: give it one (ALTER FUNCTION … SET search_path), or the database"
        }
        return switch sqlState {
        case "25006": "connect to a server and a role that may write"
        case "40001", "40P01": "run the command again when nothing else writes to these tables"
        case "42501":
            grant.map { "have it granted: \($0)" }
                ?? "connect as the owner of the tables, or have the privilege granted"
        case "53100": "make room on the server's disk"
        case "53200": "give the server more memory, or carry fewer tables at once"
        case "53300": "close other connections, or raise max_connections"
        case "55000" where message.contains("replica identity"):
            "give the table one that publications can tell rows by (ALTER TABLE … REPLICA IDENTITY FULL), or take it out of the publication"
        case "55P03": "wait until the other session is done, or raise the lock timeout"
        default: nil
        }
    }
}

extension ServerError {
    /// What the role lacks, where the message says of what in English.
    private var grant: String? {
        if let found = message.firstMatch(of: /^permission denied for (table|sequence|schema|function) (.+)$/) {
            let privileges =
                switch found.1 {
                case "table": "SELECT, INSERT, UPDATE ON TABLE"
                case "sequence": "USAGE, SELECT, UPDATE ON SEQUENCE"
                case "schema": "USAGE ON SCHEMA"
                default: "EXECUTE ON FUNCTION"
                }
            return "GRANT \(privileges) \(found.2) TO the role"
        }
        let temporary = message.firstMatch(of: /^permission denied to create temporary tables in database (.+)$/)
        return temporary.map { "GRANT TEMPORARY ON DATABASE \($0.1) TO the role" }
    }
}

extension ServerError: CustomStringConvertible {
    public var description: String {
        var place: [String] = []
        if let table, !message.contains("\"\(table)\"") {
            place.append("table \"" + (schema.map { $0 + "." } ?? "") + table + "\"")
        }
        if let column, !message.contains("\"\(column)\"") { place.append("column \"\(column)\"") }
        if let constraint, !message.contains("\"\(constraint)\"") { place.append("constraint \"\(constraint)\"") }
        if let line { place.append("line \(line)") }
        if let function { place.append("in the function \(function)") }
        place.append("SQLSTATE \(sqlState)")
        return message + " (" + place.joined(separator: ", ") + ")"
    }
}
