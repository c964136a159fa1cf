import PostgreSQL

/// The two databases of the sample: one that is full, and one that has some of its rows under other ids.
public enum SampleDatabases {
    /// Creates "source" and "target" in a sandbox.
    ///
    /// - Parameter rows: about how many rows the source gets.
    public static func create(in sandbox: Sandbox, rows: Int) throws {
        try fill(Connection(sandbox.createDatabase("source")), rows: rows)
        try fill(Connection(sandbox.createDatabase("target")), rows: nil)
    }

    /// Fills an empty database.
    ///
    /// - Parameter rows: about how many rows; nil makes the target, with its shifted ids.
    public static func fill(_ connection: Connection, rows: Int?) throws {
        let files = rows == nil ? ["schema", "target", "seeds", "target_rows"] : ["schema", "seeds", "generate"]
        for file in files { try Sample.run("\(file).sql", on: connection, rows: rows) }
        try connection.run("ANALYZE")
    }
}
