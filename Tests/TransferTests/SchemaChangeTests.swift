import Archive
import Declarations
import Diagnostics
import Exporting
import Foundation
import Index
import Planning
import PostgreSQL
import Synchronization
import SystemPackage
import TableKit
import Testing

/// What another session changes while an export waits for its locks.
@Suite struct SchemaChangeTests {
    private let schema = """
        CREATE TABLE note (id serial PRIMARY KEY, code text NOT NULL UNIQUE, n int NOT NULL);
        CREATE TABLE pair (id serial PRIMARY KEY, code text NOT NULL, part text, UNIQUE (code, part))
        """
    private let rows = "INSERT INTO note (code, n) VALUES ('a', 1), ('b', 2); INSERT INTO pair (code) VALUES ('x')"

    @Test func `a column that is added and one that is rewritten are exported as they are then`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let change = try OpenChange(
                """
                ALTER TABLE note ADD COLUMN extra text NOT NULL DEFAULT 'new'; ALTER TABLE note ALTER COLUMN n TYPE text;
                UPDATE note SET n = n || '!'
                """, in: pair.source)
            let export = try pair.exportBeside(tables: ["note"])
            try await change.commit(whenWaitedFor: 1)
            let path = try await export.value
            #expect(try pair.rows(of: "note", in: path) == "code,n,extra\na,1!,new\nb,2!,new\n")
            let index = try ArchiveIndex(parsing: ArchiveReader(from: .file(path)).index())
            #expect(index.tables[0].columns.map(\.type) == ["text", "text", "text"])
        }
    }

    @Test func `a table that is needed only then is locked too, and its keys are in`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let change = try OpenChange(
                """
                CREATE TABLE owner (id int PRIMARY KEY, name text NOT NULL UNIQUE); INSERT INTO owner VALUES (7, 'anna');
                ALTER TABLE note ADD COLUMN owner_id int REFERENCES owner; UPDATE note SET owner_id = 7 WHERE code = 'b'
                """, in: pair.source)
            let source = pair.source
            let export = try pair.exportBeside(tables: ["note"]) {
                let locks = """
                    SELECT mode FROM pg_locks WHERE relation = 'owner'::regclass AND granted AND pid <> pg_backend_pid()
                    """
                #expect((try? DatabasePair.lines(locks, in: source))?.contains("AccessShareLock") == true)
            }
            try await change.commit(whenWaitedFor: 1)
            #expect(try await pair.rows(of: "note", in: export.value) == "code,n,owner_id.name\na,1,\nb,2,anna\n")
        }
    }

    @Test func `a table that is dropped by then is left out of a whole database`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let change = try OpenChange("DROP TABLE pair; CREATE TABLE zone (code text PRIMARY KEY)", in: pair.source)
            let export = try pair.exportBeside()
            try await change.commit(whenWaitedFor: 1)
            #expect(try await pair.files(in: export.value).keys.sorted() == ["note", "zone"])
        }
    }

    @Test func `rows that come to share a key with a NULL while the export waits are told by content`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let change = try OpenChange("LOCK TABLE note", in: pair.source)
            let export = try pair.exportBeside()
            try await change.waitFor(1)
            try DatabasePair.run("INSERT INTO pair (code) VALUES ('x')", in: pair.source)
            try await change.commit(whenWaitedFor: 1)
            let path = try await export.value
            #expect(try pair.rows(of: "pair", in: path) == "code,part\nx,\nx,\n")
            #expect(try pair.load(path).totals.inserted == 4)
        }
    }

    @Test func `a schema that changes again and again ends the export with the reason`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            @Sendable func change(_ number: Int) -> String {
                """
                CREATE TABLE owner\(number) (id int PRIMARY KEY); \
                ALTER TABLE note ADD COLUMN owner\(number)_id int REFERENCES owner\(number)
                """
            }
            var current = try OpenChange(change(1), in: pair.source)
            let export = try pair.exportBeside(tables: ["note"])
            // Reading the catalogue may wait as well, before the first attempt to lock.
            for number in 2...20 {
                guard try await current.waitFor(1, unless: export) else { break }
                // It waits behind the export, which begins again as soon as it has seen the change before.
                let next = Waiting { [source = pair.source] in try OpenChange(change(number), in: source) }
                try await current.commit(whenWaitedFor: 2)
                current = try await next.value
            }
            let failure = await #expect(throws: Failure.self) { try await export.value }
            #expect(failure?.code == .failed)
            #expect(failure?.what == "cannot export while the schema is being changed")
            #expect(failure?.remedy == "export again when the changes are done")
            #expect(try FileManager.default.contentsOfDirectory(atPath: pair.folder.string).isEmpty)
        }
    }

    @Test func `rows that are written anew while a role of some columns waits are not lost`() async throws {
        let role = "columns_" + UUID().uuidString.prefix(8).lowercased()
        let grants = "CREATE ROLE \(role) LOGIN; GRANT SELECT (id, code, n) ON note TO \(role)"
        try await DatabasePair.with(schema: schema, source: rows + ";" + grants) { pair in
            let change = try OpenChange("ALTER TABLE note ALTER COLUMN n TYPE bigint", in: pair.source)
            let export = try pair.exportBeside(tables: ["note"], as: role)
            try await change.commit(whenWaitedFor: 1)
            let result = await export.result
            try DatabasePair.run("DROP OWNED BY \(role); DROP ROLE \(role)", in: pair.source)
            #expect(try pair.rows(of: "note", in: result.get()) == "code,n\na,1\nb,2\n")
        }
    }

    @Test func `partitions are locked with their table, so that none is emptied under the export`() async throws {
        let schema = """
            CREATE TABLE visit (code text NOT NULL, region text NOT NULL, PRIMARY KEY (code, region)) PARTITION BY LIST (region);
            CREATE TABLE visit_de PARTITION OF visit FOR VALUES IN ('de'); CREATE TABLE visit_at PARTITION OF visit FOR VALUES IN ('at')
            """
        let rows = "INSERT INTO visit VALUES ('a', 'de'), ('b', 'at')"
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let change = try OpenChange("TRUNCATE visit_de; INSERT INTO visit VALUES ('c', 'de')", in: pair.source)
            let export = try pair.exportBeside(tables: ["visit"])
            try await change.commit(whenWaitedFor: 1)
            #expect(try await pair.rows(of: "visit", in: export.value) == "code,region\nb,at\nc,de\n")
        }
    }
}

/// Changes that another session has made and not committed.
private struct OpenChange: @unchecked Sendable {
    private let connection: Connection

    init(_ statements: String, in database: Database) throws {
        connection = try Connection(database)
        try connection.run("BEGIN; " + SQL(verbatim: statements))
    }

    /// Waits until so many other statements wait for locks.
    ///
    /// - Returns: false where the export ended before.
    @discardableResult
    func waitFor(_ count: Int, unless export: Waiting<FilePath>? = nil) async throws -> Bool {
        let probe = try Connection(connection.database)
        for _ in 0..<1200 {
            if export?.isDone == true { return false }
            let waiting = try probe.rows(
                """
                SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted \
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)
            if waiting.first?[0] == "\(count)" { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Failure(.failed, "nothing waits for the lock")
    }

    /// Commits when so many others wait.
    func commit(whenWaitedFor count: Int) async throws {
        try await waitFor(count)
        try connection.run("COMMIT")
    }
}

/// Work on a thread of its own, because it blocks.
private struct Waiting<R: Sendable>: Sendable {
    private final class End: Sendable {
        let isReached = Atomic(false)
    }

    private let task: Task<R, any Error>
    private let end: End

    init(_ body: @escaping @Sendable () throws -> R) {
        let end = End()
        self.end = end
        task = Task {
            try await withCheckedThrowingContinuation { waiter in
                Thread.detachNewThread {
                    let result = Swift.Result { try body() }
                    end.isReached.store(true, ordering: .releasing)
                    waiter.resume(with: result)
                }
            }
        }
    }

    var isDone: Bool { end.isReached.load(ordering: .acquiring) }
    var value: R { get async throws { try await task.value } }
    var result: Swift.Result<R, any Error> { get async { await task.result } }
}

extension DatabasePair {
    /// Begins an export of the tables, or of the whole database.
    ///
    /// - Parameter look: called while rows are read.
    fileprivate func exportBeside(
        tables: [TableName]? = nil, as role: String? = nil, looking look: @escaping @Sendable () -> Void = {}
    ) throws -> Waiting<FilePath> {
        var request = ExportRequest(modules: [])
        request.all = tables == nil
        request.tables = try tables?.map { try #require(TablePattern(parsing: $0.description)) }
        let (asked, source, path) = (request, source, folder.appending("\(UUID().uuidString).tar.zst"))
        return Waiting {
            let connection = try Session(source)
            if let role { try connection.run("SET ROLE \(name: role)") }
            _ = try Exporter(asked, on: connection).run(.init(to: .file(path), compression: .zstd)) { _ in look() }
            return path
        }
    }
}
