import Diagnostics
import Exporting
import TableKit
import Testing

/// Why a row is in the export of one root's data.
@Suite struct ExplanationTests {
    private static let schema = """
        CREATE TABLE users (id serial PRIMARY KEY, mail text UNIQUE NOT NULL, boss int REFERENCES users);
        CREATE TABLE projects (id serial PRIMARY KEY, code text UNIQUE NOT NULL, owner int REFERENCES users, member_ids jsonb);
        CREATE TABLE events (id serial PRIMARY KEY, xmlid text UNIQUE, project int REFERENCES projects);
        CREATE TABLE dates (event int NOT NULL REFERENCES events, day date, PRIMARY KEY (event, day));
        """
    private static let rows = """
        INSERT INTO users (mail, boss) VALUES ('anna', 2), ('bert', 3), ('carl', NULL), ('dora', NULL), ('emil', 4);
        INSERT INTO projects (code, owner, member_ids) VALUES ('a', 1, '[4]'), ('b', 5, NULL);
        INSERT INTO events (xmlid, project) VALUES ('e1', 1), ('e2', 2), (NULL, 1);
        INSERT INTO dates VALUES (1, '2026-11-01'), (3, '2026-11-02');
        """
    private let handlers = [
        TestHandler("projects", key: ["code"]) { $0.references = [.json("member_ids", at: "[*]", to: "users")] },
        TestHandler("events", key: ["xmlid"]) { $0.belongsTo = .via("project", to: "projects") },
    ]

    @Test func `the way goes down what belongs and up what is needed`() async throws {
        try await DatabasePair.with(schema: ExplanationTests.schema, source: ExplanationTests.rows) { pair in
            let root = RowSelection(root: try RowKey(parsing: "projects=a"))
            func way(_ row: String) throws -> [String] { try pair.way(to: row, root, handlers) }
            #expect(try way("projects=a") == ["root|projects=a||"])
            #expect(
                try way("dates=e1,2026-11-01") == [
                    "root|projects=a||", "belongs|events=e1|project|",
                    "belongs|dates=e1,2026-11-01|event|",
                ])
            #expect(
                try way("users=carl") == [
                    "root|projects=a||", "needed|users=anna|projects.owner|", "needed|users=bert|users.boss|",
                    "needed|users=carl|users.boss|",
                ])
            #expect(try way("users=dora").last == "needed|users=dora|projects.member_ids[*]|")
            #expect(try way("events=e2") == [])
            #expect(try way("users=emil") == [])
        }
    }

    @Test func `a row that does not exist is a failure, not a row outside`() async throws {
        try await DatabasePair.with(schema: ExplanationTests.schema, source: ExplanationTests.rows) { pair in
            let root = RowSelection(root: try RowKey(parsing: "projects=a"))
            let missing = failure { _ = try pair.way(to: "users=zoe", root, handlers) }
            #expect(missing?.code == .failed)
            #expect(missing?.cause == "no row of \"users\" has mail = zoe")
        }
    }
}
