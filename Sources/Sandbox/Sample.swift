import Diagnostics
import Foundation
import PostgreSQL

/// The SQL files of the sample data, which are bundled with the program.
public enum Sample {
    /// The text of a file such as `schema.sql`.
    public static func text(of name: String) throws(Failure) -> String {
        guard let url = Bundle.module.url(forResource: "Sample/" + name, withExtension: nil) else {
            throw Failure(.failed, "cannot find the sample file \"\(name)\"", cause: "satchel was built without it")
        }
        do {
            return try String(contentsOf: url, encoding: .utf8)
        } catch {
            throw Failure(.failed, "cannot read the sample file \"\(name)\"", cause: "it is not readable as UTF-8 text")
        }
    }

    /// Runs a file; `rows` is how many `generate.sql` makes of its largest table (the setting `sample.rows`).
    public static func run(_ name: String, on connection: Connection, rows: Int? = nil) throws {
        let script = SQL(verbatim: try text(of: name))
        do {
            if let rows { try connection.run("SET sample.rows TO \(rows)") }
            try connection.run(script)
        } catch let error as ServerError {
            throw error.failure(doing: "cannot run the sample file \"\(name)\"")
        }
    }
}
