import Foundation
import PostgreSQL
import Sandbox
import Testing

/// A run that waits, for a pipe or for a server that does not answer, can always be ended.
@Suite struct StalledTests {
    /// A server of the test's own: beside a session whose client has stalled nobody can create a database.
    private struct Place {
        let sandbox: Sandbox
        let folder: String
        let database: String
        let other: Connection

        var url: String { sandbox.url(ofDatabase: database) }

        /// Waits for a session of satchel that waits for its client; gives its process.
        func session(waitingFor event: String) async throws -> Int32 {
            var process: Int32?
            try await waiting(for: event) {
                let rows = try other.rows(
                    """
                    SELECT pid FROM pg_stat_activity WHERE application_name = 'satchel' \
                    AND datname = current_database() AND wait_event = \(literal: event) AND query LIKE 'COPY%'
                    """)
                process = rows.first?[0].flatMap { Int32($0) }
                return process != nil
            }
            return try #require(process)
        }

        /// Waits until the server has no session of satchel any more, and so no lock and no row of it.
        func expectNothingLeft() async throws {
            try await waiting(for: "the session to end") {
                try other.rows(
                    """
                    SELECT FROM pg_stat_activity WHERE application_name = 'satchel' AND datname = current_database()
                    """
                ).isEmpty
            }
            let locks = try other.rows(
                """
                SELECT FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation WHERE l.pid <> pg_backend_pid() \
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
                AND c.relnamespace = 'public'::regnamespace
                """)
            #expect(locks.isEmpty)
            #expect(try other.rows("SELECT to_regclass('satchel.history')")[0][0] == nil)
        }
    }

    private func withPlace(_ database: String, _ body: (Place) async throws -> Void) async throws {
        try await Sandbox.withServer { sandbox in
            let folder = try TestFolder()
            defer { folder.remove() }
            let other = try Connection(sandbox.createDatabase(database), applicationName: "test")
            try await body(Place(sandbox: sandbox, folder: folder.path, database: database, other: other))
        }
    }

    /// Lends a target, and what starts an import that has read most of an archive from a pipe and waits for the rest
    /// within its transaction.
    private func withTarget(
        _ body: (Place, _ start: () async throws -> RunningProgram) async throws -> Void
    ) async throws {
        try await withPlace("target") { place in
            try SampleDatabases.fill(place.other, rows: nil)
            try SampleDatabases.fill(Connection(place.sandbox.createDatabase("source")), rows: 300)
            let made = try await Program.shell(
                "satchel export -d \"$SOURCE\" -o a.tar.zst >/dev/null && zstd -qd a.tar.zst",
                environment: ["SOURCE": place.sandbox.url(ofDatabase: "source")], in: place.folder)
            #expect(made.status == 0, "\(made.error)")
            let tar = try Data(contentsOf: URL(fileURLWithPath: place.folder + "/a.tar"))
            try await body(place) {
                let program = try RunningProgram(
                    ["import", "-", "-d", place.url, "--progress", "none"], in: place.folder)
                try await program.send(tar.prefix(tar.count * 7 / 10))
                return program
            }
        }
    }

    @Test func aPipeThatStallsIsLeft() async throws {
        try await withTarget { place, start in
            for number in [SIGINT, SIGTERM] {
                let program = try await start()
                _ = try await place.session(waitingFor: "ClientRead")
                program.signal(number)
                #expect(try await program.status() == 130)
                let error = try program.error
                #expect(error == "satchel: error: interrupted\ncause: nothing was changed\n", "\(error)")
                try await place.expectNothingLeft()
            }
        }
    }

    @Test func theServersLimitHoldsWhileThePipeStalls() async throws {
        try await withTarget { place, start in
            try place.other.run("ALTER DATABASE target SET idle_in_transaction_session_timeout TO '2s'")
            let program = try await start()
            #expect(try await program.status() == 1)
            let error = try program.error
            #expect(error.contains("idle_in_transaction_session_timeout"), "\(error)")
            #expect(error.contains("hint: ") && error.contains("raise the limit"), "\(error)")
            try await place.expectNothingLeft()
        }
    }

    /// Lends an import whose server stands still: connections stay up and new ones are taken, but nobody answers.
    private func withStalledServer(_ body: (RunningProgram) async throws -> Void) async throws {
        try await withTarget { place, start in
            let program = try await start()
            let session = try await place.session(waitingFor: "ClientRead")
            let file = try #require(try place.other.rows("SELECT pg_read_file('postmaster.pid')")[0][0])
            // The one that would take the request to cancel.
            let listener = try #require(file.split(separator: "\n").first.flatMap { Int32($0) })
            func goOn() { for process in [session, listener] { kill(process, SIGCONT) } }
            for process in [session, listener] { kill(process, SIGSTOP) }
            defer { goOn() }
            try await body(program)
            goOn()
            try await place.expectNothingLeft()
        }
    }

    @Test func aServerThatDoesNotAnswerIsLeft() async throws {
        try await withStalledServer { program in
            program.signal(SIGTERM)
            #expect(try await program.status() == 130)
            let error = try program.error
            #expect(error.contains("the server does not answer"), "\(error)")
        }
    }

    @Test func aSecondSignalEndsTheProgramAtOnce() async throws {
        try await withStalledServer { program in
            program.signal(SIGINT)
            // Not a task's sleep, which takes seconds where many tests run: the program gives the server five.
            usleep(300_000)
            program.signal(SIGTERM)
            let (status, error) = (try await program.status(), try program.error)
            // It has no time to say anything.
            #expect(status == 130 && error == "")
        }
    }

    @Test func aReaderThatStallsIsLeft() async throws {
        try await withPlace("source") { place in
            // Far more than a pipe holds, also when it is compressed.
            try place.other.run(
                """
                CREATE TABLE big (code text PRIMARY KEY, body text);
                INSERT INTO big SELECT md5(n::text), md5((n + 1)::text) || md5((n + 2)::text) \
                FROM generate_series(1, 400000) AS n
                """)
            for number in [SIGINT, SIGTERM] {
                let output = Pipe()
                let program = try RunningProgram(
                    ["export", "--tables", "big", "-o", "-", "-d", place.url, "--progress", "none"], in: place.folder,
                    output: output)
                _ = try await place.session(waitingFor: "ClientWrite")
                program.signal(number)
                #expect(try await program.status() == 130)
                let error = try program.error
                #expect(error.hasPrefix("satchel: error: interrupted\n") && !error.contains("answer"), "\(error)")
                try await place.expectNothingLeft()
                try output.fileHandleForReading.close()
            }
        }
    }
}
