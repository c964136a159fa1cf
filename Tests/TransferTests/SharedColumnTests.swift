import PostgreSQL
import TableKit
import Testing

/// Foreign keys of several columns that share one with another foreign key, as where every table has a tenant.
@Suite struct SharedColumnTests {
    private let schema = """
        CREATE TABLE tenant (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE person (id serial PRIMARY KEY, tenant_id int NOT NULL REFERENCES tenant, name text NOT NULL,
            UNIQUE (tenant_id, name), UNIQUE (tenant_id, id));
        CREATE TABLE task (id serial PRIMARY KEY, code text NOT NULL UNIQUE, tenant_id int NOT NULL REFERENCES tenant,
            owner_id int, FOREIGN KEY (tenant_id, owner_id) REFERENCES person (tenant_id, id));
        CREATE TABLE note (id serial PRIMARY KEY, tenant_id int NOT NULL REFERENCES tenant, owner_id int, body text,
            FOREIGN KEY (tenant_id, owner_id) REFERENCES person (tenant_id, id))
        """
    private let rows = """
        INSERT INTO tenant VALUES (1, 'north'), (2, 'south'); INSERT INTO person VALUES (5, 1, 'ann'), (6, 2, 'bob');
        INSERT INTO task VALUES (7, 'owned', 1, 5), (8, 'free', 2, NULL); INSERT INTO note VALUES (9, 1, 5, 'a'), (10, 2, NULL, 'b')
        """
    private let tasks = """
        SELECT k.code, t.name, p.name FROM task k JOIN tenant t ON t.id = k.tenant_id
        LEFT JOIN person p ON p.id = k.owner_id ORDER BY 1
        """

    @Test func `where the foreign key is NULL in part the shared column is the other one's`() async throws {
        // Another tenant has the number that the source's row holds.
        let there = "INSERT INTO tenant VALUES (2, 'west'), (30, 'south')"
        try await DatabasePair.with(schema: schema, source: rows, target: there) { pair in
            let archive = try pair.export().path
            let task = try pair.rows(of: "task", in: archive)
            #expect(!task.isEmpty && !task.contains(where: \.isNumber), "no id leaves its database")
            try pair.load(archive)
            #expect(try DatabasePair.lines(tasks, in: pair.target) == ["free|south|∅", "owned|north|ann"])
            // Notes go by content, in which no id may be.
            #expect(try pair.load(archive).totals.inserted == 0)
        }
    }

    @Test func `a merge sees that the shared column changed`() async throws {
        try await DatabasePair.with(schema: schema, source: rows) { pair in
            let base = try pair.export().path
            try pair.load(base)
            try DatabasePair.run("UPDATE task SET tenant_id = 1 WHERE code = 'free'", in: pair.source)
            let archive = try pair.export().path
            #expect(try pair.load(archive, [], .init(mode: .update), base: base).totals.updated == 1)
            #expect(try DatabasePair.lines(tasks, in: pair.target) == ["free|north|∅", "owned|north|ann"])
        }
    }

    @Test func `a key column counts by the foreign key that is within the key`() async throws {
        let schema = """
            CREATE TABLE room (house text, number text, PRIMARY KEY (house, number));
            CREATE TABLE desk (id serial PRIMARY KEY, house text NOT NULL, number text NOT NULL, annex text,
                UNIQUE (house, number), FOREIGN KEY (house, annex) REFERENCES room,
                FOREIGN KEY (house, number) REFERENCES room)
            """
        let rooms = "INSERT INTO room VALUES ('h', '1'), ('h', '2');"
        try await DatabasePair.with(
            schema: schema, source: rooms + "INSERT INTO desk VALUES (1, 'h', '1', '2')",
            target: rooms + "INSERT INTO desk VALUES (4, 'h', '1', NULL)"
        ) { pair in
            let archive = try pair.export().path
            #expect(try pair.load(archive).totals.inserted == 0)
            #expect(try pair.load(archive, [], .init(mode: .update)).totals.updated == 1)
            #expect(try DatabasePair.lines("SELECT * FROM desk", in: pair.target) == ["4|h|1|2"])
        }
    }
}
