import Diagnostics
import Foundation
import SystemPackage
import Testing

@testable import Sandbox

/// A server in recovery, which allows reading alone.
@Suite struct StandbyTests {
    @Test func `a standby exports what needs no labels, and the rest is refused with the reason`() async throws {
        try await Sandbox.withServer { sandbox in
            let source = try sandbox.createDatabase("source")
            let schema = """
                CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE, v int);
                CREATE TABLE note (id serial PRIMARY KEY, tag_id int NOT NULL REFERENCES tag, text text);
                CREATE TABLE reply (note_id int REFERENCES note, text text)
                """
            try DatabasePair.run(schema, in: source)
            try DatabasePair.run(
                "INSERT INTO tag (name) VALUES ('x'), ('y'); INSERT INTO note (tag_id, text) VALUES (2, 'n'), (1, 'n')",
                in: source)
            // A standby of itself: started in recovery, and never told where the primary is.
            let recovering = ["wal_level": "replica"]
            try await sandbox.stop(keepingFolder: true)
            try await sandbox.launch(recovering)
            try await sandbox.stop(keepingFolder: true)
            try Data().write(to: URL(fileURLWithPath: sandbox.dataFolder + "/standby.signal"))
            try await sandbox.launch(recovering)

            try await DatabasePair.with(schema: schema) { other in
                let pair = DatabasePair(source: source, target: other.target, folder: other.folder)
                #expect(try DatabasePair.lines("SELECT pg_is_in_recovery()", in: source) == ["t"])
                let archive = try pair.export(tables: ["tag", "note"]).path
                #expect(try pair.load(archive).totals.inserted == 4)
                let labelled = try #require(throws: Failure.self) { try pair.export() }
                #expect(labelled.what == "cannot label rows without a natural key")
                #expect(labelled.cause?.contains("during recovery") == true)
                let written = try #require(throws: Failure.self) { try pair.load(archive, into: source) }
                #expect(written.cause?.contains("during recovery") == true)
                #expect(written.remedy == "connect to a server and a role that may write")
            }
        }
    }
}
