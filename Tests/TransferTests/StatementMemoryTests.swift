import PostgreSQL
import Testing

/// What an import of many rows asks of the server's memory, for its own transaction.
@Suite struct StatementMemoryTests {
    private let schema = "CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE);"
    private let rows = "INSERT INTO tag (name) SELECT 't' || n FROM generate_series(1, 30000) AS n"

    /// The memory that statements were given while rows were inserted, in kB.
    private func memory(of pair: DatabasePair, _ settings: String) throws -> [String] {
        let watch = """
            CREATE TABLE seen (work_mem text); CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $note$ BEGIN
                INSERT INTO seen SELECT setting FROM pg_settings WHERE name = 'work_mem'; RETURN NULL; END $note$;
            CREATE TRIGGER note AFTER INSERT ON tag FOR EACH STATEMENT EXECUTE FUNCTION note();
            """
        try DatabasePair.run(watch, in: pair.target)
        let name = try DatabasePair.lines("SELECT quote_ident(current_database())", in: pair.target)[0]
        try DatabasePair.run("ALTER DATABASE \(name) SET work_mem TO '\(settings)'", in: pair.target)
        var options = LoadOptions()
        options.triggers = .fire
        try pair.load(pair.export().path, [], options)
        return try DatabasePair.lines("SELECT work_mem FROM seen", in: pair.target)
    }

    @Test func `many rows get what their hash tables take`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let given = try memory(of: pair, "64kB")
            #expect(given == ["7500"])
            #expect(try DatabasePair.lines("SHOW work_mem", in: pair.target) == ["64kB"])
        }
    }

    @Test func `a server that gives more is left as it is`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let given = try memory(of: pair, "32MB")
            #expect(given == ["32768"])
        }
    }
}
